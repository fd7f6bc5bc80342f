import ts from 'typescript';
import { type EnteredValue, type EnteredValues, writeEntered } from '../../protocol/enteredValue';
import type { ValuesCommentEditResult } from '../../protocol/server';
import type { LoadedProgram } from '../program/project';
import { commentAbove, lineText, statementAround } from '../timeline/comment';
import { codeStyleOf, indentationAt } from './codeStyle';
import { replacements, type Splice } from './splice';
import { refusalOfIncomplete } from './incomplete';

/** A comment that is about the line below it must stay right above that line. */
const ABOUT_NEXT_LINE = /^\s*(?:\/\/|\/\*).*(?:-next-line|-ignore\b|@ts-ignore|@ts-expect-error)/;
/** What a name in an `@lr` comment may not hold. */
const NO_NAME = /[\s=,]|\*\//;

/**
 * Computes the edit that gives values to a definition by its `@lr` comment: the entries of one that is there are changed
 * and added to, else a line is put above the definition.
 */
export function writeValuesComment(
  program: LoadedProgram,
  definition: ts.Node,
  values: EnteredValues,
): ValuesCommentEditResult {
  const { main: file, faults } = program;
  const incomplete = refusalOfIncomplete(faults);
  if (incomplete !== null) {
    return incomplete;
  }
  const unwritable = Object.keys(values).find((name) => NO_NAME.test(name));
  if (unwritable !== undefined) {
    return { kind: 'refused', reason: `\`${unwritable}\` is no name that an \`@lr\` comment can carry.` };
  }
  const splice = mergedInto(definition, values) ?? newLine(file, definition, values);
  return splice === null
    ? { kind: 'refused', reason: 'There is no line above the schedule that a comment could stand on.' }
    : { kind: 'edits', edits: replacements(file.text, [splice]) };
}

function mergedInto(definition: ts.Node, values: EnteredValues): Splice | null {
  const comment = commentAbove(definition);
  if (comment === null) {
    return null;
  }
  const { start, end } = comment.entries;
  const before = definition.getSourceFile().text.slice(start, end);
  const written = Object.entries(values).reduce(withEntry, before.trimEnd());
  const space = before.slice(before.trimEnd().length);
  return { start, end, text: written + space };
}

function withEntry(entries: string, [name, value]: readonly [string, EnteredValue]): string {
  const known = [...entries.matchAll(/([^\s=,]+)\s*=\s*(\[[^\]]*\]|[^\s,]*)/g)].findLast(
    ([, one]) => one === name,
  );
  const entry = `${name}=${writeEntered(value)}`;
  return known === undefined
    ? `${entries} ${entry}`
    : entries.slice(0, known.index) + entry + entries.slice(known.index + known[0].length);
}

function newLine(file: ts.SourceFile, definition: ts.Node, values: EnteredValues): Splice | null {
  const { text } = file;
  const lines = [definition, statementAround(definition)].map((node) => lineOf(file, node));
  const line = lines.find((one) => isBetweenTokens(file, file.getPositionOfLineAndCharacter(one, 0)));
  if (line === undefined) {
    return null;
  }
  const start = file.getPositionOfLineAndCharacter(line, 0);
  const entries = Object.entries(values).map(([name, value]) => `${name}=${writeEntered(value)}`);
  const { lineBreak } = codeStyleOf(file);
  const indentation = indentationAt(text, start);
  return { start, end: start, text: `${indentation}// @lr ${entries.join(' ')}${lineBreak}` };
}

/** The line that a definition begins on, or that of the comments which are about it. */
function lineOf(file: ts.SourceFile, node: ts.Node): number {
  let { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  while (line > 0 && ABOUT_NEXT_LINE.test(lineText(file, line - 1))) {
    line -= 1;
  }
  return line;
}

/** Whether a comment at an offset would be one, and not part of a string, a template or the text of an element. */
function isBetweenTokens(file: ts.SourceFile, offset: number): boolean {
  const isText = (node: ts.Node): boolean =>
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isJsxText(node) ||
    ts.isRegularExpressionLiteral(node);
  const holds = (node: ts.Node): boolean => {
    const start = ts.isJsxText(node) ? node.pos : node.getStart(file);
    if (offset <= start || offset >= node.end) {
      // Its children may still begin before it does: decorators, and the text of elements.
      return offset > node.pos && offset < node.end && (ts.forEachChild(node, holds) ?? false);
    }
    return isText(node) || (ts.forEachChild(node, holds) ?? false);
  };
  return !(ts.forEachChild(file, holds) ?? false);
}
