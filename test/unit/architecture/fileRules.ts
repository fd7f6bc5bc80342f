import ts from 'typescript';
import type { SourceTree } from './sourceTree';

/** Longer than this, a file does more than one job. */
export const MOST_LINES = 350;

/** What a package exports has to be said in one place. */
const ENTRIES = new Set(['src/schedules/index.ts']);

/** Tells, one line each, which files only pass on the exports of others. */
export function barrelFiles(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([file, text]) => {
    const { statements } = parsed(file, text);
    const passesOn = statements.some(ts.isExportDeclaration);
    const hasOwn = statements.some((one) => !ts.isExportDeclaration(one) && !ts.isImportDeclaration(one));
    return passesOn && !hasOwn && !ENTRIES.has(file)
      ? [`${file} holds nothing of its own: import what it exports from where it is`]
      : [];
  });
}

/** Tells, one line each, which files have a default export, in whatever form. */
export function defaultExports(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([file, text]) =>
    parsed(file, text)
      .statements.filter(isDefaultExport)
      .map((statement) => {
        const line = text.slice(0, statement.getStart()).split('\n').length;
        return `${file}:${line} is a default export: give it its name`;
      }),
  );
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) {
    return true;
  }
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    return (
      clause !== undefined &&
      ts.isNamedExports(clause) &&
      clause.elements.some(({ name }) => name.text === 'default')
    );
  }
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

/** Tells, one line each, which files are too long. */
export function longFiles(tree: SourceTree): readonly string[] {
  return [...tree].flatMap(([file, text]) => {
    const lines = text.replace(/\n$/, '').split('\n').length;
    return lines > MOST_LINES ? [`${file} has ${lines} lines, ${lines - MOST_LINES} too many`] : [];
  });
}

/** Tells, one line each, which files were compiled to where they stand; a bundler may take them for the source. */
export function compiledFiles(tree: SourceTree): readonly string[] {
  return [...tree.keys()].flatMap((file) => {
    const source = file.replace(/(?:\.d\.ts|\.js|\.js\.map)$/, '.ts');
    return source !== file && tree.has(source)
      ? [`${file} was compiled from ${source}: the build writes elsewhere`]
      : [];
  });
}

function parsed(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}
