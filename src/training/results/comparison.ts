import type { RunRecord } from '../../protocol/training/storedRun';
import { smoothed, smoothingWindow } from './smoothing';

/**
 * How the losses of a table are smoothed, in one sentence for a person.
 * @param steps updates of the run.
 */
export function smoothingNote(steps: number): string {
  const window = Math.round(smoothingWindow(steps));
  return `Losses are an exponential mean over about ${window} updates, corrected for its start.`;
}

/** What became of one run. */
export interface RunFigures {
  /** The smoothed loss after the last update; null where there is none, or the run diverged. */
  readonly finalLoss: number | null;
  /** The lowest smoothed loss, once as many updates were made as it is smoothed over. */
  readonly bestLoss: number | null;
  /** The update with that loss, 0-based. */
  readonly bestStep: number | null;
  /** Updates until the smoothed loss was at the threshold; null where it never was. */
  readonly stepsToThreshold: number | null;
  /** The update at which it diverged; null where it did not. */
  readonly divergedAt: number | null;
  /** At the last look at the validation data. */
  readonly validationLoss: number | null;
  readonly accuracy: number | null;
  /** Milliseconds. */
  readonly time: number;
}

/** @param threshold the smoothed loss at which the problem counts as learned; null for a model of the person's own. */
export function figuresOf(record: RunRecord, threshold: number | null): RunFigures {
  const { losses, steps, end } = record;
  const window = smoothingWindow(steps);
  const means = smoothed(losses, window);
  const diverged = end === 'diverged';
  let best = -1;
  let reached: number | null = null;
  means.forEach((mean, i) => {
    const at = losses.at[i] ?? 0;
    // Before that the mean is one of a few batches, and one easy batch would pass for the best of all.
    const isSettled = at + 1 >= Math.min(window, steps);
    if (isSettled && (best < 0 || mean < (means[best] ?? Infinity))) {
      best = i;
    }
    if (isSettled && reached === null && threshold !== null && mean <= threshold) {
      reached = at + 1;
    }
  });
  return {
    finalLoss: diverged ? null : (means.at(-1) ?? null),
    bestLoss: means[best] ?? null,
    bestStep: losses.at[best] ?? null,
    stepsToThreshold: reached,
    divergedAt: diverged ? Math.max(0, steps - 1) : null,
    validationLoss: diverged ? null : (record.validationLosses.values.at(-1) ?? null),
    accuracy: diverged ? null : (record.accuracies.values.at(-1) ?? null),
    time: record.time,
  };
}

/** The middle of the values of several seeds, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** What became of one contestant over its seeds. A figure is null where the middle seed has none. */
export interface ComparisonRow {
  readonly contestantId: string;
  readonly seeds: number;
  readonly finalLoss: Spread | null;
  readonly bestLoss: Spread | null;
  readonly stepsToThreshold: Spread | null;
  /** Seeds that reached the threshold. */
  readonly reached: number;
  /** The updates at which seeds diverged, rising. */
  readonly divergedAt: readonly number[];
  readonly validationLoss: Spread | null;
  readonly accuracy: Spread | null;
  /** Milliseconds. */
  readonly time: Spread | null;
}

/** A row for each contestant that has runs, in the order in which they first come. */
export function compare(records: readonly RunRecord[], threshold: number | null): readonly ComparisonRow[] {
  const byContestant = new Map<string, RunFigures[]>();
  for (const record of records) {
    const figures = byContestant.get(record.contestantId) ?? [];
    byContestant.set(record.contestantId, [...figures, figuresOf(record, threshold)]);
  }
  return [...byContestant].map(([contestantId, figures]) => {
    const low = (figure: (one: RunFigures) => number | null): Spread | null =>
      spreadOf(figures.map(figure), Infinity);
    return {
      contestantId,
      seeds: figures.length,
      finalLoss: low(({ finalLoss }) => finalLoss),
      bestLoss: low(({ bestLoss }) => bestLoss),
      stepsToThreshold: low(({ stepsToThreshold }) => stepsToThreshold),
      reached: figures.filter(({ stepsToThreshold }) => stepsToThreshold !== null).length,
      divergedAt: figures.flatMap(({ divergedAt }) => divergedAt ?? []).sort((a, b) => a - b),
      validationLoss: low(({ validationLoss }) => validationLoss),
      accuracy: spreadOf(
        figures.map(({ accuracy }) => accuracy),
        -Infinity,
      ),
      time: low(({ time }) => time),
    };
  });
}

/**
 * The median of an even number of values is the mean of the middle two.
 * @param worst what a missing value counts as, so that a seed that failed pulls the middle down rather than out.
 */
function spreadOf(values: readonly (number | null)[], worst: number): Spread | null {
  const sorted = values.map((value) => value ?? worst).sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? worst;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? worst;
  const median = upper === lower ? upper : (lower + upper) / 2;
  const known = sorted.filter((value) => Number.isFinite(value));
  const low = known[0];
  const high = known.at(-1);
  return !Number.isFinite(median) || low === undefined || high === undefined ? null : { median, low, high };
}
