import ts from 'typescript';
import { some } from '../detect/arithmetic';
import { whereAbsent } from '../program/absence';
import { bindingOf, bindingOfExpression } from '../program/binding';
import { constantOf, definingExpression, propertyOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { staticName, unwrap } from '../program/syntax';
import type { GivenValue } from '../slice/given';

/** A value that is most likely the one, and where it is written. */
export interface Implied {
  readonly value: GivenValue;
  readonly literal: ts.Expression | null;
  readonly node: ts.Expression;
}

/** Names defined through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 12;
/** Lists and objects longer than this are no settings. */
const MOST_MEMBERS = 64;

/** Functions that give what they are given, as a number. */
const NUMBER_CALLS = new Set(['Number', 'parseFloat', 'parseInt', 'Number.parseFloat', 'Number.parseInt']);

/**
 * The value that an expression has unless somebody decides otherwise: a constant, the default of `a ?? d` or of a
 * parameter, the default of a command-line option.
 */
export function impliedBy(
  expression: ts.Expression,
  program: LoadedProgram,
  steps = MOST_STEPS,
): Implied | null {
  const inner = unwrap(expression);
  if (steps === 0) {
    return null;
  }
  const constant = constantOf(inner, program);
  if (constant !== null) {
    const value = Number(constant.value);
    return Number.isFinite(value)
      ? { value, literal: constant.literal, node: constant.literal ?? inner }
      : null;
  }
  if (ts.isStringLiteralLike(inner)) {
    return textValue(inner);
  }
  if (ts.isBinaryExpression(inner)) {
    return binary(inner, program, steps - 1);
  }
  if (ts.isConditionalExpression(inner)) {
    const holds = truthOf(inner.condition, program, steps - 1);
    return holds === null ? null : impliedBy(holds ? inner.whenTrue : inner.whenFalse, program, steps - 1);
  }
  if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) {
    return call(inner, program, steps - 1);
  }
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.PlusToken) {
    return impliedBy(inner.operand, program, steps - 1);
  }
  if (ts.isConditionalExpression(inner)) {
    const fallback = whereAbsent(inner);
    return fallback === null ? null : impliedBy(fallback, program, steps - 1);
  }
  if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner)) {
    const code = literalCode(inner, program);
    return code === null ? null : { value: { code }, literal: null, node: inner };
  }
  return named(inner, program, steps - 1);
}

/** Numbers are often written as text where they come from a command line or a form. */
function textValue(literal: ts.StringLiteralLike): Implied {
  const value = literal.text.trim() === '' ? Number.NaN : Number(literal.text);
  return Number.isFinite(value)
    ? { value, literal: null, node: literal }
    : { value: { code: JSON.stringify(literal.text) }, literal: null, node: literal };
}

function binary(expression: ts.BinaryExpression, program: LoadedProgram, steps: number): Implied | null {
  const { kind } = expression.operatorToken;
  if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) {
    return impliedBy(expression.left, program, steps) ?? impliedBy(expression.right, program, steps);
  }
  const left = impliedBy(expression.left, program, steps)?.value;
  const right = impliedBy(expression.right, program, steps)?.value;
  const value = typeof left === 'number' && typeof right === 'number' ? compute(kind, left, right) : null;
  return value === null || !Number.isFinite(value) ? null : { value, literal: null, node: expression };
}

/** Whether a condition holds by what is implied for the names in it; null where that does not tell. */
function truthOf(condition: ts.Expression, program: LoadedProgram, steps: number): boolean | null {
  const inner = unwrap(condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const held = truthOf(inner.operand, program, steps);
    return held === null ? null : !held;
  }
  if (!ts.isBinaryExpression(inner)) {
    const value = impliedBy(inner, program, steps)?.value;
    return typeof value === 'number' ? value !== 0 : null;
  }
  const left = impliedBy(inner.left, program, steps)?.value;
  const right = impliedBy(inner.right, program, steps)?.value;
  return left === undefined || right === undefined
    ? null
    : compare(inner.operatorToken.kind, plain(left), plain(right));
}

function plain(value: GivenValue): number | string {
  return typeof value === 'number' ? value : value.code;
}

function compare(kind: ts.SyntaxKind, left: number | string, right: number | string): boolean | null {
  switch (kind) {
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return left === right;
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return left !== right;
    case ts.SyntaxKind.LessThanToken:
      return left < right;
    case ts.SyntaxKind.LessThanEqualsToken:
      return left <= right;
    case ts.SyntaxKind.GreaterThanToken:
      return left > right;
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return left >= right;
    default:
      return null;
  }
}

function compute(kind: ts.SyntaxKind, left: number, right: number): number | null {
  switch (kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    default:
      return null;
  }
}

