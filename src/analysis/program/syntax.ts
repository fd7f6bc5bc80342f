import ts from 'typescript';

/** The expression inside parentheses, casts, `satisfies` and `!`, which change nothing of its value. */
export function unwrap(expression: ts.Expression): ts.Expression {
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
export function wrapped(expression: ts.Expression): ts.Expression {
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

/** The last name of a callee: `b` of `a.b` and of `b`; empty for anything else. */
export function lastName(callee: ts.Expression): string {
  return ts.isPropertyAccessExpression(callee)
    ? callee.name.text
    : ts.isIdentifier(callee)
      ? callee.text
      : '';
}

/** The name a property, member or parameter is declared with; null when it is computed or a pattern. */
export function staticName(name: ts.PropertyName | ts.BindingName | undefined): string | null {
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

const FUNCTION_SCOPES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
]);

/** The functions whose parameters and `this` are their own. */
export function isFunctionScope(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return FUNCTION_SCOPES.has(node.kind);
}

/** Whether a node waits for a promise or a generator's caller, outside of functions in it. */
export function suspends(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) {
    return true;
  }
  return isFunctionScope(node)
    ? false
    : (ts.forEachChild(node, (child) => suspends(child) || undefined) ?? false);
}

/** Whether `inner` is `outer` or stands inside it. */
export function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.getSourceFile() === inner.getSourceFile() && outer.pos <= inner.pos && inner.end <= outer.end;
}
