import ts from 'typescript';
import type { Binding } from '../program/binding';
import { staticName } from '../program/syntax';

/** Given values stand for numbers; a name that is called is none. */
export function isCallable(binding: Binding): boolean {
  return (
    binding.kind === 'declared' &&
    (ts.isFunctionDeclaration(binding.declaration) || ts.isClassLike(binding.declaration))
  );
}

/** Whether an identifier is a use of a name, rather than a declaration of one, a property's name or a label. */
export function isReference(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression === identifier;
  }
  if (ts.isShorthandPropertyAssignment(parent)) {
    return true;
  }
  if (ts.isBindingElement(parent)) {
    return parent.initializer === identifier;
  }
  if (
    ts.isPropertyAssignment(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isEnumMember(parent)
  ) {
    return parent.initializer === identifier;
  }
  if (ts.isPropertyDeclaration(parent)) {
    return parent.initializer === identifier;
  }
  const declares =
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassLike(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isAccessor(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isMetaProperty(parent);
  return !declares;
}

/** Whether a use of a declared name asks for members of it by their names, and for nothing else. */
export function isTakenApart(use: ts.Identifier, declaration: ts.Declaration): boolean {
  const { parent } = use;
  const declared = ts.getNameOfDeclaration(declaration);
  return (
    declared !== undefined &&
    ts.isIdentifier(declared) &&
    declared.text === use.text &&
    ((ts.isPropertyAccessExpression(parent) && parent.expression === use) ||
      (ts.isVariableDeclaration(parent) &&
        parent.initializer === use &&
        ts.isObjectBindingPattern(parent.name) &&
        !parent.name.elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)))
  );
}

/** Whether a node is of types or decorators alone, which a slice leaves out. */
export function isErased(node: ts.Node): boolean {
  return (
    (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) ||
    (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) ||
    ts.isDecorator(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node)
  );
}

/** The member that a node asks an object for by its name; null for other nodes. */
export function memberMentioned(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text;
  }
  if (ts.isElementAccessExpression(node)) {
    return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : null;
  }
  return ts.isBindingElement(node) ? (staticName(node.propertyName ?? node.name) ?? '') : null;
}

/** Whether `a ?? b`, `a || b` or the like stands by for a value that is not there. */
export function isDefaulted(expression: ts.Node): boolean {
  const { parent } = expression;
  if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isNonNullExpression(parent)) {
    return isDefaulted(parent);
  }
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === expression &&
    (parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      parent.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  );
}
