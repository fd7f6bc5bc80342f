import ts from 'typescript';
import { scheduleInstance } from '../detect/scheduleInstance';
import { wrapped } from '../program/syntax';
import type { Check, CheckedFile, SourceFinding } from './check';
import { isLogged, scopeOf, usesOf } from './references';

/** A schedule that a file makes, never speaks of again but to say its rates, and trains without. */
export const unattachedSchedule: Check = {
  kinds: [ts.SyntaxKind.CallExpression, ts.SyntaxKind.NewExpression],
  concerns: (node) => (ts.isCallExpression(node) || ts.isNewExpression(node)) && heldBy(node) !== null,
  check(node, file): readonly SourceFinding[] {
    const declaration = heldBy(node as ts.CallExpression);
    if (
      declaration === null ||
      !ts.isIdentifier(declaration.name) ||
      !file.trainingCalls.some(trains) ||
      scheduleInstance.visit(node, file.program) === null
    ) {
      return [];
    }
    const { name } = declaration;
    if (isExported(declaration) || usesIn(declaration, name, file).some((use) => !isLogged(use))) {
      return [];
    }
    return [
      {
        code: 'unattached-schedule',
        node: name,
        message: `${name.text} is made but no optimizer follows it, so training goes on at the optimizer's own rate: call attachSchedule(optimizer, ${name.text}).`,
      },
    ];
  },
};

function heldBy(node: ts.Expression): ts.VariableDeclaration | null {
  const { parent } = wrapped(node);
  return ts.isVariableDeclaration(parent) ? parent : null;
}

/** Calls that update weights. */
function trains({ expression: callee }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.name.text !== 'compile';
}

function isExported(declaration: ts.VariableDeclaration): boolean {
  const statement = declaration.parent.parent;
  return (
    !ts.isVariableStatement(statement) ||
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function usesIn(
  declaration: ts.VariableDeclaration,
  name: ts.Identifier,
  file: CheckedFile,
): readonly ts.Identifier[] {
  const scope = scopeOf(declaration);
  return ts.isSourceFile(scope)
    ? file.statementsWith(name.text).flatMap((statement) => usesOf(name, statement))
    : usesOf(name, scope);
}
