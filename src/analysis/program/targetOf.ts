import ts from 'typescript';
import { unwrap } from './syntax';

/** What an assignment, `++`, `--` or a loop writes to; null for everything else. */
export function targetOf(node: ts.Node): ts.Expression | null {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return assigns ? unwrap(node.left) : null;
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator } = node;
    const counts = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    return counts ? unwrap(node.operand) : null;
  }
  const loops = ts.isForOfStatement(node) || ts.isForInStatement(node);
  return loops && !ts.isVariableDeclarationList(node.initializer) ? unwrap(node.initializer) : null;
}
