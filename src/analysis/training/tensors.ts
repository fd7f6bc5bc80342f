import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { functionOf } from './functionsInReach';
import { declaredType, statedResult, variableOf } from './results';
import { tensorflowPath } from './tensorflowPath';

/** Whether something is a tensor, as far as the source says. */
export type Tensorness = 'tensor' | 'other' | 'unknown';

const TENSOR_CLASSES = /^(?:Tensor(?:[1-6]D)?|Scalar|Variable)$/;
/** Methods of tensors that give something else. */
const LEAVING_METHODS = new Set(['array', 'arraySync', 'data', 'dataSync', 'bytes', 'buffer', 'bufferSync']);

/** Names defined through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 8;

/** Whether a type is that of a tensor. */
export function tensornessOfType(type: ts.TypeNode, program: LoadedProgram, steps = MOST_STEPS): Tensorness {
  if (ts.isParenthesizedTypeNode(type)) {
    return tensornessOfType(type.type, program, steps);
  }
  if (!ts.isTypeReferenceNode(type)) {
    return type.kind === ts.SyntaxKind.AnyKeyword ? 'unknown' : 'other';
  }
  const path = tensorflowPath(type.typeName, program);
  if (path !== null) {
    return path.length === 1 && TENSOR_CLASSES.test(path[0] ?? '') ? 'tensor' : 'other';
  }
  const declared = declaredType(type, program);
  if (declared === null || !ts.isTypeAliasDeclaration(declared) || steps === 0) {
    return 'other';
  }
  return tensornessOfType(declared.type, program, steps - 1);
}

/** Whether a value is a tensor: what tf.js returns is, and so is what its methods return. */
export function tensornessOf(
  expression: ts.Expression,
  program: LoadedProgram,
  steps = MOST_STEPS,
): Tensorness {
  const inner = unwrap(expression);
  if (steps === 0) {
    return 'unknown';
  }
  if (ts.isCallExpression(inner)) {
    return tensornessOfCall(inner, program, steps - 1);
  }
  if (ts.isIdentifier(inner)) {
    const variable = variableOf(inner, program);
    if (variable?.type !== undefined) {
      return tensornessOfType(variable.type, program);
    }
    return variable?.initializer === undefined || !ts.isIdentifier(variable.name)
      ? 'unknown'
      : tensornessOf(variable.initializer, program, steps - 1);
  }
  return ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner) ? 'unknown' : 'other';
}

function tensornessOfCall(call: ts.CallExpression, program: LoadedProgram, steps: number): Tensorness {
  const callee = call.expression;
  if (tensorflowPath(callee, program) !== null) {
    return 'tensor';
  }
  const binding = bindingOfExpression(callee, program);
  const called = binding?.kind === 'declared' ? functionOf(binding.declaration) : null;
  const stated = called === null ? null : statedResult(called);
  if (stated !== null) {
    return tensornessOfType(stated, program);
  }
  if (!ts.isPropertyAccessExpression(callee)) {
    return 'unknown';
  }
  const owner = bindingOfExpression(callee.expression, program);
  // `Array.from(…)`, `Math.sin(…)`.
  if (owner?.kind === 'global') {
    return 'other';
  }
  return LEAVING_METHODS.has(callee.name.text) ? 'other' : tensornessOf(callee.expression, program, steps);
}
