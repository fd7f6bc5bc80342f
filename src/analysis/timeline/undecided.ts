import ts from 'typescript';
import { definingExpression } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { impliedBy } from './implied';

/** Whether an expression is one value or another, and nothing in the source tells which. */
export function isUndecided(expression: ts.Expression, program: LoadedProgram): boolean {
  const inner = unwrap(expression);
  const held = ts.isConditionalExpression(inner) ? inner : definingExpression(inner, program);
  const choice = held === null ? null : unwrap(held);
  return choice !== null && ts.isConditionalExpression(choice) && impliedBy(choice, program) === null;
}
