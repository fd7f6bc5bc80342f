import ts from 'typescript';
import type { Position } from '../../protocol/text';
import { repair } from './repair';

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

/** A parsed text. Its lines and columns are those of the person's text; offsets may differ where it had to be repaired. */
export interface ParsedText {
  /** The text as the person has it. */
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  /** Where the text has syntax errors or wants something; empty when it is whole. */
  readonly faults: readonly Position[];
}

/**
 * Parses a text, re-using what an edit left alone of its previous parse. Half-typed code is repaired first, so that what
 * follows it is found; the previous parse must not be used any more afterwards.
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
  const sourceFile = reparse(fileName, text, language, previous?.sourceFile ?? null);
  const errors = syntaxErrors(sourceFile);
  if (errors.length === 0) {
    return { text, sourceFile, faults: [] };
  }
  const repaired = repair(text, sourceFile.languageVariant);
  const faults = [...errors, ...repaired.places].map((offset) =>
    sourceFile.getLineAndCharacterOfPosition(offset),
  );
  return {
    text,
    sourceFile: repaired.text === text ? sourceFile : reparse(fileName, repaired.text, language, sourceFile),
    faults,
  };
}

function reparse(
  fileName: string,
  text: string,
  language: string | null,
  previous: ts.SourceFile | null,
): ts.SourceFile {
  if (previous === null || previous.fileName !== fileName) {
    return ts.createSourceFile(
      fileName,
      text,
      { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      true,
      isSourceFileName(fileName) ? undefined : SCRIPT_KINDS.get(language ?? ''),
    );
  }
  return ts.updateSourceFile(previous, text, changeBetween(previous.text, text));
}

/** Characters that are compared at once before they are looked at one by one. */
const STRIDE = 512;

/** The one stretch in which two texts differ. */
function changeBetween(before: string, after: string): ts.TextChangeRange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (
    start + STRIDE <= shorter &&
    before.slice(start, start + STRIDE) === after.slice(start, start + STRIDE)
  ) {
    start += STRIDE;
  }
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start += 1;
  }
  let tail = 0;
  while (
    tail + STRIDE <= shorter - start &&
    before.slice(before.length - tail - STRIDE, before.length - tail) ===
      after.slice(after.length - tail - STRIDE, after.length - tail)
  ) {
    tail += STRIDE;
  }
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return ts.createTextChangeRange(
    ts.createTextSpanFromBounds(start, before.length - tail),
    after.length - tail - start,
  );
}

/** The offsets of the syntax errors. */
function syntaxErrors(sourceFile: ts.SourceFile): readonly number[] {
  // Not part of the typed interface, though every parse has it; asking a program instead would bind the file first.
  const { parseDiagnostics } = sourceFile as ts.SourceFile & {
    readonly parseDiagnostics?: readonly { readonly start: number }[];
  };
  return (parseDiagnostics ?? []).map(({ start }) => start);
}
