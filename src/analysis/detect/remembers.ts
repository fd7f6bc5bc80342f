import ts from 'typescript';
import { targetOf } from '../program/targetOf';
import { contains, unwrap } from '../program/syntax';
import type { RateFunction } from './rateBody';

/**
 * Whether a function changes something that it finds again at its next call, such as the `rate` of
 * `(epoch) => (rate *= decay)`: its rates are right only when it is asked for one after the other. What it merely notes
 * anew at each call is not meant.
 */
export function remembers(fn: RateFunction): boolean {
  const own = namesWithin(fn);
  const visit = (node: ts.Node): boolean => {
    const target = targetOf(node);
    if (target !== null && outlasts(target, own) && isMadeOfItself(node, target)) {
      return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(fn.body);
}

function outlasts(target: ts.Expression, own: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(target)) {
    return !own.has(target.text);
  }
  const isMember = ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target);
  return isMember && outlastsOwner(unwrap(target.expression), own);
}

function outlastsOwner(owner: ts.Expression, own: ReadonlySet<string>): boolean {
  return owner.kind === ts.SyntaxKind.ThisKeyword || outlasts(owner, own);
}

/** `x *= a`, `x++`, `x = x * a`; not `x = a`. */
function isMadeOfItself(node: ts.Node, target: ts.Expression): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
    return true;
  }
  const text = target.getText();
  const reads = (inner: ts.Node): boolean =>
    contains(node.right, inner) &&
    ((ts.isExpression(inner) && inner.getText() === text) ||
      (ts.forEachChild(inner, (child) => reads(child) || undefined) ?? false));
  return reads(node.right);
}

/** Everything that is declared in a function: it is made anew at each call. */
function namesWithin(fn: RateFunction): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name)
    ) {
      names.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(fn, visit);
  return names;
}
