import ts from 'typescript';
import { isSwitch } from '../detect/switches';
import { bindingOf, bindingOfExpression } from '../program/binding';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';
import { staticName, suspends, unwrap } from '../program/syntax';
import { HOST_STAND_INS, LANGUAGE_GLOBALS } from './globals';
import type { GivenValues } from './given';
import type { memberSource } from './members';
import { hasNoValue, type Piece, pieceOf } from './pieces';
import { isDefaultedEverywhere, isKeptUse, isUsed } from './patternNames';
import { isDefaulted } from './references';

/** Code that stands for a node: a given value by its name, or a text. */
export type Standing = { readonly given: string } | { readonly text: string };

/** What the source leaves open, as far as a slice uses it, and what stands for it. */
export interface OpenValues {
  readonly replaced: Map<ts.Node, Standing>;
  /** Objects that are taken apart: the names that are asked of each. */
  readonly patterns: Map<ts.Node, Set<string>>;
  /** Given values that members of classes have. */
  readonly used: Set<string>;
}

/** What came of looking at a use of an open object. */
export interface OpenUse {
  readonly missing: readonly string[];
  readonly keep: Piece | null;
}

const UNDEFINED = '(undefined as any)';
const NOTHING: OpenUse = { missing: [], keep: null };
/** Names defined through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 12;

/** Where a name is used. */
export interface PlaceOfUse {
  /** The declaration that it is used in. */
  readonly piece: ts.Node;
  /** What the slice leaves out. */
  readonly skipped: ReadonlySet<ts.Node>;
}

/**
 * Looks at the use of a name that the source gives no value, such as a parameter: where it is an object that is used for
 * its members, these stand for it, each with its own value. Null where it is no such use.
 * @param declaration what declares the name; null for a member of a class, which is known to be open.
 */
export function openUse(
  use: ts.Expression,
  declaration: ts.Declaration | null,
  given: GivenValues,
  program: LoadedProgram,
  open: OpenValues,
  { piece, skipped }: PlaceOfUse,
): OpenUse | null {
  if (declaration !== null && !isOpenDeclaration(declaration, program, MOST_STEPS)) {
    return null;
  }
  const pattern = declaration === null ? null : patternOf(declaration);
  if (pattern !== null && !isMemberUse(use)) {
    return elementUse(use, declaration, pattern, given, open);
  }
  const { parent } = use;
  const { access, member } = memberOfBag(use, given);
  if (member !== null) {
    // What has a length is no setting by that name: its length is.
    const asked = member === 'length' || member === 'size' ? `${use.getText()}.${member}` : member;
    return memberUse(access, asked, given, open);
  }
  if (
    ts.isVariableDeclaration(parent) &&
    parent.initializer === use &&
    ts.isObjectBindingPattern(parent.name)
  ) {
    // Of a parameter's pattern that is kept for some of its names, these are asked for where they are used.
    return piece === parent && ts.isIdentifier(use)
      ? NOTHING
      : patternUse(use, parent.name, given, open, skipped);
  }
  if (
    ts.isSpreadAssignment(parent) ||
    (ts.isCallExpression(parent) && parent.expression.getText() === 'Object.assign')
  ) {
    open.replaced.set(use, { text: '({} as any)' });
    return NOTHING;
  }
  if (isAskedFor(use) && !isSwitch(use, program)) {
    // What is asked for its members is there.
    open.replaced.set(use, { text: '({} as any)' });
    return NOTHING;
  }
  if (isDefaulted(use)) {
    open.replaced.set(use, { text: UNDEFINED });
    return NOTHING;
  }
  // Other than a parameter, whose own name is asked for, a variable is not made of what can be asked for.
  const variable = declaration === null ? null : variableOf(declaration);
  return variable !== null && ts.isIdentifier(use) && !isOfPackage(variable, program)
    ? { missing: [use.text], keep: null }
    : null;
}

/** The declaration of a variable, or of a list of some that is taken apart. */
function variableOf(declaration: ts.Declaration): ts.VariableDeclaration | null {
  const variable =
    ts.isBindingElement(declaration) && ts.isArrayBindingPattern(declaration.parent)
      ? declaration.parent.parent
      : declaration;
  return ts.isVariableDeclaration(variable) ? variable : null;
}

