import ts from 'typescript';
import { isNamed } from '../detect/indexOf';
import { some, staticNameOf } from '../detect/arithmetic';
import type { Root } from '../detect/detector';
import { isFunctionScope, staticName } from '../program/syntax';

/**
 * Whether the code of a definition decays a rate once in so many steps, rather than over so many: it counts whole lengths,
 * `Math.floor(step / name)` and `step % name`, or has them for an exponent, `rate ** (step / name)`.
 */
export function isInterval(name: string, root: Root): boolean {
  const code = codeOf(root);
  return code.some((part) => some(part, (node) => isRepeatedLength(node, name, code)));
}

function codeOf(root: Root): readonly ts.Node[] {
  switch (root.kind) {
    case 'function':
      return [root.made ?? root.fn];
    case 'statements':
      return [
        ...root.statements,
        ...(root.through?.body ?? []),
        ...root.conditions,
        ...(root.value === null ? [] : [root.value]),
      ];
    case 'replay':
      return [root.subject];
    case 'instance':
      return [root.declaration];
    case 'expression':
      return [root.expression];
    case 'text':
    case 'nothing':
      return [];
  }
}

function isRepeatedLength(node: ts.Node, name: string, code: readonly ts.Node[]): boolean {
  if (!ts.isBinaryExpression(node) || staticNameOf(node.right) !== name) {
    return false;
  }
  const { kind } = node.operatorToken;
  return (
    kind === ts.SyntaxKind.PercentToken ||
    (kind === ts.SyntaxKind.SlashToken && (isCounted(node) || isCountedByName(node, code)))
  );
}

/** Whether a number of lengths is rounded down, or is an exponent. */
function isCounted(quotient: ts.Node): boolean {
  for (
    let inner = quotient;
    !ts.isStatement(inner.parent) && !isFunctionScope(inner.parent);
    inner = inner.parent
  ) {
    const { parent } = inner;
    if (ts.isBinaryExpression(parent)) {
      if (parent.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken) {
        return parent.right === inner;
      }
    } else if (ts.isCallExpression(parent)) {
      const called = ts.isPropertyAccessExpression(parent.expression) ? parent.expression.name.text : '';
      return /^(?:floor|trunc|exp)$/.test(called) || (called === 'pow' && parent.arguments[1] === inner);
    } else if (!ts.isParenthesizedExpression(parent) && !ts.isPrefixUnaryExpression(parent)) {
      return false;
    }
  }
  return false;
}

/** `const lengths = step / name`, which is counted further on. */
function isCountedByName(quotient: ts.Node, code: readonly ts.Node[]): boolean {
  let outer = quotient.parent;
  while (ts.isParenthesizedExpression(outer)) {
    outer = outer.parent;
  }
  const held = ts.isVariableDeclaration(outer) ? staticName(outer.name) : null;
  return (
    held !== null &&
    code.some((part) => some(part, (node) => isNamed(held)(node) && node.parent !== outer && isCounted(node)))
  );
}
