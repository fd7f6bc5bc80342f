import ts from 'typescript';
import { LIBRARY } from '../detect/library';
import { bindingOf, requiredModule } from '../program/binding';
import { moduleKind } from '../program/modules';
import type { LoadedProgram } from '../program/project';
import { type CodeStyle, indentationAt } from './codeStyle';
import { isCommonJs } from './imports';
import { declaredNames, uniqueName } from './names';
import type { Splice } from './splice';

/** How a text can speak of a class of the library. */
export type ClassReference =
  /** It can already. */
  | { readonly kind: 'there'; readonly name: string; readonly statement: ts.Statement }
  /** An import that is there takes up one name more. */
  | {
      readonly kind: 'merged';
      readonly name: string;
      readonly statement: ts.Statement;
      readonly splice: Splice;
    }
  /** A statement of its own imports it. */
  | { readonly kind: 'new'; readonly name: string; readonly code: string };

/** A name of a module that a statement brings in; `*` is the module itself. */
interface ImportedName {
  readonly statement: ts.Statement;
  readonly local: ts.Identifier;
  readonly isModule: boolean;
}

/** A list of names that an import of the library brings in, or the place where it could have one. */
interface NameList {
  readonly statement: ts.Statement;
  readonly elements: readonly ts.Node[];
  /** What is put in place of the whole, where it lists nothing yet. */
  readonly whole: { readonly start: number; readonly end: number; readonly prefix: string };
  /** What parts the name from the one it gets here. */
  readonly renames: ' as ' | ': ';
}

/** Finds the shortest way for a text to speak of a class of the library. */
export function classReference(className: string, program: LoadedProgram, style: CodeStyle): ClassReference {
  const { main: file } = program;
  const imported = file.statements.flatMap(importedNames);
  const known = imported.find(({ local, isModule }) => !isModule && isClass(local, className, program));
  if (known !== undefined) {
    return { kind: 'there', name: known.local.text, statement: known.statement };
  }
  const module = imported.find(({ local, isModule }) => isModule && isLibrary(local, program));
  if (module !== undefined) {
    return { kind: 'there', name: `${module.local.text}.${className}`, statement: module.statement };
  }
  const name = uniqueName(className, declaredNames(file));
  const list = file.statements.flatMap(nameLists).at(0);
  if (list !== undefined) {
    const splice = extended(list, element(className, name, list.renames), file, style);
    return { kind: 'merged', name, statement: list.statement, splice };
  }
  return { kind: 'new', name, code: importStatement(className, name, file, style) };
}

function importStatement(className: string, name: string, file: ts.SourceFile, style: CodeStyle): string {
  const from = style.quote + LIBRARY + style.quote;
  const end = style.semicolons ? ';' : '';
  return isCommonJs(file)
    ? `const { ${element(className, name, ': ')} } = require(${from})${end}`
    : `import { ${element(className, name, ' as ')} } from ${from}${end}`;
}

function element(className: string, name: string, renames: NameList['renames']): string {
  return name === className ? className : className + renames + name;
}

/** With one element more at the end of the list. */
function extended(list: NameList, added: string, file: ts.SourceFile, style: CodeStyle): Splice {
  const last = list.elements.at(-1);
  if (last === undefined) {
    return { ...list.whole, text: `${list.whole.prefix}{ ${added} }` };
  }
  const ownLine = /^\s*$/.test(
    file.text.slice(file.text.lastIndexOf('\n', last.getStart()) + 1, last.getStart()),
  );
  const between = ownLine ? style.lineBreak + indentationAt(file.text, last.getStart()) : ' ';
  return { start: last.getEnd(), end: last.getEnd(), text: `,${between}${added}` };
}

function importedNames(statement: ts.Statement): readonly ImportedName[] {
  const named = (local: ts.Identifier): ImportedName => ({ statement, local, isModule: false });
  const module = (local: ts.Identifier): ImportedName => ({ statement, local, isModule: true });
  if (ts.isImportDeclaration(statement)) {
    const bindings = typeless(statement.importClause)?.namedBindings;
    if (bindings === undefined) {
      return [];
    }
    return ts.isNamespaceImport(bindings)
      ? [module(bindings.name)]
      : bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly).map((specifier) => named(specifier.name));
  }
  if (ts.isImportEqualsDeclaration(statement)) {
    return statement.isTypeOnly ? [] : [module(statement.name)];
  }
  return requires(statement).flatMap(({ name }) =>
    ts.isIdentifier(name)
      ? [module(name)]
      : name.elements.flatMap((one) =>
          ts.isBindingElement(one) && ts.isIdentifier(one.name) ? [named(one.name)] : [],
        ),
  );
}

/** The lists of a statement that imports from the library, in which a name can be added. */
function nameLists(statement: ts.Statement): readonly NameList[] {
  if (ts.isImportDeclaration(statement) && isLibrarySpecifier(statement.moduleSpecifier)) {
    const clause = typeless(statement.importClause);
    const bindings = clause?.namedBindings;
    if (clause === null || (bindings !== undefined && ts.isNamespaceImport(bindings))) {
      return [];
    }
    const whole =
      bindings === undefined
        ? { start: clause.getEnd(), end: clause.getEnd(), prefix: ', ' }
        : { start: bindings.getStart(), end: bindings.getEnd(), prefix: '' };
    return [{ statement, elements: bindings?.elements ?? [], whole, renames: ' as ' }];
  }
  return requires(statement).flatMap((declaration): readonly NameList[] => {
    const { name } = declaration;
    const specifier = requiredModule(declaration)?.specifier ?? '';
    // Nothing may follow the rest of a pattern.
    const takesMore =
      ts.isObjectBindingPattern(name) &&
      name.elements.every(({ dotDotDotToken }) => dotDotDotToken === undefined);
    if (!takesMore || moduleKind(specifier) !== 'library') {
      return [];
    }
    const whole = { start: name.getStart(), end: name.getEnd(), prefix: '' };
    return [{ statement, elements: name.elements, whole, renames: ': ' }];
  });
}

function requires(statement: ts.Statement): readonly ts.VariableDeclaration[] {
  return ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.filter((declaration) => requiredModule(declaration) !== null)
    : [];
}

/** The clause of an import that brings in values; null for one of types, or of nothing. */
function typeless(clause: ts.ImportClause | undefined): ts.ImportClause | null {
  return clause === undefined || clause.phaseModifier !== undefined ? null : clause;
}

function isClass(local: ts.Identifier, className: string, program: LoadedProgram): boolean {
  const binding = bindingOf(local, program);
  return (
    binding.kind === 'external' && moduleKind(binding.specifier) === 'library' && binding.name === className
  );
}

function isLibrary(local: ts.Identifier, program: LoadedProgram): boolean {
  const binding = bindingOf(local, program);
  return binding.kind === 'external' && moduleKind(binding.specifier) === 'library' && binding.name === '*';
}

function isLibrarySpecifier(specifier: ts.Expression): boolean {
  return ts.isStringLiteral(specifier) && moduleKind(specifier.text) === 'library';
}
