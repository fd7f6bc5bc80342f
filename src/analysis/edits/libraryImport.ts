import type ts from 'typescript';
import type { LoadedProgram } from '../program/project';
import { classReference } from './classReference';
import type { CodeStyle } from './codeStyle';
import { leadingImports } from './imports';
import { afterStatement, type Insertion, topOf } from './insertion';
import type { Splice } from './splice';

/** After the imports at the top, or where they would be. */
export function importPlace(file: ts.SourceFile, style: CodeStyle): Insertion {
  const last = leadingImports(file).at(-1);
  return last === undefined ? topOf(file, style) : afterStatement(last, style, 'line');
}

/** The name that a file can use an export of the library by, and the changes that import it; none where it is imported. */
export function libraryImport(
  exported: string,
  program: LoadedProgram,
  style: CodeStyle,
): { readonly name: string; readonly splices: readonly Splice[] } {
  const reference = classReference(exported, program, style);
  switch (reference.kind) {
    case 'there':
      return { name: reference.name, splices: [] };
    case 'merged':
      return { name: reference.name, splices: [reference.splice] };
    case 'new': {
      const { start, end, before, after } = importPlace(program.main, style);
      return { name: reference.name, splices: [{ start, end, text: before + reference.code + after }] };
    }
  }
}
