import type { Curve, Evaluation, RatePoint } from '../../../src/protocol/curve';
import type { Definition } from '../../../src/protocol/definition';
import type { Problem } from '../../../src/protocol/problem';
import type { Slice } from '../../../src/protocol/slice';
import type { DocumentSnapshot, EvaluatedDefinition } from '../../../src/protocol/snapshot';
import type { Range } from '../../../src/protocol/text';

export const DOCUMENT = 'file:///train.ts';

/** A stretch of one line. */
export function span(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}

export function sliceAt(line: number): Slice {
  return {
    code: '() => 0',
    form: 'schedule',
    slots: [],
    given: {},
    sources: [DOCUMENT],
    lines: [null, { source: 0, line }],
    usesTensors: false,
    stateless: false,
  };
}

/** `const schedule = new CosineDecay({ … });` on line 2: the name from 6 to 14, the constructor from 21 to 32. */
export function definitionOf(changes: Partial<Definition> = {}): Definition {
  return {
    id: 'schedule-instance:schedule',
    name: 'schedule',
    kind: 'schedule-instance',
    schedule: 'CosineDecay',
    index: 'step',
    range: span(2, 17, 60),
    nameRange: span(2, 6, 14),
    constructorRange: span(2, 21, 32),
    parameters: [],
    timeline: {
      horizon: { value: 1000, from: 'parameters', place: null },
      stepsPerEpoch: null,
      initialRate: null,
    },
    missing: [],
    slice: sliceAt(2),
    problem: null,
    ...changes,
  };
}

/** A curve through points in straight lines; statistics are of these points. */
export function curveThrough(...rates: readonly RatePoint[]): Curve {
  const finite = rates.filter(({ rate }) => Number.isFinite(rate));
  const [start] = finite;
  const end = finite.at(-1);
  const by = (better: (a: number, b: number) => boolean): RatePoint | undefined =>
    finite.reduce<RatePoint | undefined>(
      (best, one) => (best === undefined || better(one.rate, best.rate) ? one : best),
      undefined,
    );
  const lowest = by((a, b) => a < b);
  const highest = by((a, b) => a > b);
  return {
    lastIndex: rates.at(-1)?.at ?? 0,
    points: rates,
    statistics:
      start === undefined || end === undefined || lowest === undefined || highest === undefined
        ? null
        : { start, end, lowest, highest, mean: Number.NaN },
    notable: [],
    sentence: 'falls',
  };
}

export function evaluationOf(curve: Curve | null, problem: Problem | null = null): Evaluation {
  return { host: 'sandbox', curve, problem };
}

export function evaluatedOf(
  definition: Definition,
  evaluation: Evaluation | null,
  stale = false,
): EvaluatedDefinition {
  return { definition, key: 'key', evaluation, stale };
}

export function snapshotOf(
  definitions: readonly EvaluatedDefinition[],
  calls: DocumentSnapshot['calls'] = [],
): DocumentSnapshot {
  return { uri: DOCUMENT, version: 1, definitions, calls, notice: null };
}

export function problemAt(line: number | null, message = 'schedule throws Error: no'): Problem {
  return {
    code: 'threw',
    message,
    location: line === null ? null : { uri: DOCUMENT, range: span(line, 0, 4) },
    at: null,
    names: [],
  };
}
