import ts from 'typescript';
/** The expression inside parentheses, casts, `satisfies` and `!`, which change nothing of its value. */
export function unwrap(expression) {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}
/** The outermost expression that has the same value: the inverse of `unwrap`. */
export function wrapped(expression) {
  let outer = expression;
  while (
    (ts.isParenthesizedExpression(outer.parent) ||
      ts.isAsExpression(outer.parent) ||
      ts.isSatisfiesExpression(outer.parent) ||
      ts.isNonNullExpression(outer.parent) ||
      ts.isTypeAssertionExpression(outer.parent)) &&
    outer.parent.expression === outer
  ) {
    outer = outer.parent;
  }
  return outer;
}
/** The name a property, member or parameter is declared with; null when it is computed or a pattern. */
export function staticName(name) {
  if (name === undefined) {
    return null;
  }
  return ts.isIdentifier(name) ||
    ts.isStringLiteralLike(name) ||
    ts.isNumericLiteral(name) ||
    ts.isPrivateIdentifier(name)
    ? name.text
    : null;
}
/** The functions whose parameters and `this` are their own. */
export function isFunctionScope(node) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node)
  );
}
/** Whether a node waits for a promise or a generator's caller, outside of functions in it. */
export function suspends(node) {
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) {
    return true;
  }
  return isFunctionScope(node)
    ? false
    : (ts.forEachChild(node, (child) => suspends(child) || undefined) ?? false);
}
/** Whether `inner` is `outer` or stands inside it. */
export function contains(outer, inner) {
  return outer.getSourceFile() === inner.getSourceFile() && outer.pos <= inner.pos && inner.end <= outer.end;
}
