import ts from 'typescript';
import { type CodeStyle, indentationAt } from './codeStyle';
import { isDirective } from './imports';

/** Where a statement can be put, and what has to stand around it there. */
export interface Insertion {
  /** What lies between is white space that is replaced. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** Of the line that the statement comes to stand on; part of `before` already. */
  readonly indentation: string;
}

/**
 * What is to stand between a statement and the one put after it: a line break, a blank line, or what the code around it
 * suggests.
 */
export type Spacing = 'line' | 'blank-line' | 'as-around';

/** A comment that is about the whole file, though it stands right above the first statement. */
const ABOUT_THE_FILE = /@ts-|@jsx|@license|@fileoverview|eslint|prettier|copyright|licen[cs]ed/i;

/**
 * The statement that holds a node and after which another may stand in the same block: not one that ends the block's
 * flow, such as `return`, and not one in a block of a single line.
 */
export function holdingStatement(node: ts.Node): ts.Statement {
  for (let outer = node; ; outer = outer.parent) {
    if (ts.isSourceFile(outer.parent)) {
      return outer as ts.Statement;
    }
    const inBlock = ts.isBlock(outer.parent) || ts.isModuleBlock(outer.parent);
    if (inBlock && !endsFlow(outer) && !sharesLine(outer)) {
      return outer as ts.Statement;
    }
  }
}

/** The place after a statement and the comment behind it. */
export function afterStatement(statement: ts.Statement, style: CodeStyle, spacing: Spacing): Insertion {
  const { text } = statement.getSourceFile();
  const indentation = indentationAt(text, statement.getStart());
  const { lineBreak } = style;
  if (sharesLine(statement)) {
    const start = endOfCode(statement);
    const end = start + (/^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0);
    const around = lineBreak + indentation;
    return { start, end, before: around, after: around, indentation };
  }
  const start = endOfLine(text, endWithComments(statement));
  const following = text.slice(start);
  const blankFollows = /^\s*$|^\r?\n[ \t]*\r?\n/.test(following);
  const closes = /^\s*\}/.test(following);
  const spansLines = text.slice(statement.getStart(), endOfCode(statement)).includes('\n');
  const apart =
    spacing === 'blank-line' || (spacing === 'as-around' && ((blankFollows && !closes) || spansLines));
  return {
    start,
    end: start,
    before: (apart ? lineBreak + lineBreak : lineBreak) + indentation,
    after: apart && !blankFollows && !closes ? lineBreak : '',
    indentation,
  };
}

/** The place before the first statement, after what has to stay at the top of a file. */
export function topOf(file: ts.SourceFile, style: CodeStyle): Insertion {
  const lastDirective = file.statements.findLast(
    (one, index) => isDirective(one) && file.statements.slice(0, index).every(isDirective),
  );
  if (lastDirective !== undefined) {
    return afterStatement(lastDirective, style, 'blank-line');
  }
  const { text } = file;
  const { lineBreak } = style;
  const start = afterHeader(file);
  const rest = text.slice(start);
  const onNewLine = start === 0 || text[start - 1] === '\n';
  return {
    start,
    end: start,
    before: onNewLine ? '' : lineBreak + lineBreak,
    after: rest.trim() === '' ? (rest.includes('\n') ? '' : lineBreak) : lineBreak + lineBreak,
    indentation: '',
  };
}

/** Whether code that follows a place would be read as a continuation of a statement there that has no semicolon. */
export function needsSemicolon({ end }: Insertion, text: string): boolean {
  return /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*[([`]/.test(text.slice(end));
}

function endsFlow(node: ts.Node): boolean {
  return (
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isBreakStatement(node) ||
    ts.isContinueStatement(node)
  );
}

/** Whether other code follows a node on its last line. */
function sharesLine(node: ts.Node): boolean {
  const { text } = node.getSourceFile();
  const end = endWithComments(node);
  return text.slice(end, endOfLine(text, end)).trim() !== '';
}

function endWithComments(node: ts.Node): number {
  const { text } = node.getSourceFile();
  const end = endOfCode(node);
  return ts.getTrailingCommentRanges(text, end)?.at(-1)?.end ?? end;
}

/** Without a semicolon that stands at the beginning of the next line, as people write it who write none at the ends. */
function endOfCode(node: ts.Node): number {
  const code = node.getText();
  return node.getEnd() - (/\s*\n\s*;$/.exec(code)?.[0].length ?? 0);
}

function endOfLine(text: string, from: number): number {
  const length = text.slice(from).search(/\r?\n/);
  return length === -1 ? text.length : from + length;
}

/** The beginning of the line on which the first statement begins, with the comments that belong to it. */
function afterHeader(file: ts.SourceFile): number {
  const { text } = file;
  const first = file.statements[0]?.getStart() ?? null;
  const comments = ts.getLeadingCommentRanges(text, 0) ?? [];
  const starts = [...comments.map(({ pos }) => pos), ...(first === null ? [] : [first])];
  const isHeader = comments.map(({ pos, end }, index) => {
    const next = starts[index + 1];
    const parted = next === undefined || /\n\s*\n/.test(text.slice(end, next));
    return parted || ABOUT_THE_FILE.test(text.slice(pos, end));
  });
  const header = isHeader.lastIndexOf(true);
  const next = starts[header + 1];
  return next === undefined ? text.trimEnd().length : text.lastIndexOf('\n', next - 1) + 1;
}
