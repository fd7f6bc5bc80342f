import type { Problem } from '../../protocol/problem';
import type { EffectiveRates, TrainingEnd, TrainingProgress } from '../../protocol/training/messages';
import type { RunRecord } from '../../protocol/training/storedRun';
import { GrowingSeries } from './growingSeries';
import { RunningMean } from './smoothing';

/** Points that are kept of each series of a run that is over. */
const MOST_KEPT = 400;

/** How far a run is: not begun, being loaded, waiting for the person's word, under way, or over. */
export type TraceState = 'waiting' | 'loading' | 'asking' | 'running' | TrainingEnd;

/** What is known of one run: one contestant, one seed. Places are updates, 0-based. */
export class RunTrace {
  state: TraceState = 'waiting';
  /** Milliseconds from the first update to the last. */
  time = 0;
  problem: Problem | null = null;
  readonly losses = new GrowingSeries();
  readonly smoothedLosses = new GrowingSeries();
  readonly rates = new GrowingSeries();
  readonly validationLosses = new GrowingSeries();
  readonly accuracies = new GrowingSeries();
  readonly effectiveRates: EffectiveRates[] = [];
  /** Where the two weights were before each update, for problems that have no more. */
  readonly path: { readonly x: number; readonly y: number }[] = [];
  private readonly mean: RunningMean;
  private lowest: number | null = null;
  private latest: number | null = null;
  private made = 0;

  /** @param window updates over which the losses are averaged. */
  constructor(
    readonly contestantId: string,
    readonly seed: number,
    window: number,
  ) {
    this.mean = new RunningMean(window);
  }

  /** A run that was kept, with the points that were kept of it. */
  static of(record: RunRecord): RunTrace {
    const trace = new RunTrace(record.contestantId, record.seed, 1);
    trace.state = record.end;
    trace.time = record.time;
    trace.made = record.steps;
    trace.lowest = record.bestLoss;
    trace.latest = record.finalLoss;
    trace.problem =
      record.message === null
        ? null
        : { code: 'threw', message: record.message, location: null, at: null, names: [] };
    copy(record.losses, trace.losses);
    copy(record.smoothedLosses, trace.smoothedLosses);
    copy(record.rates, trace.rates);
    copy(record.validationLosses, trace.validationLosses);
    copy(record.accuracies, trace.accuracies);
    trace.effectiveRates.push(...record.effectiveRates);
    for (let i = 0; i + 1 < record.path.length; i += 2) {
      trace.path.push({ x: record.path[i] ?? 0, y: record.path[i + 1] ?? 0 });
    }
    return trace;
  }

  /** Updates made. */
  get steps(): number {
    return this.made;
  }

  /** The last smoothed loss; null where there is none. */
  get finalLoss(): number | null {
    return this.latest;
  }

  /** The lowest smoothed loss; null where there is none. */
  get bestLoss(): number | null {
    return this.lowest;
  }

  get over(): boolean {
    return (
      this.state === 'complete' ||
      this.state === 'stopped' ||
      this.state === 'diverged' ||
      this.state === 'failed'
    );
  }

  /** Takes what a worker tells of further updates; what does not follow on what is known is dropped. */
  append({ from, losses, rates, validation, effective, path }: TrainingProgress): void {
    if (from !== this.made) {
      return;
    }
    for (let i = 0; i < losses.length; i += 1) {
      const loss = losses[i] ?? Number.NaN;
      const smoothed = this.mean.add(loss);
      this.losses.push(this.made, loss);
      this.smoothedLosses.push(this.made, smoothed);
      this.rates.push(this.made, rates[i] ?? Number.NaN);
      if (Number.isFinite(smoothed)) {
        this.latest = smoothed;
        this.lowest = this.lowest === null ? smoothed : Math.min(this.lowest, smoothed);
      }
      this.made += 1;
    }
    for (const { step, loss, accuracy } of validation) {
      this.validationLosses.push(step, loss);
      if (accuracy !== null) {
        this.accuracies.push(step, accuracy);
      }
    }
    this.effectiveRates.push(...effective);
    for (let i = 0; i + 1 < path.length; i += 2) {
      this.path.push({ x: path[i] ?? Number.NaN, y: path[i + 1] ?? Number.NaN });
    }
  }

  /** What is kept of the run once it is over. */
  record(): RunRecord {
    const { state } = this;
    return {
      contestantId: this.contestantId,
      seed: this.seed,
      end: state === 'complete' || state === 'diverged' || state === 'failed' ? state : 'stopped',
      steps: this.made,
      time: this.time,
      message: this.problem?.message ?? null,
      losses: this.losses.thinned(MOST_KEPT),
      smoothedLosses: this.smoothedLosses.thinned(MOST_KEPT),
      finalLoss: this.latest,
      bestLoss: this.lowest,
      rates: this.rates.thinned(MOST_KEPT),
      validationLosses: this.validationLosses.thinned(MOST_KEPT),
      accuracies: this.accuracies.thinned(MOST_KEPT),
      effectiveRates: everyNth(this.effectiveRates.filter(isFinitePoint)),
      path: everyNth(this.path.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).flatMap(
        ({ x, y }) => [x, y],
      ),
    };
  }
}

function copy({ at, values }: RunRecord['losses'], into: GrowingSeries): void {
  at.forEach((place, i) => {
    into.push(place, values[i] ?? Number.NaN);
  });
}

function isFinitePoint({ low, median, high }: EffectiveRates): boolean {
  return [low, median, high].every((rate) => Number.isFinite(rate));
}

/** At most as many as are kept, the last among them. */
function everyNth<T>(all: readonly T[]): readonly T[] {
  const stride = Math.ceil(all.length / (MOST_KEPT - 1));
  return all.filter((_, i) => i % stride === 0 || i === all.length - 1);
}
