import type { Definition } from '../../protocol/definition';
import type { DocumentSnapshot } from '../../protocol/snapshot';
import type { TrainingContext } from '../../protocol/training/context';
import { comparePositions, rangeContains, type Position, type Range } from '../../protocol/text';

/**
 * The definition that a cursor stands on: the innermost around it, the one whose name it is on, or the only one that
 * begins on its line, as it does with the cursor on `export const`. Null when there is none.
 */
export function definitionAt(snapshot: DocumentSnapshot, position: Position): Definition | null {
  const definitions = snapshot.definitions.map(({ definition }) => definition);
  const named = definitions.find(({ nameRange }) => rangeContains(nameRange, position));
  const beginning = definitions.filter(({ nameRange }) => nameRange.start.line === position.line);
  const [only = null] = beginning.length === 1 ? beginning : [];
  return innermostAround(definitions, position) ?? named ?? only;
}

function innermostAround(definitions: readonly Definition[], position: Position): Definition | null {
  return definitions
    .filter(({ range }) => rangeContains(range, position))
    .reduce<Definition | null>(
      (innermost, candidate) =>
        innermost === null || encloses(innermost.range, candidate.range) ? candidate : innermost,
      null,
    );
}

/** The first definition whose name stands in a range, or null when there is none. */
export function definitionWithin(snapshot: DocumentSnapshot, range: Range): Definition | null {
  const found = snapshot.definitions.find(({ definition }) =>
    rangeContains(range, definition.nameRange.start),
  );
  return found?.definition ?? null;
}

/** The definition of an id, or null when the document has it no longer. */
export function definitionOf(snapshot: DocumentSnapshot, definitionId: string): Definition | null {
  return snapshot.definitions.find(({ definition }) => definition.id === definitionId)?.definition ?? null;
}

/**
 * Every document that a snapshot speaks of, or what is known of training beside it: the only ones that its page may ask
 * to open.
 */
export function documentsOf(
  snapshot: DocumentSnapshot,
  training: TrainingContext | null,
): ReadonlySet<string> {
  const mentioned = snapshot.definitions.flatMap(({ definition, evaluation }) => [
    ...definition.parameters.map(({ uri }) => uri),
    ...(definition.slice?.sources ?? []),
    definition.timeline.horizon.place?.uri,
    definition.timeline.stepsPerEpoch?.place?.uri,
    definition.timeline.initialRate?.place?.uri,
    definition.problem?.location?.uri,
    evaluation?.problem?.location?.uri,
  ]);
  return new Set(
    [snapshot.uri, ...mentioned, ...trainingDocuments(training)].filter((uri) => uri !== undefined),
  );
}

function trainingDocuments(training: TrainingContext | null): readonly (string | undefined)[] {
  if (training === null) return [];
  const { optimizers, models, data, compile, epochs, batchSize } = training;
  const functions = [...models, ...data].flatMap(({ uri, slice, problem }) => [
    uri,
    problem?.location?.uri,
    ...(slice?.sources ?? []),
  ]);
  return [
    ...optimizers.map(({ uri }) => uri),
    ...functions,
    compile?.uri,
    epochs?.place?.uri,
    batchSize?.place?.uri,
  ];
}

function encloses(outer: Range, inner: Range): boolean {
  return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}
