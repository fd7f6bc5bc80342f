import ts from 'typescript';
import { isWord, readList } from '../../protocol/enteredValue';
import type { Problem } from '../../protocol/problem';
import type { Range } from '../../protocol/text';
import { rangeBetween } from '../program/place';

/** A number written in an `@lr` comment. */
export interface CommentValue {
  readonly value: number;
  readonly range: Range;
}

/** What an `@lr` comment says: numbers, words and lists by name. */
export interface LrComment {
  readonly values: ReadonlyMap<string, CommentValue>;
  /** Words by name, such as `schedule=cosine`. */
  readonly words: ReadonlyMap<string, string>;
  /** Lists of numbers by name, such as `milestones=[30, 80]`. */
  readonly lists: ReadonlyMap<string, readonly number[]>;
  /** The 0-based line it stands on. */
  readonly line: number;
  readonly text: string;
  /** Where its entries stand, as offsets in the file: from behind `@lr` to the end of the comment. */
  readonly entries: { readonly start: number; readonly end: number };
  /** The first entry that is not a name and a value; null when all are. */
  readonly mistake: Problem | null;
}

const COMMENT = /(?:\/\/|\/\*|^\s*\*).*?@lr\b(.*?)(?:\*\/\s*)?$/;
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*)/;
const DECORATOR_LINE = /^\s*@/;
/** What is of the timeline is a number. */
const NUMBERS = new Set(['steps', 'epochs', 'stepsPerEpoch', 'initial']);
const ENTRY = /([^\s=,]+)\s*=\s*(\[[^\]]*\]|[^\s,]*)|[^\s,]+/g;

/** Reads the `@lr` comment above a definition: in the comment lines right above it, or above the statement it stands in. */
export function commentAbove(node: ts.Node): LrComment | null {
  const file = node.getSourceFile();
  for (const start of new Set([node.getStart(), statementAround(node).getStart()])) {
    const { line } = file.getLineAndCharacterOfPosition(start);
    for (let above = line - 1; above >= 0; above -= 1) {
      const text = lineText(file, above);
      const match = COMMENT.exec(text);
      if (match !== null) {
        return read(file, above, text, text.lastIndexOf(match[1] ?? ''), match[1] ?? '');
      }
      if (!COMMENT_LINE.test(text) && !DECORATOR_LINE.test(text)) {
        break;
      }
    }
  }
  return null;
}

function read(file: ts.SourceFile, line: number, text: string, offset: number, entries: string): LrComment {
  const lineStart = file.getPositionOfLineAndCharacter(line, 0) + offset;
  const values = new Map<string, CommentValue>();
  const words = new Map<string, string>();
  const lists = new Map<string, readonly number[]>();
  let mistake: Problem | null = null;
  for (const entry of entries.matchAll(ENTRY)) {
    const [whole, name, written] = entry;
    const start = lineStart + entry.index;
    const range = rangeBetween(file, start, start + whole.length);
    const value = written === undefined || written === '' ? Number.NaN : Number(written.replaceAll('_', ''));
    const list = readList(written ?? '');
    if (name !== undefined && Number.isFinite(value)) {
      const valueStart = start + whole.length - (written?.length ?? 0);
      values.set(name, { value, range: rangeBetween(file, valueStart, start + whole.length) });
    } else if (name !== undefined && written !== undefined && isWord(written) && !NUMBERS.has(name)) {
      words.set(name, written);
    } else if (name !== undefined && list !== null && !NUMBERS.has(name)) {
      lists.set(name, list);
    } else {
      mistake ??= {
        code: 'missing-value',
        message: `\`@lr\` comment: \`${whole}\` is not of the form name=number`,
        location: { uri: file.fileName, range },
        at: null,
        names: [],
      };
    }
  }
  return {
    values,
    words,
    lists,
    line,
    text: text.trim(),
    entries: { start: lineStart, end: lineStart + entries.length },
    mistake,
  };
}

/** The text of a 0-based line, without its break and what white space ends it. */
export function lineText(file: ts.SourceFile, line: number): string {
  const starts = file.getLineStarts();
  return file.text.slice(starts[line], starts[line + 1]).trimEnd();
}

/** The statement or class member a definition is part of, where a person would put a comment on it. */
export function statementAround(node: ts.Node): ts.Node {
  let outer = node;
  while (
    !ts.isSourceFile(outer.parent) &&
    !ts.isBlock(outer.parent) &&
    !ts.isClassLike(outer.parent) &&
    !ts.isModuleBlock(outer.parent) &&
    !ts.isCaseOrDefaultClause(outer.parent)
  ) {
    outer = outer.parent;
  }
  return outer;
}
