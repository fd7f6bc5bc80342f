import ts from 'typescript';
import { constantOf } from '../program/constants';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { isReference } from '../slice/references';
import { some, staticNameOf } from './arithmetic';

/** Names defined through names deeper than this are taken to be cyclic. */
const MOST_STEPS = 6;

/**
 * The first name in an expression whose value some code gathers in a loop of its own, such as the mean of what the batches
 * of an epoch gave: whatever it is called, only a training measures it. Null where there is none.
 * @param body the code that is run again and again, in which the value is gathered anew.
 */
export function gatheredIn(
  expression: ts.Node,
  body: ts.Node,
  program: LoadedProgram,
  steps = MOST_STEPS,
): string | null {
  if (ts.isIdentifier(expression)) {
    if (steps === 0 || !isReference(expression)) {
      return null;
    }
    const declaration = program.names.lookUp(expression);
    if (declaration === null || !ts.isVariableDeclaration(declaration) || !contains(body, declaration)) {
      return null;
    }
    const { initializer } = declaration;
    const made = initializer === undefined ? null : gatheredIn(initializer, body, program, steps - 1);
    return made !== null || isGathered(declaration, body, program) ? expression.text : null;
  }
  return ts.forEachChild(expression, (child) => gatheredIn(child, body, program, steps) ?? undefined) ?? null;
}

function isGathered(declaration: ts.VariableDeclaration, body: ts.Node, program: LoadedProgram): boolean {
  return some(
    body,
    (node) =>
      (ts.isIterationStatement(node, false) || isFunctionScope(node)) &&
      !contains(node, declaration) &&
      some(node, (one) => {
        const target = gatheringTarget(one, program);
        return target !== null && program.names.lookUp(target) === declaration;
      }),
  );
}

/** The variable that a node adds a value to which no source tells: `sum += x`, `sums.loss += x`, `all.push(x)`. */
function gatheringTarget(node: ts.Node, program: LoadedProgram): ts.Identifier | null {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken) {
    return constantOf(node.right, program) === null ? variableOf(node.left) : null;
  }
  const adds =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    staticNameOf(node.expression) === 'push';
  return adds ? variableOf(node.expression.expression) : null;
}

function variableOf(target: ts.Expression): ts.Identifier | null {
  let inner = unwrap(target);
  while (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
    inner = unwrap(inner.expression);
  }
  return ts.isIdentifier(inner) ? inner : null;
}
