import { type Baselines, baselinesOf, ratesOverRun } from '../../training/results/baselines';
import type { ConstantKind } from '../../protocol/training/form';
import type { RateProgram } from '../../protocol/training/job';
import type { TrainingSetup } from '../../protocol/training/setup';
import type { Contestant } from '../../protocol/training/storedRun';
import { lastIndexOf } from '../../protocol/definition';
import { formatRate } from '../../protocol/numbers';
import type { Series } from '../series';
import { TRAINING } from './trainingStrings';

/** What is compared at most: more lines than this nobody tells apart. */
export const MOST_CONTESTANTS = 8;

/** A contestant and how its rate comes about. */
export interface Entrant {
  readonly contestant: Contestant;
  readonly rate: RateProgram;
  /** Updates in an epoch, for this contestant. */
  readonly stepsPerEpoch: number;
}

/** How a schedule lies in a run. */
export interface Pacing {
  /** Indices of a schedule of steps to an update. */
  readonly stride: number;
  readonly stepsPerEpoch: number;
  /** Whether the run goes through the schedule faster than it is written, to reach its end. */
  readonly hurried: boolean;
}

/** How a schedule lies in a run: as it is written, or gone through whole when it is longer than the run. */
export function pacingOf(
  { definition }: Pick<Series, 'definition'>,
  { steps, stepsPerEpoch, wholeSchedule }: Pick<TrainingSetup, 'steps' | 'stepsPerEpoch' | 'wholeSchedule'>,
): Pacing {
  const horizon = definition.timeline.horizon.value;
  const asWritten = { stride: 1, stepsPerEpoch, hurried: false };
  if (!wholeSchedule) {
    return asWritten;
  }
  if (definition.index === 'step') {
    return horizon > steps ? { stride: horizon / steps, stepsPerEpoch, hurried: true } : asWritten;
  }
  return horizon * stepsPerEpoch > steps
    ? { stride: 1, stepsPerEpoch: Math.max(1, Math.floor(steps / horizon)), hurried: true }
    : asWritten;
}

/** The contestant that a schedule of the file is; null for one that cannot be run. */
export function scheduleEntrant(series: Series, setup: TrainingSetup): Entrant | null {
  const { definition } = series;
  if (definition.slice === null) {
    return null;
  }
  const { stride, stepsPerEpoch } = pacingOf(series, setup);
  return {
    contestant: { id: definition.id, name: definition.name, kind: 'schedule', definitionId: definition.id },
    rate: {
      kind: 'slice',
      slice: definition.slice,
      index: definition.index,
      initialRate: definition.timeline.initialRate?.value ?? null,
      horizon: definition.timeline.horizon.value,
      stepsPerEpoch: definition.timeline.stepsPerEpoch?.value ?? 1,
      stride,
    },
    stepsPerEpoch,
  };
}

/** The contestant of a constant rate. @param series the schedule whose mean or peak it is; null for a rate given by hand. */
export function constantEntrant(
  kind: ConstantKind,
  rate: number,
  series: Series | null,
  { stepsPerEpoch }: TrainingSetup,
): Entrant {
  const name =
    kind === 'constant' || series === null
      ? TRAINING.constant(formatRate(rate))
      : TRAINING.constantOf(kind, formatRate(rate));
  return {
    contestant: { id: kind, name, kind, definitionId: series?.definition.id ?? null },
    rate: { kind: 'constant', rate },
    stepsPerEpoch,
  };
}

/**
 * The mean and the highest of the rates that a run of this schedule would have; null where its curve is not known. Beyond
 * the curve its last rate goes on.
 */
export function ratesOfRun(series: Series, setup: TrainingSetup): Baselines | null {
  const { samples, definition } = series;
  const { stride, stepsPerEpoch } = pacingOf(series, setup);
  const last =
    samples === null
      ? 0
      : Math.min(samples.lastIndex, lastIndexOf(definition.index, definition.timeline.horizon.value));
  const rateAt = (index: number): number => samples?.rateAt(Math.min(last, index))?.rate ?? Number.NaN;
  return baselinesOf(ratesOverRun(rateAt, definition.index, setup.steps, stepsPerEpoch, stride));
}
