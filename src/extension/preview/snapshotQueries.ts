import type { Definition } from '../../protocol/definition';
import type { DocumentSnapshot } from '../../protocol/snapshot';
import { comparePositions, rangeContains, type Position, type Range } from '../../protocol/text';

/** The innermost definition around a position, or null. */
export function definitionAt(snapshot: DocumentSnapshot, position: Position): Definition | null {
  return snapshot.definitions
    .map(({ definition }) => definition)
    .filter(({ range }) => rangeContains(range, position))
    .reduce<Definition | null>(
      (innermost, candidate) =>
        innermost === null || encloses(innermost.range, candidate.range) ? candidate : innermost,
      null,
    );
}

/** The definition of an id, or null when the document has it no longer. */
export function definitionOf(snapshot: DocumentSnapshot, definitionId: string): Definition | null {
  return snapshot.definitions.find(({ definition }) => definition.id === definitionId)?.definition ?? null;
}

/** Every document that a snapshot speaks of: the only ones that its page may ask to open. */
export function documentsOf(snapshot: DocumentSnapshot): ReadonlySet<string> {
  const mentioned = snapshot.definitions.flatMap(({ definition, evaluation }) => [
    ...definition.parameters.map(({ uri }) => uri),
    ...(definition.slice?.sources ?? []),
    definition.timeline.horizon.place?.uri,
    definition.timeline.stepsPerEpoch?.place?.uri,
    definition.timeline.initialRate?.place?.uri,
    definition.problem?.location?.uri,
    evaluation?.problem?.location?.uri,
  ]);
  return new Set([snapshot.uri, ...mentioned.filter((uri) => uri !== undefined)]);
}

function encloses(outer: Range, inner: Range): boolean {
  return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}
