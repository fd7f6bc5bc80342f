import ts from 'typescript';
import { constantOf, definingExpression, propertyOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';

/** Samples in a batch of `model.fit` that is not told how many. */
const DEFAULT_BATCH_SIZE = 32;

/** Where a function of tf.js that makes a tensor is told its shape: the position of the argument. */
const SHAPE_ARGUMENT: Readonly<Record<string, number>> = {
  fill: 0,
  ones: 0,
  randomGamma: 0,
  randomNormal: 0,
  randomStandardNormal: 0,
  randomUniform: 0,
  randomUniformInt: 0,
  truncatedNormal: 0,
  zeros: 0,
  reshape: 0,
  tensor: 1,
  tensor1d: 1,
  tensor2d: 1,
  tensor3d: 1,
  tensor4d: 1,
  tensor5d: 1,
  tensor6d: 1,
};

/** Whether a call is one of `fit` with data and settings, by its form alone. */
export function isFit(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'fit' &&
    node.arguments.length === 3
  );
}

/**
 * Updates in an epoch of a call `fit(x, y, {batchSize, validationSplit})`, as tf.js counts them; null where the source does
 * not tell how many samples there are.
 */
export function updatesInEpoch(call: ts.CallExpression, program: LoadedProgram): number | null {
  const [data, , given] = call.arguments;
  const samples = data === undefined ? null : samplesOf(data, program);
  const settings = given === undefined ? null : unwrap(given);
  if (samples === null || settings === null || !ts.isObjectLiteralExpression(settings)) {
    return null;
  }
  if (settings.properties.some(ts.isSpreadAssignment)) {
    return null;
  }
  const batchSize = setting(settings, 'batchSize', DEFAULT_BATCH_SIZE, program);
  const validationSplit = setting(settings, 'validationSplit', 0, program);
  if (batchSize === null || validationSplit === null || batchSize < 1 || validationSplit >= 1) {
    return null;
  }
  return Math.max(1, Math.ceil(Math.floor(samples * (1 - validationSplit)) / batchSize));
}

function setting(
  settings: ts.ObjectLiteralExpression,
  name: string,
  otherwise: number,
  program: LoadedProgram,
): number | null {
  const expression = propertyOf(settings, name);
  return expression === null ? otherwise : numberOf(expression, program);
}

/** The samples in data that is made on the spot or held by a constant. */
function samplesOf(data: ts.Expression, program: LoadedProgram): number | null {
  const inner = unwrap(data);
  const made = ts.isCallExpression(inner) ? inner : definingExpression(inner, program);
  const call = made === null ? null : unwrap(made);
  if (call === null || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) {
    return null;
  }
  const position = SHAPE_ARGUMENT[call.expression.name.text];
  const shape = position === undefined ? undefined : call.arguments[position];
  if (position === 1 && shape === undefined) {
    return call.arguments[0] === undefined ? null : lengthOf(call.arguments[0], program);
  }
  const first = shape === undefined ? null : elementsOf(shape, program)?.[0];
  return first === undefined || first === null ? null : numberOf(first, program);
}

function lengthOf(expression: ts.Expression, program: LoadedProgram): number | null {
  return elementsOf(expression, program)?.length ?? null;
}

/** What stands in a list; null for one that is not written out whole. */
function elementsOf(expression: ts.Expression, program: LoadedProgram): readonly ts.Expression[] | null {
  const inner = unwrap(expression);
  const source = ts.isArrayLiteralExpression(inner) ? inner : definingExpression(inner, program);
  const list = source === null ? null : unwrap(source);
  return list === null || !ts.isArrayLiteralExpression(list) || list.elements.some(ts.isSpreadElement)
    ? null
    : list.elements;
}

function numberOf(expression: ts.Expression, program: LoadedProgram): number | null {
  const value = constantOf(expression, program)?.value;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
