import ts from 'typescript';
import type { CompileSettings } from '../../protocol/training/context';
import { definingExpression, propertyOf } from '../program/constants';
import { rangeOf } from '../program/place';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { functionName } from './names';

/** What the first `compile` call within a node is given; null when there is none. */
export function compileIn(node: ts.Node, program: LoadedProgram): CompileSettings | null {
  const options = ts.isCallExpression(node) ? compileOptions(node, program) : null;
  if (options === null) {
    return ts.forEachChild(node, (child) => compileIn(child, program) ?? undefined) ?? null;
  }
  const loss = propertyOf(options, 'loss');
  const metrics = propertyOf(options, 'metrics');
  return {
    loss: loss === null ? null : functionName(loss, program),
    metrics: metrics === null ? [] : namesIn(metrics, program),
    uri: node.getSourceFile().fileName,
    range: rangeOf(node),
  };
}

/** The options of `model.compile({ … })`; null for any other call. */
export function compileOptions(
  call: ts.CallExpression | ts.NewExpression,
  program: LoadedProgram,
): ts.ObjectLiteralExpression | null {
  const callee = call.expression;
  const [argument] = call.arguments ?? [];
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'compile' || argument === undefined) {
    return null;
  }
  const written = unwrap(argument);
  const options = ts.isObjectLiteralExpression(written) ? written : definingExpression(written, program);
  // Much else compiles: these two options say that it is a model.
  return options !== null &&
    ts.isObjectLiteralExpression(options) &&
    ['optimizer', 'loss'].some((name) => propertyOf(options, name) !== null)
    ? options
    : null;
}

function namesIn(metrics: ts.Expression, program: LoadedProgram): readonly string[] {
  const written = unwrap(metrics);
  const list = ts.isArrayLiteralExpression(written) ? written : definingExpression(written, program);
  const elements = list !== null && ts.isArrayLiteralExpression(list) ? [...list.elements] : [written];
  return elements.flatMap((element) => functionName(element, program) ?? []);
}
