import ts from 'typescript';
import { requiredModule } from '../program/binding';

/** The import statements that a file begins with, `require` among them; those after other code are not counted. */
export function leadingImports(file: ts.SourceFile): readonly ts.Statement[] {
  const first = file.statements.findIndex((statement) => !isDirective(statement));
  const rest = first === -1 ? [] : file.statements.slice(first);
  const end = rest.findIndex((statement) => !isImport(statement));
  return end === -1 ? rest : rest.slice(0, end);
}

/** Whether a file takes its modules by `require` and gives them by `module.exports`. */
export function isCommonJs(file: ts.SourceFile): boolean {
  if (ts.isExternalModule(file)) {
    return false;
  }
  return (
    /\.cjs$/i.test(file.fileName) || file.statements.some((one) => requiresModule(one) || exportsModule(one))
  );
}

/** `'use strict';` and the like, which have to stay first. */
export function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

function isImport(statement: ts.Statement): boolean {
  return (
    ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement) || requiresModule(statement)
  );
}

function requiresModule(statement: ts.Statement): boolean {
  return (
    ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.every((declaration) => requiredModule(declaration) !== null)
  );
}

/** `module.exports = …`, `module.exports.a = …` and `exports.a = …`. */
function exportsModule(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) {
    return false;
  }
  return /^(?:module\.)?exports\b/.test(statement.expression.left.getText());
}
