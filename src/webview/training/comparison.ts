import type { TrainingSetup } from '../../protocol/training/setup';
import type { Contestant, StoredRun } from '../../protocol/training/storedRun';
import { RANGE_TEST } from './contestantLooks';
import { shippedProblem } from './formDefaults';
import type { PlannedRun } from './planRun';
import { RunTrace } from './runTrace';
import { smoothingWindow } from './smoothing';
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

/** Schedules that are trained beside one another, under way or as they were kept; or one range test. */
export class Comparison {
  private constructor(
    readonly plan: ComparisonPlan,
    readonly traces: readonly RunTrace[],
    /** The job of each contestant's first seed, by contestant. */
    private readonly jobs: Readonly<Record<string, string>>,
    /** Whether every update is there, and not only the points that were kept. */
    readonly whole: boolean,
  ) {}

  /** A comparison to be made. Its traces are in the order of `runs`. */
  static of(plan: ComparisonPlan, runs: readonly PlannedRun[]): Comparison {
    const subject = shippedProblem(plan.setup.problem)?.subject;
    // A loss without noise is not averaged: that would only blur it.
    const exact = subject?.kind === 'surface' && subject.noise === 0;
    const jobs: Record<string, string> = {};
    const traces = runs.map(({ contestantId, job }) => {
      jobs[contestantId] ??= JSON.stringify(job);
      return new RunTrace(contestantId, job.seed, exact ? 1 : smoothingWindow(job.steps));
    });
    return new Comparison(plan, traces, jobs, true);
  }

  /** A comparison that was kept. */
  static kept({ records, jobs, id, created, title, uri, setup, contestants }: StoredRun): Comparison {
    const plan = { id, created, title, uri, setup, contestants };
    return new Comparison(
      plan,
      records.map((record) => RunTrace.of(record)),
      jobs,
      false,
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

  /** The comparison as it is kept and exported. */
  stored(): StoredRun {
    const { id, created, title, uri, setup, contestants } = this.plan;
    const records = this.traces.map((trace) => trace.record());
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
