import type { TextReplacement } from '../../protocol/server';
import type { Position, Range } from '../../protocol/text';

/** A stretch of a text, by offsets, and what is put in its place. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all splices made. They must not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let copied = 0;
  for (const { start, end, text: replacement } of inOrder(splices)) {
    result += text.slice(copied, start) + replacement;
    copied = end;
  }
  return result + text.slice(copied);
}

/** Where an offset before which nothing is inserted at that very place comes to be once all splices are made. */
export function movedOffset(offset: number, splices: readonly Splice[]): number {
  return splices
    .filter(({ end }) => end <= offset)
    .reduce((moved, { start, end, text }) => moved + text.length - (end - start), offset);
}

/** The splices by lines and columns, in order of their place. */
export function replacements(text: string, splices: readonly Splice[]): readonly TextReplacement[] {
  return inOrder(splices).map(({ start, end, text: replacement }) => ({
    range: rangeIn(text, start, end),
    text: replacement,
  }));
}

export function rangeIn(text: string, start: number, end: number): Range {
  return { start: positionIn(text, start), end: positionIn(text, end) };
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function inOrder(splices: readonly Splice[]): readonly Splice[] {
  return [...splices].sort((a, b) => a.start - b.start);
}
