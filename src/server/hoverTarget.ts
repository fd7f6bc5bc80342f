import type { EvaluatedDefinition, DocumentSnapshot } from '../protocol/snapshot';
import { type Position, type Range, rangeContains } from '../protocol/text';

/** What a pointer is on. */
export interface HoverTarget {
  readonly evaluated: EvaluatedDefinition;
  readonly range: Range;
  /** The index that the text under the pointer speaks of; null when it speaks of none. */
  readonly at: number | null;
}

/** The schedule that a place in the text belongs to: a call on it, one of its parameters, its constructor or its name. */
export function hoverTarget(snapshot: DocumentSnapshot, position: Position): HoverTarget | null {
  const call = snapshot.calls.find(({ range }) => rangeContains(range, position));
  const called = snapshot.definitions.find(({ definition }) => definition.id === call?.definitionId);
  if (call !== undefined && called !== undefined) {
    return { evaluated: called, range: call.range, at: call.at };
  }
  for (const evaluated of snapshot.definitions) {
    const target = targetIn(evaluated, snapshot.uri, position);
    if (target !== null) {
      return target;
    }
  }
  return null;
}

function targetIn(evaluated: EvaluatedDefinition, uri: string, position: Position): HoverTarget | null {
  const { definition } = evaluated;
  const parameter = definition.parameters.find(
    (one) => one.uri === uri && rangeContains(one.range, position),
  );
  if (parameter !== undefined) {
    return { evaluated, range: parameter.range, at: indexOf(parameter.name, evaluated) };
  }
  for (const range of [definition.nameRange, definition.constructorRange]) {
    if (range !== null && rangeContains(range, position)) {
      return { evaluated, range, at: null };
    }
  }
  return null;
}

/** The index that a parameter stands for: the row of that name, which knows what the count is counted from. */
function indexOf(name: string, { definition, evaluation }: EvaluatedDefinition): number | null {
  const row = evaluation?.curve?.notable.find(({ label }) => label === name);
  if (row !== undefined) {
    return row.at;
  }
  const parameter = definition.parameters.find((one) => one.name === name);
  return parameter !== undefined && (parameter.unit === 'steps' || parameter.unit === 'epochs')
    ? Number(parameter.value)
    : null;
}
