import ts from 'typescript';
import type { RateCall } from '../protocol/definition';
import { RATE_METHODS } from '../protocol/slice';
import { bindingOf } from './program/binding';
import { constantOf } from './program/constants';
import { rangeOf } from './program/place';
import type { LoadedProgram } from './program/project';
import { unwrap } from './program/syntax';

/** Whether a call may be one such as `schedule.call(1234)`, by its form alone. */
export function mayAskRate(call: ts.CallExpression): boolean {
  const callee = call.expression;
  return (
    ts.isPropertyAccessExpression(callee) &&
    call.arguments.length > 0 &&
    RATE_METHODS.some((method) => method === callee.name.text)
  );
}

/**
 * Sorts out the calls that ask a definition of this file for its rate at a known index.
 * @param calls those that may, by their form.
 * @param idOf names the definition a node is, or null.
 */
export function rateCalls(
  calls: readonly ts.CallExpression[],
  program: LoadedProgram,
  idOf: (node: ts.Node) => string | null,
): readonly RateCall[] {
  return calls.flatMap((call) => rateCall(call, program, idOf) ?? []);
}

function rateCall(
  call: ts.CallExpression,
  program: LoadedProgram,
  idOf: (node: ts.Node) => string | null,
): RateCall | null {
  const callee = call.expression;
  const [argument] = call.arguments;
  if (!ts.isPropertyAccessExpression(callee) || argument === undefined) {
    return null;
  }
  const definitionId = definitionBehind(unwrap(callee.expression), program, idOf);
  const at = definitionId === null ? null : constantOf(argument, program)?.value;
  return definitionId === null || typeof at !== 'number' || !Number.isFinite(at)
    ? null
    : { definitionId, at, range: rangeOf(call) };
}

function definitionBehind(
  expression: ts.Expression,
  program: LoadedProgram,
  idOf: (node: ts.Node) => string | null,
): string | null {
  const direct = idOf(expression);
  if (direct !== null || !ts.isIdentifier(expression)) {
    return direct;
  }
  const binding = bindingOf(expression, program);
  if (binding.kind !== 'declared' || !ts.isVariableDeclaration(binding.declaration)) {
    return null;
  }
  const { initializer } = binding.declaration;
  return initializer === undefined ? null : idOf(unwrap(initializer));
}
