import { type Range, rangeContains, type Position } from '../protocol/text';
import type { EvaluatedDefinition } from '../protocol/snapshot';

/** A text with what was found in it. */
export interface Reading {
  readonly text: string;
  readonly definitions: readonly EvaluatedDefinition[];
}

/**
 * Keeps the last good result of what is half-typed just now: of definitions that a fault of the text stands in, and of
 * those that are gone while the text is broken.
 * @param faults where the text of `current` has syntax errors.
 */
export function keepLastGood(
  current: Reading,
  previous: Reading | null,
  faults: readonly Position[],
): readonly EvaluatedDefinition[] {
  if (previous === null || faults.length === 0) {
    return current.definitions;
  }
  const before = new Map(previous.definitions.map((one) => [one.definition.id, one]));
  const kept = current.definitions.map((one) => {
    const earlier = before.get(one.definition.id);
    before.delete(one.definition.id);
    const halfTyped = faults.some((fault) => rangeContains(one.definition.range, fault));
    return halfTyped && earlier !== undefined ? stale(one, earlier) : one;
  });
  const move = lineMove(previous.text, current.text);
  const gone = [...before.values()].map((one) => ({ ...one, definition: moved(one, move), stale: true }));
  return [...kept, ...gone].sort((a, b) => a.definition.range.start.line - b.definition.range.start.line);
}

/** The earlier result at the place that the definition has now. */
function stale(now: EvaluatedDefinition, earlier: EvaluatedDefinition): EvaluatedDefinition {
  const { range, nameRange, constructorRange } = now.definition;
  return {
    ...earlier,
    definition: { ...earlier.definition, range, nameRange, constructorRange },
    stale: true,
  };
}

type LineMove = (line: number) => number;

/** How lines moved between two texts that differ in one stretch: those below it moved by the lines it gained or lost. */
function lineMove(before: string, after: string): LineMove {
  const oldLines = before.split('\n');
  const newLines = after.split('\n');
  let same = 0;
  while (same < oldLines.length && same < newLines.length && oldLines[same] === newLines[same]) {
    same += 1;
  }
  const gained = newLines.length - oldLines.length;
  return (line) => Math.max(0, Math.min(newLines.length - 1, line <= same ? line : line + gained));
}

function moved(one: EvaluatedDefinition, move: LineMove): EvaluatedDefinition['definition'] {
  const shift = (range: Range): Range => ({
    start: { ...range.start, line: move(range.start.line) },
    end: { ...range.end, line: move(range.end.line) },
  });
  const { definition } = one;
  return {
    ...definition,
    range: shift(definition.range),
    nameRange: shift(definition.nameRange),
    constructorRange: definition.constructorRange === null ? null : shift(definition.constructorRange),
  };
}
