import ts from 'typescript';
import type { Position } from '../../protocol/text';
import { cut, joined } from './cut';
import { type Dialect, type Piece, reparsed } from './piece';

/** The file names that may hold schedules. */
const SOURCE_FILE = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/i;
const DECLARATION_FILE = /\.d\.(?:[cm]?ts|[^.]+\.ts)$/i;

/** The languages of texts that may hold schedules, by the names that editors have for them. */
const SCRIPT_KINDS: ReadonlyMap<string, ts.ScriptKind> = new Map([
  ['typescript', ts.ScriptKind.TS],
  ['typescriptreact', ts.ScriptKind.TSX],
  ['javascript', ts.ScriptKind.JS],
  ['javascriptreact', ts.ScriptKind.JSX],
]);

/** Whether a text is source code that we read, by its name or else by the editor's name for its language. */
export function isSource(uri: string, language: string | null): boolean {
  return isSourceFileName(uri) || (!DECLARATION_FILE.test(uri) && SCRIPT_KINDS.has(language ?? ''));
}

/** Whether a file of this name is source code that we read; declaration files hold no schedules. */
export function isSourceFileName(fileName: string): boolean {
  return SOURCE_FILE.test(fileName) && !DECLARATION_FILE.test(fileName);
}

/** Pieces that were joined may have to be joined with further ones, as where one literal ends and the next begins. */
const MOST_ROUNDS = 4;

/** A parsed text. Its lines and columns are those of the person's text; offsets may differ where it had to be repaired. */
export interface ParsedText {
  /** The text as the person has it. */
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  /** Where the text has syntax errors or wants something; empty when it is whole. */
  readonly faults: readonly Position[];
  /** What the text was cut into, and what of that was joined again in each round. */
  readonly rounds: readonly (readonly Piece[])[];
}

/**
 * Parses a text, declaration by declaration: those that an edit left alone keep their nodes, and one that is half-typed
 * spoils no other. The previous parse must not be used any more afterwards.
 * @param language the editor's name for the language of a text whose name does not tell it, as of a file not yet saved.
 */
export function parse(
  fileName: string,
  text: string,
  language: string | null,
  previous: ParsedText | null,
): ParsedText {
  if (previous?.text === text) {
    return previous;
  }
  const dialect: Dialect = {
    fileName,
    scriptKind: isSourceFileName(fileName) ? undefined : SCRIPT_KINDS.get(language ?? ''),
  };
  let pieces = reparsed(cut(text), previous?.rounds[0] ?? [], dialect);
  const rounds = [pieces];
  while (rounds.length <= MOST_ROUNDS) {
    const stretches = joined(pieces.map(({ unmatched }) => unmatched)).map(([from, to]) =>
      pieces.slice(from, to),
    );
    if (stretches.length === pieces.length) {
      break;
    }
    const texts = stretches
      .filter(({ length }) => length > 1)
      .map((stretch) => stretch.map((piece) => piece.text).join(''));
    const joints = reparsed(texts, previous?.rounds[rounds.length] ?? [], dialect);
    rounds.push(joints);
    const left = [...joints];
    pieces = stretches.flatMap((stretch) => (stretch.length > 1 ? (left.shift() ?? []) : stretch));
  }
  return { text, ...assembled(pieces, dialect), rounds };
}

/** Puts the statements of pieces together into one file, each at its place. */
function assembled(
  pieces: readonly Piece[],
  { fileName, scriptKind }: Dialect,
): Pick<ParsedText, 'sourceFile' | 'faults'> {
  const text = pieces.map((piece) => piece.repaired).join('');
  const sourceFile = ts.createSourceFile(fileName, '', ts.ScriptTarget.Latest, true, scriptKind);
  const faults: Position[] = [];
  let offset = 0;
  let line = 0;
  for (const piece of pieces) {
    piece.moveTo(offset, sourceFile);
    faults.push(...piece.faults.map((fault) => ({ ...fault, line: fault.line + line })));
    offset += piece.repaired.length;
    line += piece.lineBreaks;
  }
  const statements = ts.factory.createNodeArray(pieces.flatMap((piece) => [...piece.statements]));
  ts.setTextRange(statements, { pos: 0, end: offset });
  ts.setTextRange(sourceFile, { pos: 0, end: offset });
  ts.setTextRange(sourceFile.endOfFileToken, { pos: statements.at(-1)?.end ?? 0, end: offset });
  // What is read-only for users of a parse is what its maker sets.
  Object.assign(sourceFile, { text, statements, externalModuleIndicator: statements.find(isOfModule) });
  return { sourceFile, faults };
}

/** Whether a statement makes its file a module. */
function isOfModule(statement: ts.Statement): boolean {
  return (
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isExportAssignment(statement) ||
    (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) ||
    (ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
  );
}