/** Whether a package computes a variable: it is what is wanting then. */
function isOfPackage({ initializer }: ts.VariableDeclaration, program: LoadedProgram): boolean {
  let called = initializer === undefined ? null : unwrap(initializer);
  while (called !== null && (ts.isPropertyAccessExpression(called) || ts.isElementAccessExpression(called))) {
    called = unwrap(called.expression);
  }
  if (called === null || (!ts.isCallExpression(called) && !ts.isNewExpression(called))) {
    return false;
  }
  const binding = bindingOfExpression(called.expression, program);
  const holds = /^use[A-Z]/.test(called.expression.getText());
  return !holds && (binding?.kind === 'external' || binding?.kind === 'absent');
}

function isMemberUse(use: ts.Expression): boolean {
  return memberName(use) !== null;
}

/** The member that is asked of an object; null where it is used in another way, or a method of it is called. */
function memberName(use: ts.Expression): string | null {
  const { parent } = use;
  const called = ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
  if (called) {
    return null;
  }
  if (ts.isPropertyAccessExpression(parent) && parent.expression === use) {
    return parent.name.text;
  }
  return ts.isElementAccessExpression(parent) &&
    parent.expression === use &&
    ts.isStringLiteralLike(parent.argumentExpression)
    ? parent.argumentExpression.text
    : null;
}

/** Names of objects that hold nothing but settings. */
const BAGS = /^(?:hyper_?)?(?:params?|parameters)$|^(?:config|configuration|settings|options|opts)$/i;

/** The access to a member of an object; of `task.settings.rate`, that to the rate, which is what can be asked for. */
function memberOfBag(
  use: ts.Expression,
  given: GivenValues,
): { readonly access: ts.Expression; readonly member: string | null } {
  let access = use.parent as ts.Expression;
  let member = memberName(use);
  while (member !== null && BAGS.test(member) && !Object.hasOwn(given, member)) {
    const inner = memberName(access);
    if (inner === null) {
      break;
    }
    access = access.parent as ts.Expression;
    member = inner;
  }
  return { access, member };
}

function memberUse(access: ts.Expression, member: string, given: GivenValues, open: OpenValues): OpenUse {
  if (Object.hasOwn(given, member)) {
    open.replaced.set(access, { given: member });
    return NOTHING;
  }
  open.replaced.set(access, { text: UNDEFINED });
  return isDefaulted(access) ? NOTHING : { missing: [member], keep: null };
}

/** `const { a = 1, b } = options`: what has no default is asked for, if it is used. */
function patternUse(
  initializer: ts.Node,
  pattern: ts.ObjectBindingPattern,
  given: GivenValues,
  open: OpenValues,
  skipped: ReadonlySet<ts.Node>,
): OpenUse {
  const asked = pattern.elements.flatMap((element) => {
    const name = staticName(element.propertyName ?? element.name);
    return name === null || element.dotDotDotToken !== undefined || !isUsed(element, pattern)
      ? []
      : [
          {
            name,
            optional:
              element.initializer !== undefined ||
              !isKeptUse(element, skipped) ||
              isDefaultedEverywhere(element),
          },
        ];
  });
  const names = open.patterns.get(initializer) ?? new Set<string>();
  open.patterns.set(initializer, names);
  const missing: string[] = [];
  for (const { name, optional } of asked) {
    if (Object.hasOwn(given, name)) {
      names.add(name);
    } else if (!optional) {
      missing.push(name);
    }
  }
  return { missing, keep: null };
}

interface OpenPattern {
  readonly piece: ts.VariableDeclaration | ts.ParameterDeclaration;
  readonly holder: ts.Node;
}

function patternOf(declaration: ts.Declaration): OpenPattern | null {
  if (!ts.isBindingElement(declaration) || !ts.isObjectBindingPattern(declaration.parent)) {
    return null;
  }
  const holder = declaration.parent.parent;
  return ts.isVariableDeclaration(holder) || ts.isParameter(holder)
    ? { piece: holder, holder: (ts.isVariableDeclaration(holder) ? holder.initializer : null) ?? holder }
    : null;
}

