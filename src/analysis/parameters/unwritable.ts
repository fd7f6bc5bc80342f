import ts from 'typescript';
import { staticName } from '../program/syntax';

/** Methods of lists of numbers, of sets made of them and of numbers: what has one may be written. */
const OF_LISTS =
  /^(?:at|concat|entries|every|filter|find(?:Last)?(?:Index)?|flatMap|forEach|has|includes|(?:last)?indexOf|join|keys|map|reduce(?:Right)?|slice|some|sort|to[A-Z]\w*|values)$/i;

/**
 * Whether the value of an open name can be neither a number, a word nor a list of numbers, by how it is declared and used
 * in a definition: it is called, a method of it or of what it lists is, or it has such a type.
 */
export function isUnwritable(name: string, definition: ts.Node): boolean {
  const isNamed = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === name) ||
    (ts.isPropertyAccessExpression(node) && node.name.text === name);
  const visit = (node: ts.Node): boolean =>
    (ts.isCallExpression(node) && isCallOf(node.expression, isNamed)) ||
    ((ts.isParameter(node) || ts.isPropertySignature(node)) &&
      staticName(node.name) === name &&
      node.type !== undefined &&
      isUnwritableType(node.type)) ||
    (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  return visit(definition);
}

function isCallOf(callee: ts.Expression, isNamed: (node: ts.Node) => boolean): boolean {
  if (isNamed(callee)) {
    // A method of this name of something else is another thing.
    return ts.isIdentifier(callee) || isOfThis(callee);
  }
  if (!ts.isPropertyAccessExpression(callee)) {
    return ts.isElementAccessExpression(callee) && isNamed(callee.expression);
  }
  const { expression, name } = callee;
  const isElement = ts.isElementAccessExpression(expression) && isNamed(expression.expression);
  return (isNamed(expression) && !OF_LISTS.test(name.text)) || (isElement && !/^to[A-Z]/.test(name.text));
}

function isOfThis(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword;
}

function isUnwritableType(type: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) {
    return isUnwritableType(type.type);
  }
  if (ts.isArrayTypeNode(type)) {
    return type.elementType.kind !== ts.SyntaxKind.NumberKeyword;
  }
  return ts.isFunctionTypeNode(type) || ts.isTypeLiteralNode(type);
}
