import ts from 'typescript';
import { staticNameOf } from '../detect/arithmetic';
import { isAssignment } from '../detect/rateBody';
import { bindingOf } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import { isOptimizerFactory, partOf } from './training';

/** The names under which optimizers hold their rate. */
const RATE_MEMBER = /^_?(?:learning_?rate|lr)$/i;
const SETTER = /^set_?(?:lr|learning_?rate)$/i;
const GETTER = /^get_?(?:lr|learning_?rate)$/i;
/** Groups of weights with a rate each, as PyTorch has them. */
const GROUP = /^(?:param_?)?groups?$/i;

/** The rate that a node gives to an optimizer; null for a node that gives none. */
export function rateWritten(node: ts.Node, program: LoadedProgram): ts.Expression | null {
  if (ts.isBinaryExpression(node)) {
    return isAssignment(node.operatorToken.kind) && isRateOfOptimizer(unwrap(node.left), program)
      ? node.right
      : null;
  }
  if (isOptimizerFactory(node)) {
    return node.arguments?.[0] ?? null;
  }
  if (!ts.isCallExpression(node)) {
    return null;
  }
  const callee = unwrap(node.expression);
  const [first, second] = node.arguments;
  const name = staticNameOf(callee) ?? '';
  if (!SETTER.test(name) || first === undefined) {
    return name === 'assign' && ts.isPropertyAccessExpression(callee) && first !== undefined
      ? isRateOfOptimizer(unwrap(callee.expression), program)
        ? first
        : null
      : null;
  }
  const holder = holderOf(callee);
  if (holder !== null && partOf(holder, program) === 'optimizer') {
    return first;
  }
  // `setLearningRate(optimizer, rate)` of our library.
  const isLibrary = ts.isIdentifier(callee) && bindingOf(callee, program).kind === 'external';
  return isLibrary && second !== undefined && partOf(first, program) === 'optimizer' ? second : null;
}

/** Whether a node reads the rate that an optimizer has. */
export function readsRate(node: ts.Node, program: LoadedProgram): boolean {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return isRateOfOptimizer(node, program) && !isPlainTarget(node);
  }
  if (!ts.isCallExpression(node) || !GETTER.test(staticNameOf(node.expression) ?? '')) {
    return false;
  }
  const holder = holderOf(unwrap(node.expression)) ?? node.arguments[0];
  return holder !== undefined && partOf(holder, program) === 'optimizer';
}

function isRateOfOptimizer(target: ts.Expression, program: LoadedProgram): boolean {
  const holder = holderOf(target);
  return (
    holder !== null &&
    RATE_MEMBER.test(staticNameOf(target) ?? '') &&
    (partOf(holder, program) === 'optimizer' || isGroup(holder))
  );
}

function isGroup(holder: ts.Expression): boolean {
  const inner = unwrap(holder);
  const list = ts.isElementAccessExpression(inner) ? unwrap(inner.expression) : inner;
  return GROUP.test(staticNameOf(list) ?? '');
}

/** What a member is asked of; null for other expressions. */
export function holderOf(access: ts.Expression): ts.Expression | null {
  return ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access)
    ? access.expression
    : null;
}

/** Whether a node is only assigned to: `x` of `x = 1`, but not of `x *= 2`. */
export function isPlainTarget(node: ts.Expression): boolean {
  let outer: ts.Node = node;
  while (ts.isParenthesizedExpression(outer.parent) || ts.isAsExpression(outer.parent)) {
    outer = outer.parent;
  }
  const { parent } = outer;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === outer &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}
