import ts from 'typescript';
import { isWord } from '../../protocol/enteredValue';
import { some } from '../detect/arithmetic';
import type { Found } from '../detect/detector';
import { staticName, unwrap } from '../program/syntax';

/** The code of a definition: what a rate that is computed where it is used is made of stands around its node. */
export function codeOf({ node, root }: Found): readonly ts.Node[] {
  return root.kind === 'statements' ? [node, ...root.statements] : [node];
}

/**
 * The words that the value of an open name may be: those that its type lists, else those that the code of a definition
 * compares it with. Empty for a name that is used as a number.
 */
export function choicesOf(name: string, found: Found): readonly string[] {
  const compared = new Set<string>();
  const listed = new Set<string>();
  const file = found.node.getSourceFile();
  const aliases = typeAliases(file);
  const visit = (node: ts.Node): void => {
    for (const word of comparedWith(node, name)) {
      compared.add(word);
    }
    if (isDeclarationOf(node, name)) {
      for (const word of node.type === undefined ? [] : wordsOfType(node.type, aliases)) {
        listed.add(word);
      }
    }
    ts.forEachChild(node, visit);
  };
  codeOf(found).forEach(visit);
  if (listed.size === 0 && compared.size === 0) {
    // What options may be is often said by an interface beside the definition.
    file.statements.filter(ts.isInterfaceDeclaration).forEach(visit);
  }
  return [...(listed.size > 0 ? listed : compared)].filter(isWord);
}

/** Names that all sorts of things have for what they are: of other things they tell nothing. */
const COMMON = /^(?:type|kind|mode|name)$/i;

/**
 * Whether the code of a definition does nothing at a value, as one that its `switch` has no case for.
 * @param literal the value, as it is written in code.
 */
export function isForeignWord(literal: string, name: string, found: Found): boolean {
  const passes = (node: ts.Node): boolean =>
    ts.isSwitchStatement(node) &&
    names(unwrap(node.expression), name) &&
    (COMMON.test(name) || !node.caseBlock.clauses.some(ts.isDefaultClause)) &&
    !comparedWith(node, name).some((word) => JSON.stringify(word) === literal);
  return codeOf(found).some((code) => some(code, passes));
}

function comparedWith(node: ts.Node, name: string): readonly string[] {
  if (ts.isBinaryExpression(node) && isEquality(node.operatorToken.kind)) {
    const sides = [unwrap(node.left), unwrap(node.right)];
    const literal = sides.find(ts.isStringLiteralLike);
    return literal !== undefined && sides.some((side) => names(side, name)) ? [literal.text] : [];
  }
  if (ts.isSwitchStatement(node) && names(unwrap(node.expression), name)) {
    return node.caseBlock.clauses.flatMap((clause) =>
      ts.isCaseClause(clause) && ts.isStringLiteralLike(clause.expression) ? [clause.expression.text] : [],
    );
  }
  return [];
}

function isEquality(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken
  );
}

/** Whether an expression is the name, or a member of that name. */
function names(expression: ts.Expression, name: string): boolean {
  return ts.isIdentifier(expression)
    ? expression.text === name
    : ts.isPropertyAccessExpression(expression) && expression.name.text === name;
}

type Typed = ts.ParameterDeclaration | ts.PropertySignature | ts.PropertyDeclaration;

function isDeclarationOf(node: ts.Node, name: string): node is Typed {
  return (
    (ts.isParameter(node) || ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) &&
    staticName(node.name) === name
  );
}

function wordsOfType(
  type: ts.TypeNode,
  aliases: ReadonlyMap<string, ts.TypeAliasDeclaration>,
): readonly string[] {
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const alias = aliases.get(type.typeName.text);
    // An alias is looked into once: one that names itself would never end.
    return alias === undefined ? [] : wordsOfType(alias.type, new Map());
  }
  if (type.kind === ts.SyntaxKind.BooleanKeyword) {
    return ['true', 'false'];
  }
  const members = ts.isUnionTypeNode(type) ? type.types : [type];
  return members.flatMap((member) =>
    ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? [member.literal.text] : [],
  );
}

function typeAliases(file: ts.SourceFile): ReadonlyMap<string, ts.TypeAliasDeclaration> {
  return new Map(file.statements.filter(ts.isTypeAliasDeclaration).map((one) => [one.name.text, one]));
}
