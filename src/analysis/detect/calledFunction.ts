import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { isRateFunction, type RateFunction } from './rateBody';

/** The function that a callee names, where it is declared or held by a variable and may compute a rate. */
export function calledFunction(callee: ts.Expression, program: LoadedProgram): RateFunction | null {
  const binding = bindingOfExpression(callee, program);
  if (binding?.kind !== 'declared') {
    return null;
  }
  const { declaration } = binding;
  const fn =
    ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined
      ? unwrap(declaration.initializer)
      : declaration;
  return isRateFunction(fn) ? fn : null;
}
