import ts from 'typescript';
import { type Binding, bindingOf, exportOf, namesExportedBy } from '../program/binding';
import type { LoadedProgram } from '../program/project';
import { unwrap } from '../program/syntax';
import type { Called } from '../slice/slice';

/** A function that a document exports or imports. */
export interface FunctionInReach {
  /** The name that the document has for it; for a default export the function's own, where it has one. */
  readonly name: string;
  readonly declaration: ts.Declaration;
  readonly called: Called;
}

/**
 * The functions that a document exports, its own and those it passes on, and then those that it imports from local
 * files; of each only those that can be called without arguments.
 */
export function functionsInReach(program: LoadedProgram): readonly FunctionInReach[] {
  const found = new Map<Called, FunctionInReach>();
  const note = (name: string, binding: Binding): void => {
    if (binding.kind === 'module') {
      for (const member of namesExportedBy(binding.file, program)) {
        note(member, exportOf(binding.file, member, program));
      }
    }
    const called = binding.kind === 'declared' ? functionOf(binding.declaration) : null;
    if (binding.kind === 'declared' && called !== null && needsNothing(called) && !found.has(called)) {
      const known = name === 'default' ? (called.name?.text ?? name) : name;
      found.set(called, { name: known, declaration: binding.declaration, called });
    }
  };
  for (const name of namesExportedBy(program.main, program)) {
    note(name, exportOf(program.main, name, program));
  }
  for (const identifier of program.main.statements.flatMap(importedNames)) {
    note(identifier.text, bindingOf(identifier, program));
  }
  return [...found.values()];
}

/** The function that a declaration declares; null when it declares anything else, or a function without a body. */
export function functionOf(declaration: ts.Declaration): Called | null {
  if (ts.isFunctionDeclaration(declaration)) {
    return declaration.body === undefined ? null : declaration;
  }
  const value = valueOf(declaration);
  const inner = value === undefined ? undefined : unwrap(value);
  return inner !== undefined && (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) ? inner : null;
}

function valueOf(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration)) {
    return declaration.initializer;
  }
  if (ts.isExportAssignment(declaration)) {
    return declaration.expression;
  }
  return ts.isBinaryExpression(declaration) ? declaration.right : undefined;
}

/** Whether a function yields its result when it is called without arguments; a generator yields something else. */
function needsNothing(called: Called): boolean {
  return (
    called.asteriskToken === undefined &&
    called.parameters.every(
      (parameter) =>
        parameter.initializer !== undefined ||
        parameter.questionToken !== undefined ||
        parameter.dotDotDotToken !== undefined,
    )
  );
}

function importedNames(statement: ts.Statement): readonly ts.Identifier[] {
  if (!ts.isImportDeclaration(statement) || statement.importClause === undefined) {
    return [];
  }
  const { name, namedBindings } = statement.importClause;
  const bound =
    namedBindings === undefined
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings.name]
        : namedBindings.elements.map((element) => element.name);
  return name === undefined ? bound : [name, ...bound];
}
