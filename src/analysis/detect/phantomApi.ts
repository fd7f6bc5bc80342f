import ts from 'typescript';
import { bindingOf, bindingOfExpression } from '../program/binding';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import type { Detector, Found } from './detector';
import { LIBRARY } from './library';
import { phantomArguments } from './phantomArguments';
import { plainName } from './vocabulary';

/** Schedules that people take tf.js to have, as they do for Keras, by their plain names; and the class of ours that each is. */
const PHANTOM_SCHEDULES: ReadonlyMap<string, string> = new Map([
  ['exponentialdecay', 'ExponentialDecay'],
  ['inversetimedecay', 'InverseTimeDecay'],
  ['polynomialdecay', 'PolynomialDecay'],
  ['cosinedecay', 'CosineDecay'],
  ['cosinedecayrestarts', 'CosineDecayRestarts'],
  ['piecewiseconstant', 'PiecewiseConstantDecay'],
  ['piecewiseconstantdecay', 'PiecewiseConstantDecay'],
]);

/** `tf.callbacks.learningRateScheduler(…)`, `tf.train.exponentialDecay(…)` and their like: tf.js has none of them. */
export const phantomApi: Detector = {
  kinds: [ts.SyntaxKind.CallExpression, ts.SyntaxKind.NewExpression],
  visit(node, program) {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) {
      return null;
    }
    const callee = node.expression;
    if (!ts.isPropertyAccessExpression(callee)) {
      return null;
    }
    const name = plainName(callee.name.text);
    const isCallback = name === 'learningratescheduler' || name === 'reducelronplateau';
    if ((!isCallback && !PHANTOM_SCHEDULES.has(name)) || !isTensorflow(rootOf(callee), program)) {
      return null;
    }
    return isCallback ? callback(node, callee, name, program) : schedule(node, callee, name, program);
  },
};

function rootOf(access: ts.PropertyAccessExpression): ts.Expression {
  let root = unwrap(access.expression);
  while (ts.isPropertyAccessExpression(root)) {
    root = unwrap(root.expression);
  }
  return root;
}

function isTensorflow(root: ts.Expression, program: LoadedProgram): boolean {
  if (!ts.isIdentifier(root)) {
    return false;
  }
  const binding = bindingOf(root, program);
  switch (binding.kind) {
    case 'external':
      return moduleKind(binding.specifier) === 'tensorflow';
    case 'module':
    case 'absent':
      return root.text === 'tf';
    default:
      // A script tag, an `await import`, a parameter: the name is everybody's.
      return root.text === 'tf';
  }
}

function callback(
  node: ts.CallExpression | ts.NewExpression,
  callee: ts.PropertyAccessExpression,
  name: string,
  program: LoadedProgram,
): Found | null {
  const [argument] = node.arguments ?? [];
  const common = {
    kind: 'phantom-api',
    node,
    index: 'epoch',
    schedule: null,
    constructorNode: callee,
  } as const;
  if (name === 'reducelronplateau') {
    const reason = `follows a metric, so it has no curve before there is one, and ${callee.getText()} is not part of tf.js`;
    return { ...common, root: { kind: 'nothing', node, reason }, form: 'epoch-function' };
  }
  return argument === undefined || ts.isStringLiteralLike(unwrap(argument)) || ts.isSpreadElement(argument)
    ? null
    : {
        ...common,
        root: { kind: 'expression', expression: scheduleOf(argument) },
        form: 'epoch-function',
        covers: functionsBehind(argument, program),
      };
}

/** `{ schedule: (epoch) => … }` is written for the function in it. */
function scheduleOf(argument: ts.Expression): ts.Expression {
  const inner = unwrap(argument);
  if (!ts.isObjectLiteralExpression(inner)) {
    return argument;
  }
  for (const property of inner.properties) {
    if (ts.isPropertyAssignment(property) && /^schedule/i.test(property.name.getText())) {
      return property.initializer;
    }
  }
  return argument;
}

/** The function that is handed on by its name, which is no definition of its own beside the callback. */
export function functionsBehind(argument: ts.Expression, program: LoadedProgram): readonly ts.Node[] {
  const binding = bindingOfExpression(unwrap(argument), program);
  if (binding?.kind !== 'declared') {
    return [];
  }
  const { declaration } = binding;
  if (ts.isVariableDeclaration(declaration)) {
    return declaration.initializer === undefined ? [] : [unwrap(declaration.initializer)];
  }
  return [declaration];
}

function schedule(
  node: ts.CallExpression | ts.NewExpression,
  callee: ts.PropertyAccessExpression,
  name: string,
  program: LoadedProgram,
): Found | null {
  const className = PHANTOM_SCHEDULES.get(name) ?? '';
  const read = phantomArguments(className, node.arguments ?? [], program);
  if (read === null) {
    return null;
  }
  const begin = `new (require(${JSON.stringify(LIBRARY)}).${className})(`;
  const parts: (string | ts.Expression)[] = [begin];
  if (read.kind === 'whole') {
    parts.push(read.config);
  } else {
    parts.push('{ ');
    for (const { name: property, node: value } of read.values) {
      parts.push(`${property}: (`, value, '), ');
    }
    parts.push('}');
  }
  parts.push(')');
  return {
    kind: 'phantom-api',
    node,
    root: { kind: 'text', node, parts, parameters: read.kind === 'whole' ? [] : read.values },
    form: 'schedule',
    index: 'step',
    schedule: className,
    constructorNode: callee,
  };
}
