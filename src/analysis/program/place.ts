import type ts from 'typescript';
import type { Position, Range } from '../../protocol/text';

/** Where a node stands, without the white space and comments before it. Lines and columns are those of the person's text. */
export function rangeOf(node: ts.Node): Range {
  return rangeBetween(node.getSourceFile(), node.getStart(), node.getEnd());
}

/** The range between two offsets of a file. */
export function rangeBetween(file: ts.SourceFile, start: number, end: number): Range {
  return { start: positionAt(file, start), end: positionAt(file, end) };
}

export function positionAt(file: ts.SourceFile, offset: number): Position {
  return file.getLineAndCharacterOfPosition(offset);
}
