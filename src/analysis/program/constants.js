import ts from 'typescript';
import { bindingOf, bindingOfExpression } from './binding';
import { staticName, unwrap } from './syntax';
/** Names defined through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 32;
/** The constant that an expression comes to: a literal, a name or property that holds one, or arithmetic on constants. */
export function constantOf(expression, program, steps = MOST_STEPS) {
  const inner = unwrap(expression);
  if (steps === 0) {
    return null;
  }
  const literal = literalValue(inner);
  if (literal !== null) {
    return { value: literal, literal: inner };
  }
  if (ts.isBinaryExpression(inner)) {
    return computed(binary(inner, program, steps - 1));
  }
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.MinusToken) {
    const operand = constantOf(inner.operand, program, steps - 1);
    return computed(typeof operand?.value === 'number' ? -operand.value : null);
  }
  if (ts.isCallExpression(inner)) {
    return computed(mathCall(inner, program, steps - 1));
  }
  const source = definingExpression(inner, program, steps - 1);
  return source === null ? null : constantOf(source, program, steps - 1);
}
/**
 * The expression that a name or a property access holds once and for all: the initializer of a `const`, a property of an
 * object literal or a member of an enum. Null where the value may change or is not there to see.
 */
export function definingExpression(expression, program, steps = MOST_STEPS) {
  const inner = unwrap(expression);
  if (steps === 0) {
    return null;
  }
  const binding = bindingOfExpression(inner, program);
  if (binding?.kind === 'declared') {
    return initializerOf(binding.declaration);
  }
  if (!ts.isPropertyAccessExpression(inner)) {
    return null;
  }
  const container = definingExpression(inner.expression, program, steps - 1);
  if (container === null) {
    return enumMember(inner, program);
  }
  const object = unwrap(container);
  return ts.isObjectLiteralExpression(object) ? propertyOf(object, inner.name.text) : null;
}
/** The value that an object literal gives a property; null when it is not written there. */
export function propertyOf(object, name) {
  for (const property of object.properties.toReversed()) {
    if (ts.isSpreadAssignment(property)) {
      return null;
    }
    if (staticName(property.name) === name) {
      if (ts.isPropertyAssignment(property)) {
        return property.initializer;
      }
      return ts.isShorthandPropertyAssignment(property) ? property.name : null;
    }
  }
  return null;
}
function initializerOf(declaration) {
  if (ts.isVariableDeclaration(declaration)) {
    const constant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    return constant ? (declaration.initializer ?? null) : null;
  }
  if (ts.isExportAssignment(declaration)) {
    return declaration.expression;
  }
  return ts.isEnumMember(declaration) ? (declaration.initializer ?? null) : null;
}
function enumMember(access, program) {
  const container = ts.isIdentifier(access.expression) ? bindingOf(access.expression, program) : null;
  if (container?.kind !== 'declared') {
    return null;
  }
  const { declaration } = container;
  if (ts.isEnumDeclaration(declaration)) {
    return (
      declaration.members.find((member) => staticName(member.name) === access.name.text)?.initializer ?? null
    );
  }
  if (ts.isClassDeclaration(declaration)) {
    const member = declaration.members.find(
      (candidate) => staticName(candidate.name) === access.name.text && ts.isPropertyDeclaration(candidate),
    );
    const modifiers =
      member !== undefined && ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
    const fixed = [ts.SyntaxKind.StaticKeyword, ts.SyntaxKind.ReadonlyKeyword].every((kind) =>
      modifiers.some((modifier) => modifier.kind === kind),
    );
    return fixed && member !== undefined && ts.isPropertyDeclaration(member)
      ? (member.initializer ?? null)
      : null;
  }
  return null;
}
function literalValue(expression) {
  if (ts.isNumericLiteral(expression)) {
    return Number(expression.text);
  }
  if (expression.kind === ts.SyntaxKind.TrueKeyword || expression.kind === ts.SyntaxKind.FalseKeyword) {
    return expression.kind === ts.SyntaxKind.TrueKeyword;
  }
  if (
    ts.isPrefixUnaryExpression(expression) &&
    expression.operator === ts.SyntaxKind.MinusToken &&
    ts.isNumericLiteral(expression.operand)
  ) {
    return -Number(expression.operand.text);
  }
  return null;
}
function computed(value) {
  return value === null ? null : { value, literal: null };
}
function binary(expression, program, steps) {
  const left = constantOf(expression.left, program, steps)?.value;
  const right = constantOf(expression.right, program, steps)?.value;
  if (typeof left !== 'number' || typeof right !== 'number') {
    return null;
  }
  switch (expression.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    case ts.SyntaxKind.PercentToken:
      return left % right;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return left ** right;
    default:
      return null;
  }
}
function mathCall(call, program, steps) {
  const callee = call.expression;
  if (
    !ts.isPropertyAccessExpression(callee) ||
    !ts.isIdentifier(callee.expression) ||
    bindingOf(callee.expression, program).kind !== 'global' ||
    callee.expression.text !== 'Math'
  ) {
    return null;
  }
  const compute = MATH.get(callee.name.text);
  const values = call.arguments.map((argument) => constantOf(argument, program, steps)?.value);
  return compute !== undefined && values.every((value) => typeof value === 'number')
    ? compute(...values)
    : null;
}
const MATH = new Map(
  Object.entries({
    floor: (value = Number.NaN) => Math.floor(value),
    ceil: (value = Number.NaN) => Math.ceil(value),
    round: (value = Number.NaN) => Math.round(value),
    trunc: (value = Number.NaN) => Math.trunc(value),
    sqrt: (value = Number.NaN) => Math.sqrt(value),
    abs: (value = Number.NaN) => Math.abs(value),
    min: (...values) => Math.min(...values),
    max: (...values) => Math.max(...values),
    pow: (base = Number.NaN, exponent = Number.NaN) => base ** exponent,
    exp: (value = Number.NaN) => Math.exp(value),
    log: (value = Number.NaN) => Math.log(value),
  }),
);
