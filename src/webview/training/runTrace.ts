import type { Problem } from '../../protocol/problem';
import type {
  EffectiveRates,
  TrainingEnd,
  TrainingProgress,
  ValidationPoint,
} from '../../protocol/training/messages';
import type { RunRecord } from '../../protocol/training/storedRun';
import { recordOf } from '../../training/results/record';
import { smoothed, smoothingWindow } from '../../training/results/smoothing';
import { GrowingSeries } from './growingSeries';
import { RunningMean } from './runningMean';

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
  private readonly validation: ValidationPoint[] = [];
  /** Where the two weights were before each update, for problems that have no more. */
  readonly path: { readonly x: number; readonly y: number }[] = [];
  private readonly mean: RunningMean;
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
    trace.problem =
      record.message === null
        ? null
        : { code: 'threw', message: record.message, location: null, at: null, names: [] };
    copy(record.losses, trace.losses);
    smoothed(record.losses, smoothingWindow(record.steps)).forEach((mean, i) => {
      trace.smoothedLosses.push(record.losses.at[i] ?? Number.NaN, mean);
    });
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
      this.losses.push(this.made, loss);
      this.smoothedLosses.push(this.made, this.mean.add(loss));
      this.rates.push(this.made, rates[i] ?? Number.NaN);
      this.made += 1;
    }
    this.validation.push(...validation);
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

  /** What is kept of the run. @param most points of a series. */
  record(most: number): RunRecord {
    const { contestantId, seed, state, time, validation, path } = this;
    const ended = state === 'complete' || state === 'diverged' || state === 'failed';
    const run = {
      contestantId,
      seed,
      end: ended ? state : ('stopped' as const),
      time,
      message: this.problem?.message ?? null,
      rates: this.rates.values,
      losses: this.losses.values,
      validation,
      effective: this.effectiveRates,
      path,
    };
    return recordOf(run, most);
  }
}

function copy({ at, values }: RunRecord['losses'], into: GrowingSeries): void {
  at.forEach((place, i) => {
    into.push(place, values[i] ?? Number.NaN);
  });
}