/** A name that was taken out of an open object: the object is made of those that are used. */
function elementUse(
  use: ts.Expression,
  declaration: ts.Declaration | null,
  { piece, holder }: OpenPattern,
  given: GivenValues,
  open: OpenValues,
): OpenUse | null {
  if (declaration === null || !ts.isBindingElement(declaration)) {
    return null;
  }
  const name = staticName(declaration.propertyName ?? declaration.name);
  if (name === null || declaration.dotDotDotToken !== undefined) {
    return null;
  }
  const names = open.patterns.get(holder) ?? new Set<string>();
  open.patterns.set(holder, names);
  if (Object.hasOwn(given, name)) {
    names.add(name);
    return { missing: [], keep: piece };
  }
  return declaration.initializer !== undefined || isDefaulted(use)
    ? { missing: [], keep: piece }
    : { missing: [name], keep: null };
}

/** Whether a declaration's value comes from outside of what can be read: from a caller, the network, the page. */
function isOpenDeclaration(declaration: ts.Declaration, program: LoadedProgram, steps: number): boolean {
  const pattern = patternOf(declaration);
  const piece = pattern?.piece ?? pieceOf(declaration);
  if (piece === null || steps === 0) {
    return false;
  }
  if (ts.isParameter(piece)) {
    return piece.initializer === undefined;
  }
  if (!ts.isVariableDeclaration(piece)) {
    return false;
  }
  return piece.initializer === undefined
    ? hasNoValue(piece, declaration) && pattern !== null
    : isOpen(piece.initializer, program, steps - 1);
}

/** Whether an expression's value comes from outside. */
function isOpen(expression: ts.Expression, program: LoadedProgram, steps: number): boolean {
  const inner = unwrap(expression);
  if (ts.isAwaitExpression(inner) || suspends(inner)) {
    return true;
  }
  if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) {
    const [argument] = inner.arguments ?? [];
    if (argument !== undefined && inner.expression.getText() === 'JSON.parse') {
      return isFromOutside(argument);
    }
    const converts = /^(?:Number|parseFloat|parseInt|Number\.parse(?:Float|Int))$/.test(
      inner.expression.getText(),
    );
    return isOpen(converts && argument !== undefined ? argument : inner.expression, program, steps);
  }
  if (ts.isPrefixUnaryExpression(inner)) {
    return isOpen(inner.operand, program, steps);
  }
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
    return isOpen(inner.expression, program, steps);
  }
  if (!ts.isIdentifier(inner)) {
    return false;
  }
  const binding = bindingOf(inner, program);
  switch (binding.kind) {
    case 'external':
      return moduleKind(binding.specifier) === 'external';
    case 'global':
      return !LANGUAGE_GLOBALS.has(binding.name) && !HOST_STAND_INS.has(binding.name);
    case 'declared':
      return isOpenDeclaration(binding.declaration, program, steps);
    default:
      return false;
  }
}

/** Whether a text is read from somewhere, rather than written there or made of an object, as for a copy of it. */
function isFromOutside(text: ts.Expression): boolean {
  const inner = unwrap(text);
  return !(
    ts.isStringLiteralLike(inner) ||
    (ts.isCallExpression(inner) && inner.expression.getText() === 'JSON.stringify')
  );
}

/** Whether the member of a class has its value from outside. */
export function isOpenSource(source: ReturnType<typeof memberSource>, program: LoadedProgram): boolean {
  if (source === null) {
    return true;
  }
  if (ts.isParameter(source)) {
    return source.initializer === undefined;
  }
  return ts.isExpression(source) && isOpen(source, program, MOST_STEPS);
}

/** Whether it is only asked whether a value is there: `if (options)`, `options && options.rate`, `!options`. */
function isAskedFor(use: ts.Expression): boolean {
  const { parent } = use;
  return (
    ((ts.isIfStatement(parent) || ts.isPrefixUnaryExpression(parent)) &&
      (ts.isIfStatement(parent)
        ? parent.expression === use
        : parent.operator === ts.SyntaxKind.ExclamationToken)) ||
    (ts.isConditionalExpression(parent) && parent.condition === use) ||
    (ts.isBinaryExpression(parent) &&
      parent.left === use &&
      parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
  );
}
