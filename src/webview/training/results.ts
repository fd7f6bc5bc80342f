import type { Contestant } from '../../protocol/training/storedRun';
import { compare, type ComparisonRow } from '../../training/results/comparison';
import type { Comparison } from './comparison';
import type { RunTrace } from './runTrace';

/** What came of one contestant. */
export interface Result extends ComparisonRow {
  readonly contestant: Contestant;
  readonly traces: readonly RunTrace[];
  /** Runs that failed. */
  readonly failed: number;
  /** Whether no other has a lower final loss. */
  readonly best: boolean;
}

/**
 * The loss at which steps are compared where nothing else is known: the lowest that every run which did not go wrong has
 * been at, to three digits. Null while there is no such run.
 */
export function commonThreshold(comparison: Comparison): number | null {
  const worst = resultsOf(comparison, null)
    .filter(({ divergedAt, failed }) => divergedAt.length === 0 && failed === 0)
    .flatMap(({ bestLoss }) => bestLoss?.high ?? [])
    .reduce((high, loss) => Math.max(high, loss), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(worst)) {
    return null;
  }
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(worst) || 1)) - 2);
  return Number((Math.ceil(worst / unit) * unit).toPrecision(3));
}

/** The results in the order of their merit: by final loss, then those that diverged, the latest first, then those that failed. */
export function resultsOf(comparison: Comparison, threshold: number | null): readonly Result[] {
  const rows = compare(comparison.records, threshold);
  const results = comparison.plan.contestants.map((contestant) => {
    const traces = comparison.tracesOf(contestant.id);
    const row = rows.find(({ contestantId }) => contestantId === contestant.id) ?? unknown(contestant.id);
    return { ...row, contestant, traces, failed: traces.filter(({ state }) => state === 'failed').length };
  });
  const sorted = results.sort((a, b) => meritOf(a) - meritOf(b));
  const lowest = sorted[0] === undefined ? Number.NaN : meritOf(sorted[0]);
  return sorted.map((result) => ({
    ...result,
    best: sorted.length > 1 && result.finalLoss !== null && meritOf(result) === lowest,
  }));
}

/** Lower is better. */
function meritOf({
  finalLoss,
  divergedAt,
  failed,
}: Pick<Result, 'finalLoss' | 'divergedAt' | 'failed'>): number {
  if (failed > 0) {
    return Number.MAX_VALUE;
  }
  const [first] = divergedAt;
  if (finalLoss === null) {
    return first === undefined ? Number.MAX_VALUE / 2 : Number.MAX_VALUE / (4 + first);
  }
  return finalLoss.median;
}

/** A contestant of which no run has begun. */
function unknown(contestantId: string): ComparisonRow {
  return {
    contestantId,
    seeds: 0,
    finalLoss: null,
    bestLoss: null,
    stepsToThreshold: null,
    reached: 0,
    divergedAt: [],
    validationLoss: null,
    accuracy: null,
    time: null,
  };
}
