import ts from 'typescript';
import { rangeBetween } from '../program/place';
const COMMENT = /(?:\/\/|\/\*|^\s*\*).*?@lr\b(.*?)(?:\*\/\s*)?$/;
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*)/;
const DECORATOR_LINE = /^\s*@/;
const ENTRY = /([^\s=,]+)\s*=\s*([^\s,]*)|[^\s,]+/g;
/** Reads the `@lr` comment above a definition: in the comment lines right above it, or above the statement it stands in. */
export function commentAbove(node) {
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
function read(file, line, text, offset, entries) {
  const lineStart = file.getPositionOfLineAndCharacter(line, 0) + offset;
  const values = new Map();
  let mistake = null;
  for (const entry of entries.matchAll(ENTRY)) {
    const [whole, name, written] = entry;
    const start = lineStart + entry.index;
    const range = rangeBetween(file, start, start + whole.length);
    const value = written === undefined || written === '' ? Number.NaN : Number(written.replaceAll('_', ''));
    if (name !== undefined && Number.isFinite(value)) {
      const valueStart = start + whole.length - (written?.length ?? 0);
      values.set(name, { value, range: rangeBetween(file, valueStart, start + whole.length) });
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
  return { values, line, text: text.trim(), mistake };
}
function lineText(file, line) {
  const starts = file.getLineStarts();
  return file.text.slice(starts[line], starts[line + 1]).trimEnd();
}
/** The statement or class member a definition is part of, where a person would put a comment on it. */
function statementAround(node) {
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
