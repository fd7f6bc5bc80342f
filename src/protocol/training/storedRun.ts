import { type Guarded, guards } from '../guard';
import { isTrainingEnd } from './messages';
import { isTrainingSetup } from './setup';

/** One of the schedules compared. */
export const isContestant = guards.object({
  /** Unique in its run. */
  id: guards.string,
  name: guards.string,
  kind: guards.oneOf(
    guards.literal('schedule'),
    guards.literal('constant-mean'),
    guards.literal('constant-peak'),
    /** A constant rate that the person gave. */
    guards.literal('constant'),
    guards.literal('range-test'),
  ),
  /** The definition it came from, by id; null for none. */
  definitionId: guards.nullable(guards.string),
});
export type Contestant = Guarded<typeof isContestant>;

/** A series thinned to what a picture needs; `at` are updates, 0-based and rising. */
const isSeries = guards.object({ at: guards.array(guards.count), values: guards.array(guards.finite) });
export type RunSeries = Guarded<typeof isSeries>;

const isEffectiveRates = guards.object({
  step: guards.count,
  low: guards.finite,
  median: guards.finite,
  high: guards.finite,
});

const isRecord = guards.object({
  contestantId: guards.string,
  seed: guards.count,
  end: isTrainingEnd,
  /** Updates made. */
  steps: guards.count,
  /** Milliseconds. */
  time: guards.finite,
  message: guards.nullable(guards.string),
  losses: isSeries,
  rates: isSeries,
  validationLosses: isSeries,
  accuracies: isSeries,
  effectiveRates: guards.array(isEffectiveRates),
  /** For problems of two weights: x and y in pairs; else empty. */
  path: guards.array(guards.finite),
});
export type RunRecord = Guarded<typeof isRecord>;

const runHeader = {
  version: guards.literal(1),
  id: guards.string,
  /** Milliseconds since 1970. */
  created: guards.count,
  /** What a list calls it, such as “Two spirals · adam · 3 schedules”. */
  title: guards.string,
  /** The document whose schedules were trained. */
  uri: guards.string,
};

/** A run as a list shows it. */
export const isRunSummary = guards.object(runHeader);
export type RunSummary = Guarded<typeof isRunSummary>;

/** A run as it is kept and exported: everything needed to show it and to repeat it. */
export const isStoredRun = guards.object({
  ...runHeader,
  setup: isTrainingSetup,
  contestants: guards.array(isContestant),
  /** The jobs, so that the run can be repeated when the source has changed: JSON of `TrainingJob`, by contestant. */
  jobs: guards.record(guards.string),
  records: guards.array(isRecord),
});
export type StoredRun = Guarded<typeof isStoredRun>;
