import type { Definition } from '../../protocol/definition';
import type { DocumentSnapshot } from '../../protocol/snapshot';
import { comparePositions, rangeContains, type Position, type Range } from '../../protocol/text';

/** One change of a text, as the editor tells it. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/**
 * Where a stretch of text stands after changes, each told by the places before it. Null when it is gone: a change went
 * beyond it, so that nobody can say what of the new text it is.
 */
export function placeAfter(place: Range, changes: readonly TextChange[]): Range | null {
  let now: Range | null = place;
  for (const change of changes) now = now === null ? null : after(now, change);
  return now;
}

function after(place: Range, { range, text }: TextChange): Range | null {
  const startsBefore = comparePositions(range.start, place.start) < 0;
  const endsBehind = comparePositions(range.end, place.end) > 0;
  if (comparePositions(range.start, place.end) >= 0 && endsBehind) return place;
  if (comparePositions(range.end, place.start) <= 0 && startsBefore) {
    return { start: moved(place.start, range, text), end: moved(place.end, range, text) };
  }
  if (startsBefore) {
    const start = moved(range.end, range, text);
    return endsBehind ? null : { start, end: moved(place.end, range, text) };
  }
  const coversAll = comparePositions(range.start, place.start) === 0 && endsBehind;
  if (coversAll) return null;
  return { start: place.start, end: endsBehind ? range.start : moved(place.end, range, text) };
}

/** Where a position at or behind the end of a change comes to be. */
function moved(position: Position, { start, end }: Range, text: string): Position {
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  const line = position.line + lines.length - 1 - (end.line - start.line);
  if (position.line !== end.line) return { line, character: position.character };
  const before = lines.length === 1 ? start.character : 0;
  return { line, character: before + last.length + position.character - end.character };
}

/**
 * A definition in a newer snapshot than the one it is known from. Its place decides: a definition of the same name may have
 * come or gone, and it may have been renamed. Null when it is gone.
 * @param place where its name stands now; null when that is not known
 */
export function followed(
  { definition, among }: { readonly definition: Definition; readonly among: DocumentSnapshot },
  place: Range | null,
  newest: DocumentSnapshot,
): Definition | null {
  const there = newest.definitions
    .map((one) => one.definition)
    .filter(({ kind }) => kind === definition.kind);
  if (place !== null) {
    return there.find(({ nameRange }) => touches(nameRange, place)) ?? null;
  }
  // Without a place its id tells which it is, if there was and is but one of that name.
  const namesakes = namesakesOf(definition, newest);
  const [only = null] = namesakes;
  return namesakes.length === 1 && namesakesOf(definition, among).length === 1 ? only : null;
}

function namesakesOf({ id }: Definition, { definitions }: DocumentSnapshot): readonly Definition[] {
  return definitions.map(({ definition }) => definition).filter((one) => baseOf(one.id) === baseOf(id));
}

/** Without the ordinal among equals. */
function baseOf(id: string): string {
  return id.replace(/#\d+$/, '');
}

function touches(a: Range, b: Range): boolean {
  return rangeContains(a, b.start) || rangeContains(b, a.start);
}
