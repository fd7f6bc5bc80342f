import ts from 'typescript';
import { RATE_METHODS } from '../protocol/slice';
import { bindingOf } from './program/binding';
import { constantOf } from './program/constants';
import { rangeOf } from './program/place';
import { unwrap } from './program/syntax';
/** Finds calls such as `schedule.call(1234)` on definitions of this file. `idOf` names the definition a node is, or null. */
export function rateCalls(program, idOf) {
  const calls = [];
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const call = rateCall(node, program, idOf);
      if (call !== null) {
        calls.push(call);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(program.main);
  return calls;
}
function rateCall(call, program, idOf) {
  const callee = call.expression;
  const [argument] = call.arguments;
  if (
    !ts.isPropertyAccessExpression(callee) ||
    !RATE_METHODS.some((method) => method === callee.name.text) ||
    argument === undefined
  ) {
    return null;
  }
  const at = constantOf(argument, program)?.value;
  const definitionId = definitionBehind(unwrap(callee.expression), program, idOf);
  return definitionId === null || typeof at !== 'number' || !Number.isFinite(at)
    ? null
    : { definitionId, at, range: rangeOf(call) };
}
function definitionBehind(expression, program, idOf) {
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
