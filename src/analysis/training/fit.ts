import ts from 'typescript';
import type { TimelineValue } from '../../protocol/definition';
import { constantOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { staticName } from '../program/syntax';
import { fromSource } from '../timeline/evidence';

const FITTING = new Set(['fit', 'fitDataset']);

/**
 * A number that training is told under a name such as `epochs`, with its place: what a call of `fit` is given before
 * what stands elsewhere. Null where the document says no number.
 */
export function fitSetting(name: string, program: LoadedProgram): TimelineValue | null {
  const inCalls: TimelineValue[] = [];
  const elsewhere: TimelineValue[] = [];
  const visit = (node: ts.Node, fitting: boolean): void => {
    const expression = valueNamed(node, name);
    const value = expression === null ? null : constantOf(expression, program)?.value;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) {
      (fitting ? inCalls : elsewhere).push(fromSource(value, node));
    }
    const isCall = ts.isCallExpression(node) && isFitting(node);
    ts.forEachChild(node, (child) => {
      visit(child, fitting || isCall);
    });
  };
  visit(program.main, false);
  return inCalls[0] ?? elsewhere[0] ?? null;
}

function valueNamed(node: ts.Node, name: string): ts.Expression | null {
  if (ts.isPropertyAssignment(node) && staticName(node.name) === name) {
    return node.initializer;
  }
  return ts.isShorthandPropertyAssignment(node) && node.name.text === name ? node.name : null;
}

function isFitting(call: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(call.expression) && FITTING.has(call.expression.name.text);
}
