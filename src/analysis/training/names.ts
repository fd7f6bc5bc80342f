import ts from 'typescript';
import { definingExpression } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { tensorflowPath } from './tensorflowPath';

/** Names held through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 8;

/** The text that an expression comes to: a string, or a name or property that holds one. */
export function textOf(expression: ts.Expression, program: LoadedProgram, steps = MOST_STEPS): string | null {
  const inner = unwrap(expression);
  if (ts.isStringLiteralLike(inner)) {
    return inner.text;
  }
  const source = steps === 0 ? null : definingExpression(inner, program);
  return source === null ? null : textOf(source, program, steps - 1);
}

/** The name of a loss or a metric: as a string, or as a function of tf.js such as `tf.losses.meanSquaredError`. */
export function functionName(expression: ts.Expression, program: LoadedProgram): string | null {
  const inner = unwrap(expression);
  const path = tensorflowPath(inner, program);
  const [group, name, ...more] = path ?? [];
  const isFunction = (group === 'losses' || group === 'metrics') && more.length === 0;
  return isFunction && name !== undefined ? name : textOf(inner, program);
}
