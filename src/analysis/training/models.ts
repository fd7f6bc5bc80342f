import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import type { Called } from '../slice/slice';
import { functionOf } from './functionsInReach';
import { declaredType, returnedBy, statedResult, variableOf } from './results';
import { tensorflowPath } from './tensorflowPath';

/** Models that can be trained; a `tf.GraphModel` cannot. */
const MODEL_CLASSES = new Set(['LayersModel', 'Sequential']);
const MODEL_FACTORIES = new Set(['model', 'sequential']);

/** Models made through functions and names deeper than this are taken to be cyclic. */
const MOST_STEPS = 8;

/** Whether a function returns a `tf.LayersModel`, by the type it states or else by what it returns. */
export function returnsModel(called: Called, program: LoadedProgram, steps = MOST_STEPS): boolean {
  const stated = statedResult(called);
  return stated === null
    ? returnedBy(called).some((expression) => isModel(expression, program, steps))
    : isModelType(stated, program, steps);
}

function isModelType(type: ts.TypeNode, program: LoadedProgram, steps: number): boolean {
  if (steps === 0) {
    return false;
  }
  if (ts.isParenthesizedTypeNode(type)) {
    return isModelType(type.type, program, steps - 1);
  }
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) {
    return type.types.some((part) => isModelType(part, program, steps - 1));
  }
  if (!ts.isTypeReferenceNode(type)) {
    return false;
  }
  const path = tensorflowPath(type.typeName, program);
  if (path !== null) {
    return path.length === 1 && MODEL_CLASSES.has(path[0] ?? '');
  }
  const declared = declaredType(type, program);
  return (
    declared !== null && ts.isTypeAliasDeclaration(declared) && isModelType(declared.type, program, steps - 1)
  );
}

function isModel(expression: ts.Expression, program: LoadedProgram, steps: number): boolean {
  const inner = unwrap(expression);
  if (steps === 0) {
    return false;
  }
  if (ts.isNewExpression(inner)) {
    const path = tensorflowPath(inner.expression, program);
    return path?.length === 1 && MODEL_CLASSES.has(path[0] ?? '');
  }
  if (ts.isCallExpression(inner)) {
    const path = tensorflowPath(inner.expression, program);
    if (path !== null) {
      return path.length === 1 && MODEL_FACTORIES.has(path[0] ?? '');
    }
    const binding = bindingOfExpression(inner.expression, program);
    const called = binding?.kind === 'declared' ? functionOf(binding.declaration) : null;
    return called !== null && returnsModel(called, program, steps - 1);
  }
  const variable = variableOf(inner, program);
  if (variable === null) {
    return false;
  }
  return variable.type === undefined
    ? variable.initializer !== undefined && isModel(variable.initializer, program, steps - 1)
    : isModelType(variable.type, program, steps - 1);
}
