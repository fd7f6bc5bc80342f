import ts from 'typescript';
import { LIBRARY, LIBRARY_NAMES } from '../detect/library';
import type { LoadedProgram } from './project';

/** What a name in the source stands for. */
export type Binding =
  /** A declaration in a local file. */
  | { readonly kind: 'declared'; readonly declaration: ts.Declaration }
  /** A whole local module, by a namespace import. */
  | { readonly kind: 'module'; readonly file: ts.SourceFile }
  /** An export of a package; `*` is its namespace and `default` its default export. */
  | { readonly kind: 'external'; readonly specifier: string; readonly name: string }
  /** An export of a local file that is not there, or does not have it. */
  | { readonly kind: 'absent'; readonly specifier: string; readonly name: string }
  /** Nothing declares it: a global of the language, or a name that is not there. */
  | { readonly kind: 'global'; readonly name: string };

/** Re-exports are followed this far; longer chains are taken to be cyclic. */
const MOST_HOPS = 32;

/** Finds what an identifier stands for, through imports, aliases, namespaces and re-exports of local files. */
export function bindingOf(identifier: ts.Identifier, program: LoadedProgram): Binding {
  const declaration = program.names.lookUp(identifier);
  const binding: Binding =
    declaration === null
      ? { kind: 'global', name: identifier.text }
      : bindingOfDeclaration(declaration, identifier.text, program, MOST_HOPS);
  const mended = mend(binding);
  // Asked only where it matters: what was derived without asking outlasts a half-typed state of the text.
  return mended !== null && program.isHalfTyped() ? mended : binding;
}

/**
 * While a text is half-typed, an import in it may be what is broken, or its package only begun: names that everybody
 * imports from one place are taken to be from there. Null for a name that needs no mending.
 */
function mend(binding: Binding): Binding | null {
  const begun =
    binding.kind === 'external' && binding.specifier !== LIBRARY && LIBRARY.startsWith(binding.specifier);
  if (binding.kind !== 'global' && !begun) {
    return null;
  }
  if (LIBRARY_NAMES.has(binding.name)) {
    return { kind: 'external', specifier: LIBRARY, name: binding.name };
  }
  return binding.name === 'tf' ? { kind: 'external', specifier: '@tensorflow/tfjs', name: '*' } : null;
}

/** Finds what `a` or `a.b` stands for where `a` is a namespace; null for any other expression. */
export function bindingOfExpression(expression: ts.Expression, program: LoadedProgram): Binding | null {
  if (ts.isIdentifier(expression)) {
    return bindingOf(expression, program);
  }
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.name)) {
    return null;
  }
  const container = bindingOfExpression(expression.expression, program);
  if (container?.kind === 'module') {
    return exportOf(container.file, expression.name.text, program, MOST_HOPS);
  }
  if (container?.kind === 'external' && (container.name === '*' || container.name === 'default')) {
    return { ...container, name: expression.name.text };
  }
  return null;
}

/** Finds what a file exports under a name. */
export function exportOf(
  file: ts.SourceFile,
  name: string,
  program: LoadedProgram,
  hops = MOST_HOPS,
): Binding {
  const declaration = program.names.exported(file, name);
  if (declaration !== null) {
    return bindingOfDeclaration(declaration, name, program, hops);
  }
  const absent: Binding = { kind: 'absent', specifier: file.fileName, name };
  if (name === 'default' || hops === 0) {
    return absent;
  }
  for (const statement of file.statements) {
    if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause === undefined &&
      statement.moduleSpecifier
    ) {
      const found = moduleExport(specifierOf(statement.moduleSpecifier), name, file, program, hops - 1);
      if (found.kind !== 'absent') {
        return found;
      }
    }
  }
  return absent;
}

/** The names that a file exports, those that it passes on by `export *` included. */
export function namesExportedBy(
  file: ts.SourceFile,
  program: LoadedProgram,
  seen = new Set<ts.SourceFile>(),
): readonly string[] {
  if (seen.has(file)) {
    return [];
  }
  seen.add(file);
  const passedOn = file.statements.flatMap((statement) => {
    const passesAll = ts.isExportDeclaration(statement) && statement.exportClause === undefined;
    const target =
      passesAll && statement.moduleSpecifier !== undefined
        ? program.resolve(specifierOf(statement.moduleSpecifier), file.fileName)
        : null;
    return target === null ? [] : namesExportedBy(target, program, seen).filter((name) => name !== 'default');
  });
  return [...new Set([...program.names.exportNames(file), ...passedOn])];
}

