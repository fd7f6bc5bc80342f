import type { TrainingSetup } from '../../protocol/training/setup';
import type { Contestant, RunRecord, StoredRun } from '../../protocol/training/storedRun';
import { MOST_POINTS } from '../../training/results/record';
import { smoothingWindow } from '../../training/results/smoothing';
import { RANGE_TEST } from './contestantLooks';
import type { PlannedRun } from './planRun';
import { RunTrace } from './runTrace';
import { isTrainingJob } from './storedJobs';

/** What a comparison is made of before its first run. */
export interface ComparisonPlan {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly title: string;
  /** The document whose schedules are trained. */
  readonly uri: string;
  readonly setup: TrainingSetup;
  readonly contestants: readonly Contestant[];
}

/** Points that are kept of all runs together, so that many seeds do not fill the workspace. */
const ALL_POINTS = 40_000;
const FEWEST_POINTS = 400;

/** Schedules that are trained beside one another, under way or as they were kept; or one range test. */
export class Comparison {
  private constructor(
    readonly plan: ComparisonPlan,
    readonly traces: readonly RunTrace[],
    /** The job of each contestant's first seed, by contestant. */
    private readonly jobs: Readonly<Record<string, string>>,
    /** What was kept, of a comparison that is opened again. */
    private readonly kept: StoredRun | null,
  ) {}

  /** A comparison to be made. Its traces are in the order of `runs`. */
  static of(plan: ComparisonPlan, runs: readonly PlannedRun[]): Comparison {
    const jobs: Record<string, string> = {};
    const traces = runs.map(({ contestantId, job }) => {
      jobs[contestantId] ??= JSON.stringify(job);
      return new RunTrace(contestantId, job.seed, smoothingWindow(job.steps));
    });
    return new Comparison(plan, traces, jobs, null);
  }

  /** A comparison that was kept. */
  static kept(run: StoredRun): Comparison {
    const { records, jobs, id, created, title, uri, setup, contestants } = run;
    const plan = { id, created, title, uri, setup, contestants };
    return new Comparison(
      plan,
      records.map((record) => RunTrace.of(record)),
      jobs,
      run,
    );
  }

  get isRangeTest(): boolean {
    return this.plan.contestants.every(({ kind }) => kind === 'range-test');
  }

  /** The span of rates of a range test; null for any other. */
  get ramp(): { readonly from: number; readonly to: number } | null {
    const job = parsed(this.jobs[RANGE_TEST]);
    return isTrainingJob(job) && job.rate.kind === 'ramp' ? job.rate : null;
  }

  get over(): boolean {
    return this.traces.every((trace) => trace.over);
  }

  tracesOf(contestantId: string): readonly RunTrace[] {
    return this.traces.filter((trace) => trace.contestantId === contestantId);
  }

  /** The runs that have begun, as they are kept: what figures are made from, so that they are the same later. */
  get records(): readonly RunRecord[] {
    const most = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, ALL_POINTS / this.traces.length));
    return this.kept?.records ?? this.recorded(most);
  }

  /** The comparison as it is kept. */
  stored(): StoredRun {
    return this.kept ?? this.storedWith(this.records);
  }

  /** The comparison with every update, as far as it is known. */
  exported(): StoredRun {
    return this.kept ?? this.storedWith(this.recorded(Number.POSITIVE_INFINITY));
  }

  private recorded(most: number): readonly RunRecord[] {
    return this.traces.filter(({ over, steps }) => over || steps > 0).map((trace) => trace.record(most));
  }

  private storedWith(records: readonly RunRecord[]): StoredRun {
    const { id, created, title, uri, setup, contestants } = this.plan;
    return { version: 1, id, created, title, uri, setup, contestants, jobs: this.jobs, records };
  }
}

/** The runs of a kept comparison, to be made again: with the sources, the data and the seeds of then. */
export function repeatedRuns(run: StoredRun): readonly PlannedRun[] {
  return Array.from({ length: run.setup.repeats }, (_, repeat) =>
    run.contestants.flatMap(({ id }) => {
      const job = parsed(run.jobs[id]);
      return isTrainingJob(job) ? [{ contestantId: id, job: { ...job, seed: run.setup.seed + repeat } }] : [];
    }),
  ).flat();
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
