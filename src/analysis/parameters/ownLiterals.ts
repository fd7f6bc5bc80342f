import ts from 'typescript';
import { isArithmetic, mentionedName, powerBase, staticNameOf } from '../detect/arithmetic';
import { indexName, isRateName, mentionsRate } from '../detect/vocabulary';
import { staticName, unwrap, wrapped } from '../program/syntax';

/** A literal in the code of a schedule that no name holds, under a name for what it does there. */
export interface OwnLiteral {
  readonly name: string;
  readonly literal: ts.Expression;
}

/** Numbers that belong to a formula rather than to its author: 0, 1, 2, and the halves of half a cosine. */
const FORMULA = new Set([0, 1, 2]);
const MOST_LITERALS = 24;
/** Other names of rates that code assigns to. */
const OTHER_RATE = /^(?:alpha|eta|rate|step_?size)$/i;

/** Finds the numbers written into the code of a schedule, and names them after what they do. */
export function ownLiterals(code: readonly ts.Node[]): readonly OwnLiteral[] {
  const found: OwnLiteral[] = [];
  const counts = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) {
      return;
    }
    const literal = literalAt(node);
    if (literal !== null) {
      const name = roleOf(literal);
      if (name !== null && found.length < MOST_LITERALS) {
        const before = counts.get(name) ?? 0;
        counts.set(name, before + 1);
        found.push({ name: before === 0 ? name : `${name} ${before + 1}`, literal });
      }
      return;
    }
    ts.forEachChild(node, visit);
  };
  code.forEach(visit);
  return found;
}

function literalAt(node: ts.Node): ts.Expression | null {
  if (ts.isNumericLiteral(node)) {
    return node;
  }
  return ts.isPrefixUnaryExpression(node) &&
    node.operator === ts.SyntaxKind.MinusToken &&
    ts.isNumericLiteral(node.operand)
    ? node
    : null;
}

function valueOf(literal: ts.Expression): number {
  return Number(literal.getText().replaceAll('_', ''));
}

function roleOf(literal: ts.Expression): string | null {
  const value = valueOf(literal);
  const { parent } = literal;
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isPropertyAssignment(parent)
  ) {
    return FORMULA.has(value) && !isRateName(staticName(parent.name) ?? '') ? null : staticName(parent.name);
  }
  if (ts.isElementAccessExpression(parent) || ts.isEnumMember(parent) || ts.isCaseClause(parent)) {
    return null;
  }
  if (
    ts.isReturnStatement(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== literal) ||
    ts.isArrowFunction(parent)
  ) {
    return value === 0 || value === 1 ? null : 'rate';
  }
  if (ts.isBinaryExpression(parent)) {
    return inBinary(literal, value, parent);
  }
  if (ts.isCallExpression(parent)) {
    return inCall(literal, value, parent);
  }
  return null;
}

function inBinary(literal: ts.Expression, value: number, parent: ts.BinaryExpression): string | null {
  const { kind } = parent.operatorToken;
  const other = parent.left === literal ? parent.right : parent.left;
  if (isRounding(value, parent)) {
    return null;
  }
  if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) {
    if (parent.right !== literal) {
      return null;
    }
    return kind === ts.SyntaxKind.EqualsToken ? assigned(staticNameOf(other), value) : 'factor';
  }
  if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) {
    return parent.right === literal ? staticNameOf(other) : null;
  }
  if (!isArithmetic(kind)) {
    return countsIn(other) && !FORMULA.has(value) ? 'boundary' : null;
  }
  if (FORMULA.has(value)) {
    return null;
  }
  switch (kind) {
    case ts.SyntaxKind.PercentToken:
      return parent.right === literal ? 'interval' : null;
    case ts.SyntaxKind.SlashToken:
      return parent.right === literal && countsIn(other) ? 'interval' : 'divisor';
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return parent.left === literal ? 'factor' : 'power';
    case ts.SyntaxKind.MinusToken:
    case ts.SyntaxKind.PlusToken:
      return countsIn(other) ? 'offset' : 'floor';
    default:
      if (value === 0.5 || isPower(other)) {
        return value === 0.5 ? null : 'rate';
      }
      return countsIn(other) ? 'slope' : 'factor';
  }
}

const ROUNDS = /^(?:round|floor|ceil|trunc)$/;

/** Whether a number only says to how many places a rate is rounded: both of them in `Math.round(rate * 1e4) / 1e4`. */
function isRounding(value: number, operation: ts.BinaryExpression): boolean {
  const { kind } = operation.operatorToken;
  const isBy = (node: ts.Node, operator: ts.SyntaxKind): boolean =>
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === operator &&
    [node.left, node.right].some((side) => ts.isNumericLiteral(side) && valueOf(side) === value);
  const rounded = (node: ts.Node): ts.Expression | undefined =>
    ts.isCallExpression(node) && ROUNDS.test(staticNameOf(node.expression) ?? '')
      ? node.arguments[0]
      : undefined;
  if (kind === ts.SyntaxKind.SlashToken) {
    const inner = rounded(unwrap(operation.left));
    return inner !== undefined && isBy(unwrap(inner), ts.SyntaxKind.AsteriskToken);
  }
  const call = wrapped(operation).parent;
  return (
    kind === ts.SyntaxKind.AsteriskToken &&
    rounded(call) !== undefined &&
    isBy(wrapped(call as ts.CallExpression).parent, ts.SyntaxKind.SlashToken)
  );
}

/** What is assigned to a rate is one; what else is assigned goes by the name of what it is assigned to. */
function assigned(name: string | null, value: number): string | null {
  if (name === null || mentionsRate(name) || OTHER_RATE.test(name)) {
    return 'rate';
  }
  return FORMULA.has(value) ? null : name;
}

function inCall(literal: ts.Expression, value: number, call: ts.CallExpression): string | null {
  const name = staticNameOf(call.expression);
  if (name === 'pow') {
    return call.arguments[0] === literal ? 'factor' : FORMULA.has(value) ? null : 'power';
  }
  if (FORMULA.has(value)) {
    return null;
  }
  return name === 'max' ? 'floor' : name === 'min' ? 'ceiling' : null;
}

function isPower(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  return (
    powerBase(inner) !== null || (ts.isCallExpression(inner) && staticNameOf(inner.expression) === 'exp')
  );
}

function countsIn(node: ts.Node): boolean {
  const name = mentionedName(node);
  return (
    (name !== null && indexName(name) !== null) ||
    (ts.forEachChild(node, (child) => countsIn(child) || undefined) ?? false)
  );
}