function call(
  expression: ts.CallExpression | ts.NewExpression,
  program: LoadedProgram,
  steps: number,
): Implied | null {
  const [first] = expression.arguments ?? [];
  const callee = expression.expression.getText();
  if (first === undefined) {
    return null;
  }
  if (NUMBER_CALLS.has(callee)) {
    const implied = impliedBy(first, program, steps);
    return typeof implied?.value === 'number' ? implied : null;
  }
  const round = { 'Math.floor': Math.floor, 'Math.ceil': Math.ceil, 'Math.round': Math.round }[callee];
  if (round !== undefined) {
    const value = impliedBy(first, program, steps)?.value;
    return typeof value === 'number' ? { value: round(value), literal: null, node: expression } : null;
  }
  if (
    /^(?:get_?)?(?:arg|option|opt|flag|param|setting)s?$/i.test(callee) &&
    ts.isStringLiteralLike(unwrap(first))
  ) {
    // `arg('steps', 6000)` gives the second where the command line says nothing.
    const fallback = expression.arguments?.[1];
    return fallback === undefined ? null : impliedBy(fallback, program, steps);
  }
  // `useState(0.01)`, `ref(0.01)` and `signal(0.01)` hold what they begin with.
  return /^(?:(?:React\.)?use(?:State|Ref)|ref|signal|writable|observable)$/.test(callee)
    ? impliedBy(first, program, steps)
    : null;
}

function named(expression: ts.Expression, program: LoadedProgram, steps: number): Implied | null {
  const defined = definingExpression(expression, program);
  if (defined !== null) {
    return impliedBy(defined, program, steps);
  }
  if (ts.isIdentifier(expression)) {
    const binding = bindingOf(expression, program);
    return binding.kind === 'declared' ? impliedByDeclaration(binding.declaration, program, steps) : null;
  }
  if (ts.isPropertyAccessExpression(expression)) {
    return memberOf(expression, program, steps);
  }
  return null;
}

/** The default of a parameter or of what is taken out of an object, or the first value of a variable. */
export function impliedByDeclaration(
  declaration: ts.Declaration,
  program: LoadedProgram,
  steps = MOST_STEPS,
): Implied | null {
  const holds =
    ts.isParameter(declaration) ||
    ts.isBindingElement(declaration) ||
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration);
  return holds && declaration.initializer !== undefined && !isCounted(declaration)
    ? impliedBy(declaration.initializer, program, steps)
    : null;
}

/** Whether the head of a loop counts a variable on: none of its values is the one. */
function isCounted(declaration: ts.Declaration): boolean {
  const loop = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : null;
  const step = loop !== null && ts.isForStatement(loop) ? loop.incrementor : undefined;
  const name = ts.isVariableDeclaration(declaration) ? staticName(declaration.name) : null;
  return (
    name !== null && step !== undefined && some(step, (node) => ts.isIdentifier(node) && node.text === name)
  );
}

/** `config.epochs`, where the configuration is a parameter with a default, or a variable that may change. */
function memberOf(
  access: ts.PropertyAccessExpression,
  program: LoadedProgram,
  steps: number,
): Implied | null {
  const binding = bindingOfExpression(access.expression, program);
  if (binding?.kind !== 'declared') {
    return null;
  }
  const { declaration } = binding;
  const held =
    (ts.isParameter(declaration) || ts.isVariableDeclaration(declaration)) &&
    declaration.initializer !== undefined
      ? unwrap(declaration.initializer)
      : null;
  const object =
    held === null
      ? null
      : ts.isObjectLiteralExpression(held)
        ? held
        : unwrapped(definingExpression(held, program));
  const property =
    object !== null && ts.isObjectLiteralExpression(object) ? propertyOf(object, access.name.text) : null;
  return property === null ? null : impliedBy(property, program, steps);
}

function unwrapped(expression: ts.Expression | null): ts.Expression | null {
  return expression === null ? null : unwrap(expression);
}

/** The value of a property as a setting; that of an option, `{ type: 'string', default: '100' }`, is its default. */
export function impliedByProperty(initializer: ts.Expression, program: LoadedProgram): Implied | null {
  const inner = unwrap(initializer);
  if (ts.isObjectLiteralExpression(inner)) {
    const fallback =
      propertyOf(inner, 'default') ?? propertyOf(inner, 'value') ?? propertyOf(inner, 'defaultValue');
    return fallback === null ? impliedBy(inner, program) : impliedBy(fallback, program);
  }
  return impliedBy(inner, program);
}

/** A list or an object of constants, as code; null where it holds something else. */
function literalCode(expression: ts.Expression, program: LoadedProgram): string | null {
  const inner = unwrap(expression);
  if (ts.isArrayLiteralExpression(inner)) {
    const members = inner.elements.map((element) => literalCode(element, program));
    return members.length > MOST_MEMBERS || members.includes(null) ? null : `[${members.join(', ')}]`;
  }
  if (ts.isObjectLiteralExpression(inner)) {
    const members = inner.properties.map((property) => {
      const name = property.name === undefined ? null : staticName(property.name);
      const value = ts.isPropertyAssignment(property) ? literalCode(property.initializer, program) : null;
      return name === null || value === null ? null : `${JSON.stringify(name)}: ${value}`;
    });
    return members.length > MOST_MEMBERS || members.includes(null) ? null : `{ ${members.join(', ')} }`;
  }
  if (ts.isStringLiteralLike(inner)) {
    return JSON.stringify(inner.text);
  }
  const constant = constantOf(inner, program);
  return constant === null ? null : String(constant.value);
}
