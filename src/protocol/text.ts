/** A place in a text, as in the Language Server Protocol: 0-based line and 0-based UTF-16 offset in it. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A stretch of text; `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range in the document that `uri` names. */
export interface Location {
  readonly uri: string;
  readonly range: Range;
}

/** Whether `position` lies in `range`, both of its ends included (a pointer stands between two characters). */
export function rangeContains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}

/** Negative when `a` comes before `b` in the text, 0 when they are the same place, positive otherwise. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
