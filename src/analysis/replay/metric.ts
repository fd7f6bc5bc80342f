import ts from 'typescript';
import { staticNameOf } from '../detect/arithmetic';
import { contains, staticName, unwrap } from '../program/syntax';
import type { Concern } from './concern';
import { type Key, keyOf } from './leaves';
import type { Unit } from './units';

/** What only a training measures: an object of measurements, or one of them. */
interface Measured {
  readonly objects: Set<Key>;
  readonly values: Set<Key>;
}

const MEASURES = /^(?:evaluate|evaluateDataset|trainOnBatch|predict)$/;

/**
 * The name of what a rate follows that only a training measures; null where it follows nothing of the kind.
 * @param logs the parameters that are called with measurements.
 * @param values those that are called with one measurement.
 */
export function metricFollowed(
  concern: Concern,
  logs: readonly ts.ParameterDeclaration[],
  values: readonly ts.ParameterDeclaration[] = [],
): string | null {
  const measured: Measured = { objects: new Set(), values: new Set(values) };
  logs.forEach((parameter) => note(parameter, measured, /^(?:logs?|metrics?|history|info|stats)$/i));
  const code = concern.code();
  handOn(code, concern, measured);
  for (const { nodes } of code) {
    for (const node of nodes) {
      const found = mentioned(node, concern, measured);
      if (found !== null) {
        return found;
      }
    }
  }
  return null;
}

/** Notes a parameter: a whole object of measurements by its name, one of them by any other, or those taken out of it. */
function note(parameter: ts.ParameterDeclaration, measured: Measured, isObject: RegExp): void {
  if (ts.isIdentifier(parameter.name)) {
    const whole =
      isObject.test(parameter.name.text.replace(/^_/, '')) || /Logs/.test(parameter.type?.getText() ?? '');
    (whole ? measured.objects : measured.values).add(parameter);
    return;
  }
  for (const element of parameter.name.elements) {
    if (ts.isBindingElement(element)) {
      measured.values.add(element);
    }
  }
}

/** Follows measurements into the functions that they are handed to. */
function handOn(code: ReturnType<Concern['code']>, concern: Concern, measured: Measured): void {
  for (let before = -1; before !== measured.objects.size + measured.values.size;) {
    before = measured.objects.size + measured.values.size;
    for (const { facts } of code) {
      for (const call of facts.calls) {
        const unit = concern.unitCalled(call);
        call.arguments.forEach((argument, i) => {
          const parameter = unit?.parameters[i];
          if (parameter !== undefined) {
            pass(argument, parameter, concern, measured);
          }
        });
      }
    }
  }
}

function pass(
  argument: ts.Expression,
  parameter: ts.ParameterDeclaration,
  concern: Concern,
  measured: Measured,
): void {
  const inner = unwrap(argument);
  const key = keyOf(inner, concern.program);
  if (key !== null && measured.objects.has(key)) {
    note(parameter, measured, /./);
  } else if (measurement(inner, concern, measured) !== null) {
    measured.values.add(parameter);
  }
}

/** The name of the measurement that a node is; null for one that is none. */
function measurement(node: ts.Node, concern: Concern, measured: Measured): string | null {
  const key = keyOf(node, concern.program);
  if (key !== null && measured.values.has(key)) {
    return node.getText();
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const holder = keyOf(unwrap(node.expression), concern.program);
    if (holder === null || !measured.objects.has(holder)) {
      return null;
    }
    return staticNameOf(node) ?? 'a metric';
  }
  const method = ts.isCallExpression(node) ? (staticNameOf(node.expression) ?? '') : '';
  return MEASURES.test(method) ? `what ${method} gives` : null;
}

/** The first measurement that code uses, but for asking whether it is there and for handing it to a function that is followed. */
function mentioned(root: ts.Node, concern: Concern, measured: Measured): string | null {
  const found = measurement(root, concern, measured);
  if (found !== null) {
    return isAskedFor(root) || isHandedOn(root, concern) ? null : found;
  }
  if (
    ts.isVariableDeclaration(root) &&
    root.initializer !== undefined &&
    ts.isObjectBindingPattern(root.name)
  ) {
    const key = keyOf(unwrap(root.initializer), concern.program);
    if (key !== null && measured.objects.has(key)) {
      const [first] = root.name.elements;
      return staticName(first?.propertyName ?? first?.name) ?? 'a metric';
    }
  }
  const key = keyOf(root, concern.program);
  if (key !== null && measured.objects.has(key) && isPassed(root) && !isHandedOn(root, concern)) {
    return 'the metrics';
  }
  return ts.forEachChild(root, (child) => mentioned(child, concern, measured) ?? undefined) ?? null;
}

function isHandedOn(node: ts.Node, concern: Concern): boolean {
  const call = callAround(node);
  return call !== null && concern.unitCalled(call) !== null;
}

function isPassed(node: ts.Node): boolean {
  return callAround(node) !== null;
}

function callAround(node: ts.Node): ts.CallExpression | null {
  let outer = node;
  while (
    ts.isAsExpression(outer.parent) ||
    ts.isNonNullExpression(outer.parent) ||
    ts.isParenthesizedExpression(outer.parent)
  ) {
    outer = outer.parent;
  }
  const { parent } = outer;
  return ts.isCallExpression(parent) && parent.arguments.some((argument) => contains(argument, node))
    ? parent
    : null;
}

/** Whether a node is only asked whether it is there: `!logs`, `logs == null`. */
function isAskedFor(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.ExclamationToken;
  }
  if (ts.isBinaryExpression(parent)) {
    const other = parent.left === node ? parent.right : parent.left;
    return other.kind === ts.SyntaxKind.NullKeyword || other.getText() === 'undefined';
  }
  return false;
}

/** The parameters of a function that hold measurements, by the position that its callers put them in. */
export function parametersAt(units: readonly Unit[], position: number): readonly ts.ParameterDeclaration[] {
  return units.flatMap(({ parameters }) => parameters[position] ?? []);
}
