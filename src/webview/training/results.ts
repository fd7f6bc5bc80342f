import type { Contestant } from '../../protocol/training/storedRun';
import type { Comparison } from './comparison';
import type { RunTrace } from './runTrace';

/** A figure over the seeds. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly count: number;
}

/** What came of one contestant. */
export interface Result {
  readonly contestant: Contestant;
  readonly traces: readonly RunTrace[];
  readonly finalLoss: Spread | null;
  readonly bestLoss: Spread | null;
  readonly validationLoss: Spread | null;
  readonly accuracy: Spread | null;
  /** Updates until the smoothed loss is at the threshold, over the seeds that come to it. */
  readonly stepsToThreshold: Spread | null;
  /** Updates made before each seed that diverged did. */
  readonly diverged: Spread | null;
  readonly failed: number;
  /** Milliseconds. */
  readonly time: Spread | null;
  /** Whether no other has a lower final loss. */
  readonly best: boolean;
}

/** Over the finite values; null when there is none. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values
    .filter((value) => value !== null)
    .filter((value) => Number.isFinite(value))
    .sort((a, b) => a - b);
  const lowest = sorted[0];
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined) {
    return null;
  }
  const upper = sorted[Math.floor(sorted.length / 2)] ?? lowest;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? lowest;
  return { median: (lower + upper) / 2, lowest, highest, count: sorted.length };
}

/**
 * The loss at which steps are compared where the person gives none: the lowest that every run which came to its end has
 * been at, to three digits. Null while there is no such run.
 */
export function commonThreshold({ traces }: Comparison): number | null {
  const reached = traces
    .filter(({ state }) => state === 'complete' || state === 'stopped' || state === 'running')
    .map(({ bestLoss }) => bestLoss)
    .filter((loss) => loss !== null);
  if (reached.length === 0) {
    return null;
  }
  const worst = Math.max(...reached);
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(worst) || 1)) - 2);
  return Number((Math.ceil(worst / unit) * unit).toPrecision(3));
}

/** The results in the order of their merit: by final loss, then those that diverged, the latest first, then those that failed. */
export function resultsOf(comparison: Comparison, threshold: number | null): readonly Result[] {
  const results = comparison.plan.contestants.map((contestant) => {
    const traces = comparison.tracesOf(contestant.id);
    const sound = traces.filter(({ state }) => state !== 'diverged' && state !== 'failed');
    return {
      contestant,
      traces,
      finalLoss: spreadOf(sound.map(({ finalLoss }) => finalLoss)),
      bestLoss: spreadOf(traces.map(({ bestLoss }) => bestLoss)),
      validationLoss: spreadOf(
        sound.map(({ validationLosses }) => validationLosses.valueOf(validationLosses.length - 1)),
      ),
      accuracy: spreadOf(sound.map(({ accuracies }) => accuracies.valueOf(accuracies.length - 1))),
      stepsToThreshold: spreadOf(threshold === null ? [] : traces.map((trace) => stepsTo(trace, threshold))),
      diverged: spreadOf(traces.map(({ state, steps }) => (state === 'diverged' ? steps : null))),
      failed: traces.filter(({ state }) => state === 'failed').length,
      time: spreadOf(traces.map(({ over, time }) => (over ? time : null))),
    };
  });
  const sorted = [...results].sort((a, b) => meritOf(a) - meritOf(b));
  const lowest = sorted[0]?.finalLoss?.median;
  return sorted.map((result) => ({
    ...result,
    best: results.length > 1 && result.diverged === null && result.finalLoss?.median === lowest,
  }));
}

/** Lower is better. */
function meritOf({ finalLoss, diverged, failed }: Pick<Result, 'finalLoss' | 'diverged' | 'failed'>): number {
  if (diverged !== null) {
    return 1e300 - diverged.median;
  }
  return failed > 0 || finalLoss === null ? Number.MAX_VALUE : finalLoss.median;
}

/** The first update whose smoothed loss is at the threshold or below; null where none is. */
export function stepsTo({ smoothedLosses }: RunTrace, threshold: number): number | null {
  for (let i = 0; i < smoothedLosses.length; i += 1) {
    if (smoothedLosses.valueOf(i) <= threshold) {
      return smoothedLosses.placeOf(i);
    }
  }
  return null;
}
