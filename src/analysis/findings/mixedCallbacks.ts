import ts from 'typescript';
import { SCHEDULER_CALLBACK } from '../detect/library';
import { bindingOfExpression } from '../program/binding';
import { definingExpression } from '../program/constants';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import { tensorflowPath } from '../training/tensorflowPath';
import type { Check, SourceFinding } from './check';
import { isHookName } from './hooks';

type Sort = 'instance' | 'object';

const CALLBACK_CLASSES = new Set(['Callback', 'CustomCallback', 'EarlyStopping', 'BaseCallback']);

/** `callbacks: [new MyCallback(), { onEpochEnd }]`: tf.js looks at the first alone and takes the others for the same. */
export const mixedCallbacks: Check = {
  kinds: [ts.SyntaxKind.PropertyAssignment],
  concerns: (node) => ts.isPropertyAssignment(node) && staticName(node.name) === 'callbacks',
  check(node, { program }): readonly SourceFinding[] {
    const list = ts.isPropertyAssignment(node) ? listBehind(node.initializer, program) : null;
    if (list === null) {
      return [];
    }
    const sorts = list.elements.map((element) => sortOf(element, program));
    const first = sorts[0] ?? null;
    const other = sorts.findIndex((sort) => sort !== null && sort !== first);
    const odd = list.elements[other];
    if (first === null || odd === undefined) {
      return [];
    }
    const failure =
      first === 'instance'
        ? 'this plain object stands behind a callback instance, so fit fails on its missing setParams'
        : 'this callback instance stands behind a plain object, so tf.js wraps it again and it never hears of its model';
    return [
      {
        code: 'mixed-callbacks',
        node: odd,
        message: `tf.js takes all callbacks for what the first is; ${failure}: make one list of both with callbackList of tfjs-lr-schedules.`,
        fix: ({ use }) => ({
          title: 'Wrap with callbackList',
          isPreferred: true,
          splices: [
            { start: list.getStart(), end: list.getStart(), text: `${use('callbackList')}(` },
            { start: list.getEnd(), end: list.getEnd(), text: ')' },
          ],
        }),
      },
    ];
  },
};

function listBehind(expression: ts.Expression, program: LoadedProgram): ts.ArrayLiteralExpression | null {
  const inner = unwrap(expression);
  const list = ts.isArrayLiteralExpression(inner) ? inner : definingExpression(inner, program);
  const bare = list === null ? null : unwrap(list);
  return bare !== null &&
    ts.isArrayLiteralExpression(bare) &&
    bare.getSourceFile() === expression.getSourceFile()
    ? bare
    : null;
}

/** What a callback is; null where the source does not say. */
function sortOf(expression: ts.Expression, program: LoadedProgram, steps = 8): Sort | null {
  const inner = unwrap(expression);
  if (ts.isObjectLiteralExpression(inner)) {
    const isPlain =
      inner.properties.some(({ name }) => isHookName(staticName(name))) &&
      !inner.properties.some(ts.isSpreadAssignment);
    return isPlain ? 'object' : null;
  }
  if (ts.isNewExpression(inner)) {
    return isCallbackClass(inner.expression, program, steps) ? 'instance' : null;
  }
  if (ts.isCallExpression(inner)) {
    return callResult(inner, program);
  }
  const held = steps === 0 ? null : definingExpression(inner, program);
  return held === null ? null : sortOf(held, program, steps - 1);
}

function callResult(call: ts.CallExpression, program: LoadedProgram): Sort | null {
  const path = tensorflowPath(call.expression, program);
  if (path?.join('.') === 'callbacks.earlyStopping') {
    return 'instance';
  }
  const binding = bindingOfExpression(call.expression, program);
  const isVisor =
    ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'fitCallbacks';
  const root = isVisor ? rootOf(call.expression) : null;
  const origin = root === null ? binding : bindingOfExpression(root, program);
  const isPackage = origin?.kind === 'external' && origin.specifier === '@tensorflow/tfjs-vis';
  return (isVisor && isPackage) ||
    (binding?.kind === 'external' && isPackage && binding.name === 'fitCallbacks')
    ? 'object'
    : null;
}

function rootOf(expression: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(expression) ? rootOf(expression.expression) : expression;
}

function isCallbackClass(callee: ts.Expression, program: LoadedProgram, steps: number): boolean {
  const path = tensorflowPath(callee, program);
  if (path !== null) {
    return path.length === 1 && CALLBACK_CLASSES.has(path[0] ?? '');
  }
  const binding = bindingOfExpression(callee, program);
  if (binding?.kind === 'external') {
    return moduleKind(binding.specifier) === 'library' && binding.name === SCHEDULER_CALLBACK;
  }
  if (binding?.kind !== 'declared' || !ts.isClassLike(binding.declaration) || steps === 0) {
    return false;
  }
  const base = binding.declaration.heritageClauses?.find(
    ({ token }) => token === ts.SyntaxKind.ExtendsKeyword,
  )?.types[0]?.expression;
  return base !== undefined && isCallbackClass(base, program, steps - 1);
}