function bindingOfDeclaration(
  declaration: ts.Declaration,
  name: string,
  program: LoadedProgram,
  hops: number,
): Binding {
  const file = declaration.getSourceFile();
  const absent: Binding = { kind: 'absent', specifier: file.fileName, name };
  if (hops === 0) {
    return absent;
  }
  if (ts.isImportSpecifier(declaration)) {
    const specifier = specifierOf(declaration.parent.parent.parent.moduleSpecifier);
    return moduleExport(specifier, exportedName(declaration), file, program, hops - 1);
  }
  if (ts.isImportClause(declaration)) {
    return moduleExport(specifierOf(declaration.parent.moduleSpecifier), 'default', file, program, hops - 1);
  }
  if (ts.isNamespaceImport(declaration)) {
    return moduleNamespace(specifierOf(declaration.parent.parent.moduleSpecifier), file, program);
  }
  if (ts.isNamespaceExport(declaration)) {
    const { moduleSpecifier } = declaration.parent;
    return moduleSpecifier === undefined
      ? absent
      : moduleNamespace(specifierOf(moduleSpecifier), file, program);
  }
  if (ts.isImportEqualsDeclaration(declaration)) {
    const reference = declaration.moduleReference;
    return ts.isExternalModuleReference(reference)
      ? moduleNamespace(specifierOf(reference.expression), file, program)
      : absent;
  }
  if (ts.isExportSpecifier(declaration)) {
    const { moduleSpecifier } = declaration.parent.parent;
    if (moduleSpecifier !== undefined) {
      return moduleExport(specifierOf(moduleSpecifier), exportedName(declaration), file, program, hops - 1);
    }
    const exported = declaration.propertyName ?? declaration.name;
    return ts.isIdentifier(exported) ? bindingOf(exported, program) : absent;
  }
  const required = requiredModule(declaration);
  if (required !== null) {
    return required.name === '*'
      ? moduleNamespace(required.specifier, file, program)
      : moduleExport(required.specifier, required.name, file, program, hops - 1);
  }
  const exported = exportedIdentifier(declaration);
  if (exported !== null) {
    const target = bindingOf(exported, program);
    return target.kind === 'global' ? { kind: 'declared', declaration } : target;
  }
  return { kind: 'declared', declaration };
}

/** The name that `export default x`, `exports.a = x` or `module.exports = { x }` exports. */
function exportedIdentifier(declaration: ts.Declaration): ts.Identifier | null {
  let value: ts.Expression | undefined;
  if (ts.isExportAssignment(declaration)) {
    value = declaration.expression;
  } else if (ts.isBinaryExpression(declaration)) {
    value = declaration.right;
  } else if (ts.isPropertyAssignment(declaration)) {
    value = declaration.initializer;
  } else if (ts.isShorthandPropertyAssignment(declaration)) {
    value = declaration.name;
  }
  return value !== undefined && ts.isIdentifier(value) ? value : null;
}

/** `const x = require('…')` and `const { x } = require('…')`: imports by another name. */
export function requiredModule(
  declaration: ts.Declaration,
): { readonly specifier: string; readonly name: string } | null {
  const bound = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration;
  if (!ts.isVariableDeclaration(bound) || bound.initializer === undefined) {
    return null;
  }
  const call = bound.initializer;
  const [argument] = ts.isCallExpression(call) ? call.arguments : [];
  const isRequire =
    ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 'require';
  if (!isRequire || argument === undefined || !ts.isStringLiteralLike(argument)) {
    return null;
  }
  if (!ts.isBindingElement(declaration)) {
    return { specifier: argument.text, name: '*' };
  }
  const name = declaration.propertyName ?? declaration.name;
  return ts.isIdentifier(name) ? { specifier: argument.text, name: name.text } : null;
}

function moduleExport(
  specifier: string,
  name: string,
  from: ts.SourceFile,
  program: LoadedProgram,
  hops: number,
): Binding {
  const file = program.resolve(specifier, from.fileName);
  if (file !== null) {
    return exportOf(file, name, program, hops);
  }
  return program.isLocal(specifier, from.fileName)
    ? { kind: 'absent', specifier, name }
    : { kind: 'external', specifier, name };
}

function moduleNamespace(specifier: string, from: ts.SourceFile, program: LoadedProgram): Binding {
  const file = program.resolve(specifier, from.fileName);
  if (file !== null) {
    return { kind: 'module', file };
  }
  return program.isLocal(specifier, from.fileName)
    ? { kind: 'absent', specifier, name: '*' }
    : { kind: 'external', specifier, name: '*' };
}

function exportedName(specifier: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (specifier.propertyName ?? specifier.name).text;
}

function specifierOf(expression: ts.Expression): string {
  return ts.isStringLiteralLike(expression) ? expression.text : '';
}
