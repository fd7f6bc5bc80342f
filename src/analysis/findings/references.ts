import ts from 'typescript';
import { isFunctionScope } from '../program/syntax';

/** Whether a variable is ever given another value; declared without `const`, it is looked for in its own scope. */
export function isReassigned(declaration: ts.VariableDeclaration): boolean {
  if ((ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0) {
    return false;
  }
  const { name } = declaration;
  if (!ts.isIdentifier(name)) {
    return true;
  }
  return usesOf(name, scopeOf(declaration)).some((use) => isWritten(use));
}

/** The block, function or file that a declaration can be seen in. */
export function scopeOf(declaration: ts.Node): ts.Node {
  return (
    ts.findAncestor(
      declaration.parent,
      (node) =>
        ts.isSourceFile(node) ||
        ts.isBlock(node) ||
        ts.isModuleBlock(node) ||
        ts.isCaseBlock(node) ||
        isFunctionScope(node) ||
        ts.isForStatement(node) ||
        ts.isForOfStatement(node) ||
        ts.isForInStatement(node),
    ) ?? declaration.getSourceFile()
  );
}

/**
 * The identifiers of a name within a node, but for the one that declares it and names of members. One that another
 * declaration hides counts too: who asks wants to be sure that there are none.
 */
export function usesOf(name: ts.Identifier, within: ts.Node): readonly ts.Identifier[] {
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (node.text === name.text && node !== name && !isMemberName(node)) {
        uses.push(node);
      }
      return;
    }
    if (!ts.isTypeNode(node)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(within);
  return uses;
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node)
  );
}

/** Whether a use of a variable gives it a value. */
function isWritten(use: ts.Identifier): boolean {
  const { parent } = use;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return (
      parent.left === use && kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
    );
  }
  return ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent);
}

const LOG_OBJECT = /^(?:console|logger|log|debug|winston|pino)$/i;
const LOG_FUNCTION = /^(?:log|debug|print|println|info|trace)$/i;

/** Whether a use only says a value: it stands within the arguments of `console.log(…)` or its like. */
export function isLogged(use: ts.Node): boolean {
  for (let node = use; !ts.isStatement(node); node = node.parent) {
    if (isFunctionScope(node)) {
      return false;
    }
    const { parent } = node;
    if (ts.isCallExpression(parent) && parent.expression !== node && isLogCall(parent)) {
      return true;
    }
  }
  return false;
}

function isLogCall({ expression: callee }: ts.CallExpression): boolean {
  if (ts.isIdentifier(callee)) {
    return LOG_FUNCTION.test(callee.text);
  }
  return (
    ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    LOG_OBJECT.test(callee.expression.text)
  );
}
