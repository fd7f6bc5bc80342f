import ts from 'typescript';
import { repair } from './repair';
/** The file names that may hold schedules. */
const SOURCE_FILE = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/i;
const DECLARATION_FILE = /\.d\.(?:[cm]?ts|[^.]+\.ts)$/i;
/** Whether a file of this name is source code that we read; declaration files hold no schedules. */
export function isSourceFileName(fileName) {
  return SOURCE_FILE.test(fileName) && !DECLARATION_FILE.test(fileName);
}
/**
 * Parses a text, re-using what an edit left alone of its previous parse. Half-typed code is repaired first, so that what
 * follows it is found; the previous parse must not be used any more afterwards.
 */
export function parse(fileName, text, previous) {
  if (previous?.text === text) {
    return previous;
  }
  const sourceFile = reparse(fileName, text, previous?.sourceFile ?? null);
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
    sourceFile: repaired.text === text ? sourceFile : reparse(fileName, repaired.text, sourceFile),
    faults,
  };
}
function reparse(fileName, text, previous) {
  if (previous === null || previous.fileName !== fileName) {
    return ts.createSourceFile(
      fileName,
      text,
      { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      true,
    );
  }
  return ts.updateSourceFile(previous, text, changeBetween(previous.text, text));
}
/** The one stretch in which two texts differ. */
function changeBetween(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start += 1;
  }
  let tail = 0;
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
function syntaxErrors(sourceFile) {
  // Not part of the typed interface, though every parse has it; asking a program instead would bind the file first.
  const { parseDiagnostics } = sourceFile;
  return (parseDiagnostics ?? []).map(({ start }) => start);
}
