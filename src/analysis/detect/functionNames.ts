import ts from 'typescript';
import { staticName, wrapped } from '../program/syntax';

/** The name that a function is declared, kept or passed on under; null for one that has none. */
export function functionName(fn: ts.SignatureDeclaration): string | null {
  const own = fn.name === undefined ? null : staticName(fn.name);
  if (own !== null || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) {
    return own;
  }
  return holderName(fn);
}

/** The name of the variable, property or member that an expression is the value of. */
export function holderName(expression: ts.Expression): string | null {
  const holder = wrapped(expression).parent;
  if (
    ts.isVariableDeclaration(holder) ||
    ts.isPropertyAssignment(holder) ||
    ts.isPropertyDeclaration(holder)
  ) {
    return staticName(holder.name);
  }
  if (ts.isBinaryExpression(holder) && holder.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    if (ts.isPropertyAccessExpression(holder.left)) {
      return holder.left.name.text;
    }
    return ts.isIdentifier(holder.left) ? holder.left.text : null;
  }
  // `useCallback((epoch) => …)` and the like keep what they are given.
  if (
    ts.isCallExpression(holder) &&
    ts.isIdentifier(holder.expression) &&
    /^use[A-Z]/.test(holder.expression.text)
  ) {
    return holderName(holder);
  }
  return null;
}

/** The names of the object, class or function that a function is a member of, innermost first; at most two. */
export function containerNames(fn: ts.Node): readonly string[] {
  const names: string[] = [];
  for (let outer = fn.parent; !ts.isSourceFile(outer) && names.length < 2; outer = outer.parent) {
    if (ts.isClassLike(outer) && outer.name !== undefined) {
      names.push(outer.name.text);
    } else if (ts.isObjectLiteralExpression(outer)) {
      const name = holderName(outer);
      if (name !== null) {
        names.push(name);
      }
    } else if (ts.isFunctionDeclaration(outer) || ts.isFunctionExpression(outer)) {
      break;
    }
  }
  return names;
}
