import ts from 'typescript';
/** Re-exports are followed this far; longer chains are taken to be cyclic. */
const MOST_HOPS = 32;
/** Finds what an identifier stands for, through imports, aliases, namespaces and re-exports of local files. */
export function bindingOf(identifier, program) {
  const declaration = program.names.lookUp(identifier);
  return declaration === null
    ? { kind: 'global', name: identifier.text }
    : bindingOfDeclaration(declaration, identifier.text, program, MOST_HOPS);
}
/** Finds what `a` or `a.b` stands for where `a` is a namespace; null for any other expression. */
export function bindingOfExpression(expression, program) {
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
export function exportOf(file, name, program, hops = MOST_HOPS) {
  const declaration = program.names.exported(file, name);
  if (declaration !== null) {
    return bindingOfDeclaration(declaration, name, program, hops);
  }
  const absent = { kind: 'absent', specifier: file.fileName, name };
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
function bindingOfDeclaration(declaration, name, program, hops) {
  const file = declaration.getSourceFile();
  const absent = { kind: 'absent', specifier: file.fileName, name };
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
function exportedIdentifier(declaration) {
  let value;
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
function requiredModule(declaration) {
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
function moduleExport(specifier, name, from, program, hops) {
  const file = program.resolve(specifier, from);
  if (file !== null) {
    return exportOf(file, name, program, hops);
  }
  return program.isLocal(specifier, from)
    ? { kind: 'absent', specifier, name }
    : { kind: 'external', specifier, name };
}
function moduleNamespace(specifier, from, program) {
  const file = program.resolve(specifier, from);
  if (file !== null) {
    return { kind: 'module', file };
  }
  return program.isLocal(specifier, from)
    ? { kind: 'absent', specifier, name: '*' }
    : { kind: 'external', specifier, name: '*' };
}
function exportedName(specifier) {
  return (specifier.propertyName ?? specifier.name).text;
}
function specifierOf(expression) {
  return ts.isStringLiteralLike(expression) ? expression.text : '';
}
