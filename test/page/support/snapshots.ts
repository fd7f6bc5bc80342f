import type { Curve, Evaluation, RatePoint } from '../../../src/protocol/curve';
import {
  type Definition,
  type IndexUnit,
  lastIndexOf,
  type TimelineValue,
} from '../../../src/protocol/definition';
import type { PreviewSnapshot } from '../../../src/protocol/preview';
import type { Problem } from '../../../src/protocol/problem';
import type { SliceForm } from '../../../src/protocol/slice';
import type { EvaluatedDefinition } from '../../../src/protocol/snapshot';

export const URI = 'file:///work/train.ts';

/** A schedule as a test describes it; what it leaves out is filled in as the server would. */
export interface ScheduleSketch {
  readonly name: string;
  /** Lines of JavaScript of module 0; must set `exports.$root`. Null for a definition without a slice. */
  readonly code: readonly string[] | null;
  readonly slots?: readonly (number | boolean)[];
  readonly form?: SliceForm;
  readonly index?: IndexUnit;
  readonly horizon?: number;
  readonly horizonFrom?: TimelineValue['from'];
  readonly stepsPerEpoch?: number | null;
  readonly initialRate?: number | null;
  readonly usesTensors?: boolean;
  /** The line of the document that the first line of `code` came from, 0-based. */
  readonly line?: number;
  /** The rates the sandbox found, by index; null for none. */
  readonly sandbox?: ((index: number) => number) | null;
  readonly problem?: Problem | null;
  readonly missing?: readonly string[];
  readonly stale?: boolean;
}

/** Points that the sandbox's curve has, beside the first. */
const SANDBOX_POINTS = 200;

export function evaluated(sketch: ScheduleSketch): EvaluatedDefinition {
  const definition = definitionOf(sketch);
  const key =
    definition.slice === null
      ? null
      : JSON.stringify([definition.slice.code, definition.slice.slots, definition.timeline]);
  return { definition, key, evaluation: evaluationOf(sketch), stale: sketch.stale ?? false };
}

function definitionOf(sketch: ScheduleSketch): Definition {
  const line = sketch.line ?? 4;
  const range = { start: { line, character: 6 }, end: { line, character: 40 } };
  const place = { uri: URI, line: line + 10, text: 'epochs: 20' };
  const stepsPerEpoch = sketch.stepsPerEpoch ?? null;
  return {
    id: `schedule-instance:${sketch.name}`,
    name: sketch.name,
    kind: 'schedule-instance',
    schedule: 'CosineDecay',
    index: sketch.index ?? 'step',
    range,
    nameRange: range,
    constructorRange: range,
    parameters: [],
    timeline: {
      horizon: {
        value: sketch.horizon ?? 1000,
        from: sketch.horizonFrom ?? 'parameters',
        place: sketch.horizonFrom === 'source' ? place : null,
      },
      stepsPerEpoch: stepsPerEpoch === null ? null : { value: stepsPerEpoch, from: 'source', place },
      initialRate: sketch.initialRate == null ? null : { value: sketch.initialRate, from: 'source', place },
    },
    missing: sketch.missing ?? [],
    slice:
      sketch.code === null
        ? null
        : {
            code: sliceCode(sketch.code),
            form: sketch.form ?? 'schedule',
            slots: sketch.slots ?? [],
            given: {},
            sources: [URI],
            // The first line of a slice is ours.
            lines: [null, ...sketch.code.map((_, i) => ({ source: 0, line: line + i })), null],
            usesTensors: sketch.usesTensors ?? false,
            stateless: false,
          },
    problem: sketch.code === null ? (sketch.problem ?? null) : null,
  };
}

function sliceCode(lines: readonly string[]): string {
  return ['(function ($lr) { return [function (exports, require) {', ...lines, '}]; })'].join('\n');
}

function evaluationOf(sketch: ScheduleSketch): Evaluation | null {
  const problem = sketch.problem ?? null;
  if (sketch.sandbox == null) {
    return problem === null ? null : { host: 'sandbox', curve: null, problem };
  }
  const last = lastIndexOf(sketch.index ?? 'step', sketch.horizon ?? 1000);
  const end = problem?.at ?? last;
  const count = Math.min(end, SANDBOX_POINTS);
  const rateAt = sketch.sandbox;
  const points = Array.from({ length: count + 1 }, (_, i): RatePoint => {
    const at = count === 0 ? 0 : Math.round((end * i) / count);
    return { at, rate: rateAt(at) };
  }).filter(({ rate }) => Number.isFinite(rate));
  return { host: 'sandbox', curve: curveOf(points, last), problem };
}

function curveOf(points: readonly RatePoint[], lastIndex: number): Curve {
  const [start] = points;
  const end = points.at(-1);
  if (start === undefined || end === undefined) {
    return { lastIndex, points, statistics: null, notable: [], sentence: '' };
  }
  const lowest = points.reduce((low, point) => (point.rate < low.rate ? point : low));
  const highest = points.reduce((high, point) => (point.rate > high.rate ? point : high));
  const mean = points.reduce((sum, { rate }) => sum + rate, 0) / points.length;
  return {
    lastIndex,
    points,
    statistics: { start, end, lowest, highest, mean },
    notable: [
      { ...start, label: 'start' },
      { ...end, label: 'end' },
    ],
    sentence: `goes from ${start.rate} to ${end.rate} in the sandbox`,
  };
}

/** A snapshot of a document with these schedules. */
export function snapshot(
  generation: number,
  sketches: readonly ScheduleSketch[],
  rest: Partial<Omit<PreviewSnapshot, 'type' | 'generation'>> = {},
): PreviewSnapshot {
  return {
    type: 'snapshot',
    generation,
    document: {
      uri: URI,
      version: generation,
      definitions: sketches.map(evaluated),
      calls: [],
      notice: null,
    },
    fileName: 'train.ts',
    reveal: [],
    trusted: true,
    pinned: null,
    theme: 'dark',
    notice: null,
    view: null,
    training: null,
    pickedModel: null,
    runs: [],
    ...rest,
  };
}

/** A cosine decay of our library: initial rate and steps are slots, as an edit of the numbers makes them. */
export function cosine(
  name: string,
  initial: number,
  steps: number,
  more: Partial<ScheduleSketch> = {},
): ScheduleSketch {
  return {
    name,
    code: [
      `const { CosineDecay } = require('tfjs-lr-schedules');`,
      `exports.$root = () => new CosineDecay({ initialLearningRate: $lr.slots[0], decaySteps: $lr.slots[1] });`,
    ],
    slots: [initial, steps],
    horizon: steps,
    sandbox: (step) => cosineRate(initial, steps, step),
    ...more,
  };
}

/** The formula of Keras's CosineDecay without warmup and alpha. */
export function cosineRate(initial: number, steps: number, step: number): number {
  return initial * 0.5 * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps));
}
