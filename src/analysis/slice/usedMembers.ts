import ts from 'typescript';
import { definingExpression } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { isFunctionScope, staticName, unwrap } from '../program/syntax';
import type { Asked } from './constructorArguments';
import { visitLive } from './deadCode';
import type { GivenValues } from './given';
import { isDefaulted } from './references';

/**
 * The members that code asks a parameter for, where nothing but its use says that it is an object: `config.decaySteps`,
 * `const { decaySteps } = config`; of a constructor's, also by way of the member that keeps it, as in `this.config.decaySteps`.
 * Null where there are none, or where a method of what is kept is called.
 */
export function usedMembers(
  parameter: ts.ParameterDeclaration,
  given: GivenValues,
  program: LoadedProgram,
): readonly Asked[] | null {
  const name = staticName(parameter.name);
  const { parent } = parameter;
  const kept = ts.isConstructorDeclaration(parent) && name !== null ? keptAs(parameter, name, program) : [];
  const body = isFunctionScope(parent) ? parent.body : undefined;
  const found = new Map<string, boolean>();
  const methods = new Set<string>();
  const note = (member: string | null, optional: boolean): void => {
    if (member !== null) {
      found.set(member, (found.get(member) ?? true) && optional);
    }
  };
  const keptBy = (node: ts.Expression): Kept | undefined =>
    ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword
      ? kept.find(({ member }) => member === node.name.text)
      : undefined;
  const isKept = (node: ts.Expression): boolean => keptBy(node) !== undefined;
  const hasDefault = (node: ts.Expression, member: string | null): boolean =>
    member !== null && keptBy(node)?.defaults.has(member) === true;
  const isParameter = (node: ts.Expression): boolean => ts.isIdentifier(node) && node.text === name;
  const visitWith =
    (isHolder: (node: ts.Expression) => boolean) =>
    (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node) && isHolder(unwrap(node.expression))) {
        const called = ts.isCallExpression(node.parent) && node.parent.expression === node;
        const holder = unwrap(node.expression);
        if (called && isKept(holder)) {
          methods.add(node.name.text);
        }
        note(called ? null : node.name.text, isDefaulted(node) || hasDefault(holder, node.name.text));
      }
      if (
        ts.isVariableDeclaration(node) &&
        ts.isObjectBindingPattern(node.name) &&
        node.initializer !== undefined &&
        isHolder(unwrap(node.initializer))
      ) {
        const holder = unwrap(node.initializer);
        for (const element of node.name.elements) {
          const member = staticName(element.propertyName ?? element.name);
          note(member, element.initializer !== undefined || hasDefault(holder, member));
        }
      }
    };
  if (body !== undefined) {
    visitLive(body, given, program, visitWith(isParameter));
  }
  if (kept.length > 0 && ts.isClassLike(parent.parent)) {
    for (const member of parent.parent.members) {
      visitLive(member, given, program, visitWith(isKept));
    }
  }
  return found.size === 0 || methods.size > 0
    ? null
    : [...found].map(([member, optional]) => ({ name: member, optional }));
}

/** A member that keeps a parameter as a whole, and the names that it has defaults for. */
interface Kept {
  readonly member: string;
  readonly defaults: ReadonlySet<string>;
}

/** The members that keep a constructor's parameter: `this.config = config`, `= { ...DEFAULTS, ...config }`, or the parameter itself. */
function keptAs(parameter: ts.ParameterDeclaration, name: string, program: LoadedProgram): readonly Kept[] {
  const { parent } = parameter;
  if (!ts.isConstructorDeclaration(parent)) {
    return [];
  }
  const own = ts.isParameterPropertyDeclaration(parameter, parent)
    ? [{ member: name, defaults: new Set<string>() }]
    : [];
  const assigned = (parent.body?.statements ?? []).flatMap((statement) => {
    const inner = ts.isExpressionStatement(statement) ? unwrap(statement.expression) : null;
    if (
      inner === null ||
      !ts.isBinaryExpression(inner) ||
      inner.operatorToken.kind !== ts.SyntaxKind.EqualsToken ||
      !ts.isPropertyAccessExpression(inner.left) ||
      inner.left.expression.kind !== ts.SyntaxKind.ThisKeyword
    ) {
      return [];
    }
    const defaults = defaultsBeside(unwrap(inner.right), name, program);
    return defaults === null ? [] : [{ member: inner.left.name.text, defaults }];
  });
  return [...own, ...assigned];
}

/** What an expression that is a name as a whole has for members which that does not have; null for any other expression. */
function defaultsBeside(
  expression: ts.Expression,
  name: string,
  program: LoadedProgram,
): ReadonlySet<string> | null {
  if (ts.isIdentifier(expression)) {
    return expression.text === name ? new Set() : null;
  }
  if (ts.isBinaryExpression(expression)) {
    const standsBy =
      expression.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      expression.operatorToken.kind === ts.SyntaxKind.BarBarToken;
    return standsBy ? defaultsBeside(unwrap(expression.left), name, program) : null;
  }
  const parts = partsOf(expression);
  const last = parts?.at(-1);
  return parts === null || last === undefined || defaultsBeside(last, name, program) === null
    ? null
    : new Set(parts.slice(0, -1).flatMap((part) => namesIn(part, program)));
}

/** The objects that are put together into one, the last of which counts: a literal's own members count as one. */
function partsOf(expression: ts.Expression): readonly ts.Expression[] | null {
  if (ts.isCallExpression(expression)) {
    return expression.expression.getText() === 'Object.assign' ? expression.arguments.map(unwrap) : null;
  }
  if (!ts.isObjectLiteralExpression(expression)) {
    return null;
  }
  const last = expression.properties.at(-1);
  return last !== undefined && ts.isSpreadAssignment(last) ? [expression, unwrap(last.expression)] : null;
}

/** The names of the members that an object is sure to have. */
function namesIn(expression: ts.Expression, program: LoadedProgram): readonly string[] {
  const held = ts.isObjectLiteralExpression(expression)
    ? expression
    : definingExpression(expression, program);
  const object = held === null ? null : unwrap(held);
  return object === null || !ts.isObjectLiteralExpression(object)
    ? []
    : object.properties.flatMap((property) =>
        ts.isSpreadAssignment(property)
          ? namesIn(unwrap(property.expression), program)
          : (staticName(property.name) ?? []),
      );
}
