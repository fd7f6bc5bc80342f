import ts from 'typescript';
import { bindingOfExpression } from '../program/binding';
import { propertyOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import type { Called } from '../slice/slice';
import { functionOf } from './functionsInReach';
import { declaredType, returnedBy, statedResult, variableOf } from './results';
import { tensorflowPath } from './tensorflowPath';
import { type Tensorness, tensornessOf, tensornessOfType } from './tensors';

/** What inputs and labels are called. */
const PAIRS = [
  { names: ['xs', 'ys'], telling: true },
  { names: ['inputs', 'labels'], telling: true },
  // Points on a screen are called so too.
  { names: ['x', 'y'], telling: false },
] as const;

/** Data made through functions and names deeper than this are taken to be cyclic. */
const MOST_STEPS = 8;

/**
 * Whether a function returns inputs and labels, by the type it states or else by what it returns: `{ xs, ys }`,
 * `{ inputs, labels }`, `{ x, y }` or `[xs, ys]`, each of them a tensor.
 */
export function returnsData(called: Called, program: LoadedProgram, steps = MOST_STEPS): boolean {
  const stated = statedResult(called);
  return stated === null
    ? returnedBy(called).some((expression) => isData(expression, program, steps))
    : isDataType(stated, program, steps);
}

function isDataType(type: ts.TypeNode, program: LoadedProgram, steps: number): boolean {
  if (steps === 0) {
    return false;
  }
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) {
    return isDataType(type.type, program, steps - 1);
  }
  if (ts.isTupleTypeNode(type)) {
    const elements = type.elements.map((element) =>
      tensornessOfType(ts.isNamedTupleMember(element) ? element.type : element, program),
    );
    return elements.length === 2 && elements.every((element) => element === 'tensor');
  }
  if (ts.isTypeLiteralNode(type)) {
    return hasPair(type.members, program);
  }
  if (!ts.isTypeReferenceNode(type)) {
    return false;
  }
  const [argument] = type.typeArguments ?? [];
  if (argument !== undefined && type.typeName.getText() === 'Readonly') {
    return isDataType(argument, program, steps - 1);
  }
  const declared = declaredType(type, program);
  if (declared === null) {
    return false;
  }
  return ts.isInterfaceDeclaration(declared)
    ? hasPair(declared.members, program)
    : isDataType(declared.type, program, steps - 1);
}

function hasPair(members: readonly ts.TypeElement[], program: LoadedProgram): boolean {
  const typeOf = (name: string): ts.TypeNode | null =>
    members.filter(ts.isPropertySignature).find((member) => staticName(member.name) === name)?.type ?? null;
  return PAIRS.some(({ names, telling }) => {
    const [inputs, labels] = names.map(typeOf);
    return (
      inputs != null &&
      labels != null &&
      isPair(tensornessOfType(inputs, program), tensornessOfType(labels, program), telling)
    );
  });
}

function isData(expression: ts.Expression, program: LoadedProgram, steps: number): boolean {
  const inner = unwrap(expression);
  if (steps === 0) {
    return false;
  }
  if (ts.isObjectLiteralExpression(inner)) {
    return PAIRS.some(({ names, telling }) => {
      const [inputs, labels] = names.map((name) => valueIn(inner, name, program));
      return inputs != null && labels != null && isPair(inputs, labels, telling);
    });
  }
  if (ts.isArrayLiteralExpression(inner)) {
    const elements = inner.elements.map((element) => tensornessOf(element, program));
    return elements.length === 2 && elements.every((element) => element === 'tensor');
  }
  if (ts.isCallExpression(inner)) {
    return isDataCall(inner, program, steps - 1);
  }
  const initializer = variableOf(inner, program)?.initializer;
  return initializer !== undefined && isData(initializer, program, steps - 1);
}

function valueIn(
  object: ts.ObjectLiteralExpression,
  name: string,
  program: LoadedProgram,
): Tensorness | null {
  const value = propertyOf(object, name);
  return value === null ? null : tensornessOf(value, program);
}

function isDataCall(call: ts.CallExpression, program: LoadedProgram, steps: number): boolean {
  const path = tensorflowPath(call.expression, program);
  if (path !== null) {
    const work = call.arguments.at(-1);
    const isTidy = path.length === 1 && path[0] === 'tidy';
    return (
      isTidy &&
      work !== undefined &&
      (ts.isArrowFunction(work) || ts.isFunctionExpression(work)) &&
      returnsData(work, program, steps)
    );
  }
  const binding = bindingOfExpression(call.expression, program);
  const called = binding?.kind === 'declared' ? functionOf(binding.declaration) : null;
  return called !== null && returnsData(called, program, steps);
}

/** @param telling whether the names alone say what they are for, when nothing says otherwise. */
function isPair(inputs: Tensorness, labels: Tensorness, telling: boolean): boolean {
  const known = [inputs, labels];
  return !known.includes('other') && (telling || known.includes('tensor'));
}
