import ts from 'typescript';
import { contains } from '../program/syntax';
import { type IsIndex, some, useOfIndex } from './arithmetic';
import type { RateAssignment } from './rateAssignment';
import type { RateGroup } from './rateGroup';
import type { Repeated } from './repeated';
import { givesOptimizer } from './rateUses';

/**
 * The conditions under which an optimizer is given a rate at all, as far as they hang on what counts: where one does not
 * hold, the rate stays as it was. None where the rate is given otherwise then, or is used for itself.
 */
export function conditionsOf(
  { node }: RateAssignment,
  { body }: Repeated,
  dependsOn: IsIndex,
): readonly ts.Expression[] {
  const conditions: ts.Expression[] = [];
  for (let outer = node.parent; outer !== body && contains(body, outer); outer = outer.parent) {
    if (ts.isIfStatement(outer)) {
      if (outer.elseStatement !== undefined || !some(outer.thenStatement, givesOptimizer)) {
        return [];
      }
      if (useOfIndex(outer.expression, dependsOn) !== 'none') {
        conditions.unshift(outer.expression);
      }
    } else if (!ts.isBlock(outer) && !isPartOfStatement(outer)) {
      return [];
    }
  }
  return conditions;
}

/** Whether an optimizer is given a rate in the code that makes it. */
export function isHandedOver({ node, name, target }: RateAssignment, { body }: Repeated): boolean {
  return (
    (target === null && givesOptimizer(node)) ||
    some(
      body,
      (one) =>
        one.pos > node.pos &&
        givesOptimizer(one) &&
        some(one, (part) => part !== node && ts.isIdentifier(part) && part.text === name),
    )
  );
}

function isPartOfStatement(node: ts.Node): boolean {
  return (
    ts.isExpression(node) ||
    ts.isExpressionStatement(node) ||
    ts.isVariableDeclarationList(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isVariableStatement(node) ||
    ts.isTryStatement(node)
  );
}

/** Whether one block gives a name its value and hands it on, under a condition: then both are one rate. */
export function isHandedOnInBlock(
  declaration: ts.Declaration,
  { statements }: RateGroup,
  { body }: Repeated,
): boolean {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : null;
  const block = statement?.parent;
  return (
    block !== undefined &&
    ts.isBlock(block) &&
    block !== body &&
    statements.length === 1 &&
    statements.every((one) => contains(one, block))
  );
}
