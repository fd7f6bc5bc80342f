import ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { contains, isFunctionScope, unwrap } from '../program/syntax';
import { isNumeric, some } from './arithmetic';
import { countersAround } from './counters';
import type { IndexCandidate } from './indexOf';
import type { RateGroup } from './rateGroup';
import type { Repeated } from './repeated';
import { isLogical } from './whatDecides';

/**
 * The declarations that a rate is made of in its own loop or function, as far as they hang on what counts there.
 * @param ends conditions that end a run before it gives the rate its value.
 */
export function localsOf(
  group: RateGroup,
  ends: readonly ts.Expression[],
  { owner }: Repeated,
  program: LoadedProgram,
): readonly ts.VariableStatement[] {
  const statements = new Set<ts.VariableStatement>();
  const within = outermostRepeated(owner);
  const look = (code: ts.Node): void => {
    some(code, (node) => {
      if (!ts.isIdentifier(node) || isFunctionScope(node.parent)) {
        return false;
      }
      const declaration = program.names.lookUp(node);
      const statement = declaration === null ? null : variableStatementOf(declaration);
      const outside =
        statement !== null &&
        contains(within, statement) &&
        !group.statements.some((one) => contains(one, statement));
      if (
        statement !== null &&
        outside &&
        !statements.has(statement) &&
        countersAround(statement, program).some(isCounting)
      ) {
        statements.add(statement);
        look(statement);
      } else if (
        statement !== null &&
        outside &&
        !statements.has(statement) &&
        usesLocals(statement, statements, program, within)
      ) {
        statements.add(statement);
        look(statement);
      }
      return false;
    });
  };
  [...ends, ...group.statements, ...group.writers.flatMap(({ value }) => value ?? [])].forEach(look);
  return [...statements].sort((a, b) => a.pos - b.pos);
}

/** Whether a declaration hangs on what counts by way of further ones. */
function usesLocals(
  statement: ts.VariableStatement,
  known: ReadonlySet<ts.VariableStatement>,
  program: LoadedProgram,
  within: ts.Node,
  steps = 8,
): boolean {
  return some(statement, (node) => {
    if (!ts.isIdentifier(node) || steps === 0) {
      return false;
    }
    const declaration = program.names.lookUp(node);
    const other = declaration === null ? null : variableStatementOf(declaration);
    if (other === null || other === statement || !contains(within, other)) {
      return false;
    }
    return (
      known.has(other) ||
      countersAround(other, program).some(isCounting) ||
      usesLocals(other, known, program, within, steps - 1)
    );
  });
}

function isCounting({ binding }: IndexCandidate): boolean {
  return binding.kind === 'variable' || binding.kind === 'access';
}

/** Loops may stand in loops, and the outer one may count. */
function outermostRepeated(owner: ts.Node): ts.Node {
  let outermost = owner;
  for (let outer = owner; !ts.isSourceFile(outer); outer = outer.parent) {
    if (isFunctionScope(outer)) {
      return outer;
    }
    if (ts.isIterationStatement(outer, false)) {
      outermost = outer;
    }
  }
  return outermost;
}

function variableStatementOf(declaration: ts.Declaration): ts.VariableStatement | null {
  const variable = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration;
  if (!ts.isVariableDeclaration(variable) || variable.initializer === undefined) {
    return null;
  }
  const statement = variable.parent.parent;
  return ts.isVariableStatement(statement) &&
    (isNumeric(variable.initializer) || isCondition(variable.initializer))
    ? statement
    : null;
}

/** Whether an expression is true or false, by its form. */
function isCondition(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  return (
    (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) ||
    (ts.isBinaryExpression(inner) &&
      (isLogical(inner.operatorToken.kind) || /^(?:[<>]=?|[=!]==?)$/.test(inner.operatorToken.getText())))
  );
}
