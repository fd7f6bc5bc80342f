import ts from 'typescript';
import type { Parameter, TimelineValue } from '../../protocol/definition';
import { some, staticNameOf } from '../detect/arithmetic';
import type { FunctionRoot } from '../detect/detector';
import { plainName } from '../detect/vocabulary';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { fromSource } from './evidence';
import { impliedBy } from './implied';

/** Names of the whole of a run, as opposed to those of its parts. */
const WHOLE = /total|max|epochs?$|steps$|iter|rounds$|limit|horizon|^[nt]$/i;
const PART = /warm|decay|per|every|drop|period|cycle|size|interval|half|ramp|hold|start|delay|lr|rate/i;

/**
 * The length of the run that a function divides its index by, as in `step / TOTAL`: what a name says that stands for the
 * whole, be it of a parameter or of what the source computes. Null where there is none.
 */
export function lengthDividedBy(
  root: FunctionRoot,
  parameters: readonly Parameter[],
  program: LoadedProgram,
): TimelineValue | null {
  const index = indexNameOf(root);
  const divisors = index === null ? [] : divisorsOf(root.fn.body, index);
  const lengths = divisors.flatMap((divisor) => {
    const name = plainName(staticNameOf(divisor) ?? '');
    const parameter = parameters.find((one) => plainName(one.name) === name);
    const length: TimelineValue | null =
      typeof parameter?.value === 'number'
        ? { value: parameter.value, from: 'parameters', place: null }
        : implied(divisor, program);
    return length !== null && length.value > 1 ? [length] : [];
  });
  return lengths.toSorted((a, b) => b.value - a.value)[0] ?? null;
}

function implied(divisor: ts.Expression, program: LoadedProgram): TimelineValue | null {
  const found = impliedBy(divisor, program);
  return typeof found?.value === 'number' ? fromSource(found.value, found.node) : null;
}

function indexNameOf({ fn, index: { binding } }: FunctionRoot): string | null {
  return binding.kind === 'argument' ? staticName(fn.parameters[binding.position]?.name) : null;
}

function divisorsOf(body: ts.Node, index: string): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const isIndex = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === index;
  some(body, (node) => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.SlashToken &&
      some(node.left, isIndex)
    ) {
      const divisor = withoutFloor(node.right);
      const name = staticNameOf(divisor) ?? '';
      if (WHOLE.test(name) && !PART.test(name)) {
        found.push(divisor);
      }
    }
    return false;
  });
  return found;
}

/** `total` of `Math.max(1, total)` and of `total || 1`. */
function withoutFloor(expression: ts.Expression): ts.Expression {
  const inner = unwrap(expression);
  if (ts.isCallExpression(inner) && inner.expression.getText() === 'Math.max') {
    const [open] = inner.arguments.filter((argument) => !ts.isNumericLiteral(unwrap(argument)));
    return open === undefined ? inner : unwrap(open);
  }
  return ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.BarBarToken
    ? unwrap(inner.left)
    : inner;
}
