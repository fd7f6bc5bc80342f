import ts from 'typescript';
import { isFunctionScope, unwrap } from '../program/syntax';
import { some } from './arithmetic';

/**
 * Whether a name of counting, such as `steps`, is that of a length: a loop ends at it, or it stands before a default that
 * nothing begins to count at, as in `steps = 100` and `options.steps ?? 100`.
 */
export function isLength(name: ts.Identifier | ts.PropertyAccessExpression): boolean {
  return hasLongDefault(name) || endsLoop(name);
}

/** Whether a parameter is that of a length. */
export function isLengthParameter({ name, initializer, parent }: ts.ParameterDeclaration): boolean {
  return (
    (initializer !== undefined && isLong(initializer)) ||
    (ts.isIdentifier(name) &&
      isPlural(name.text) &&
      isFunctionScope(parent) &&
      parent.body !== undefined &&
      endsLoopIn(parent.body, name.text))
  );
}

function hasLongDefault(name: ts.Node): boolean {
  const { parent } = name;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === name &&
    (parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      parent.operatorToken.kind === ts.SyntaxKind.BarBarToken) &&
    isLong(parent.right)
  );
}

/** Whether an expression is a number that no count begins at. */
function isLong(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  return ts.isNumericLiteral(inner) && Number(inner.text) > 1;
}

function endsLoop(name: ts.Identifier | ts.PropertyAccessExpression): boolean {
  const text = name.getText();
  if (!isPlural(text)) {
    return false;
  }
  for (let outer = name.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (isFunctionScope(outer) && outer.body !== undefined && endsLoopIn(outer.body, text)) {
      return true;
    }
  }
  return false;
}

/** What counts one by one is called in the singular, though some call it in the plural too. */
function isPlural(text: string): boolean {
  return /[^s]s$/i.test(text);
}

function endsLoopIn(body: ts.Node, text: string): boolean {
  return some(body, (node) => {
    const head = ts.isForStatement(node)
      ? node.condition
      : ts.isWhileStatement(node)
        ? node.expression
        : undefined;
    return head !== undefined && some(head, (part) => isBoundOf(part, text));
  });
}

function isBoundOf(node: ts.Node, text: string): boolean {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.LessThanToken ||
      node.operatorToken.kind === ts.SyntaxKind.LessThanEqualsToken) &&
    unwrap(node.right).getText() === text
  );
}
