import type { Definition } from '../protocol/definition';
import { lastIndexOf } from '../protocol/definition';
import type { Slice } from '../protocol/slice';
import { indicesWanted } from '../evaluation/curve/notable';
import type { CurveSubject } from '../evaluation/curve/parameters';
import { problemOf } from '../evaluation/runtime/problems';
import type { Fault } from '../evaluation/runtime/fault';
import type { TraceRequest } from '../evaluation/runtime/trace';
import { DenseSamples } from './samples';
import type { WorkerResult } from './series';
import { type SliceWorker, WorkerFailure } from './sliceWorker';
import { STRINGS } from './strings';
import type { WorkerPool } from './workerPool';
import type { WorkerScripts } from './workerScripts';
import type { RunTraced } from './workers/messages';

/** A computation that the page wants: one definition at one state of its code, values and timeline. */
export interface CurveJob {
  readonly key: string;
  readonly definition: Definition;
  readonly slice: Slice;
}

/** A million steps, and the index at which they end. */
const MOST_RATES = 1_000_001;
/** Milliseconds for the driver to come to an end by itself, which leaves a curve as far as it got. */
const RUN_BUDGET = 800;
/** Milliseconds after which a worker that does not answer is ended. */
const RUN_LIMIT = 1000;
/** Rates above which a curve is drawn before its figures are known: they take long enough to be waited for. */
const LONG = 20_000;
/** One for each core of a small machine: more would only wait for one another. */
const MOST_RUNNING = 2;

/** What is left of a run whose worker ended before it. */
const NO_TRACE = { rates: new Float64Array(0), stride: 1 };

/** Why a task is dropped that waits for a text or a value which is no longer there. */
const SUPERSEDED = new WorkerFailure('unsupported', 'something newer is wanted');

interface Task {
  readonly job: CurveJob;
  readonly work: (worker: SliceWorker) => Promise<void>;
  readonly fail: (failure: unknown) => void;
}

/** Computes curves and single rates in workers; the newest wish for a definition supersedes those before it. */
export class CurveEvaluator {
  /** By definition: the newest curve asked for, and whether it has come. */
  private readonly wanted = new Map<string, { readonly key: string; told: boolean }>();
  private queue: Task[] = [];
  private readonly running = new Set<Task>();

  constructor(
    private readonly pool: WorkerPool,
    private readonly scripts: WorkerScripts,
    private readonly onResult: (definitionId: string, result: WorkerResult) => void,
    private readonly onIdle: () => void,
  ) {}

  get idle(): boolean {
    return this.running.size === 0 && this.queue.length === 0;
  }

  /** Makes these the curves that are wanted, and no others. Those known or on their way are not computed again. */
  want(jobs: readonly CurveJob[]): void {
    for (const [id, { key, told }] of [...this.wanted]) {
      if (!told && !jobs.some((job) => job.key === key)) {
        this.wanted.delete(id);
      }
    }
    const dropped = this.queue.filter(({ job }) => !jobs.some(({ key }) => key === job.key));
    this.queue = this.queue.filter((task) => !dropped.includes(task));
    for (const task of dropped) {
      task.fail(SUPERSEDED);
    }
    const codes = new Set(jobs.map(({ slice }) => slice.code));
    for (const { job } of this.running) {
      if (!codes.has(job.slice.code)) {
        // What it computes is of a text that is no longer there.
        this.pool.discard(job.slice.code);
      }
    }
    for (const job of jobs) {
      if (!this.isWanted(job)) {
        this.wanted.set(job.definition.id, { key: job.key, told: false });
        this.queue.push(this.curveTask(job));
      }
    }
    this.advance();
  }

  /** Forgets what is known of definitions that are not among `ids`. */
  retain(ids: readonly string[]): void {
    for (const id of [...this.wanted.keys()]) {
      if (!ids.includes(id)) {
        this.wanted.delete(id);
      }
    }
  }

  /**
   * The rate at one index, which may lie beyond the horizon; null when the schedule gives none there.
   * @throws WorkerFailure when something newer is wanted before it is computed.
   */
  rateAt(job: CurveJob, index: number): Promise<number | null> {
    return new Promise((resolve, reject) => {
      this.queue.push({
        job,
        work: async (worker) => {
          const { exact } = await this.trace(worker, job, { lastIndex: index, maxRates: 1, at: [] });
          resolve(exact.find(({ at }) => at === index)?.rate ?? null);
        },
        fail: (failure) => {
          if (failure === SUPERSEDED) {
            reject(SUPERSEDED);
          } else {
            resolve(null);
          }
        },
      });
      this.advance();
    });
  }

  private curveTask(job: CurveJob): Task {
    const { definition, slice } = job;
    return {
      job,
      work: async (worker) => {
        const lastIndex = lastIndexOf(definition.index, definition.timeline.horizon.value);
        const { pyramid, stride, exact, fault } = await this.trace(worker, job, {
          lastIndex,
          maxRates: MOST_RATES,
          at: indicesWanted(definition, lastIndex),
        });
        const trace = { rates: pyramid.rates, stride };
        const result = {
          key: job.key,
          samples: pyramid.rates.length === 0 ? null : new DenseSamples(pyramid, stride, exact),
          problem: fault === null ? null : problemOf(fault, trace, definition, slice, RUN_BUDGET),
        };
        if (pyramid.rates.length > LONG) {
          this.tell(job, { ...result, curve: null });
        }
        if (this.isWanted(job)) {
          this.tell(job, { ...result, curve: await worker.describe(subjectOf(definition)) });
        }
      },
      fail: (failure) => {
        const problem = problemOf(faultOf(failure), NO_TRACE, definition, slice, RUN_LIMIT);
        this.tell(job, { key: job.key, samples: null, curve: null, problem });
      },
    };
  }

  private isWanted({ definition, key }: CurveJob): boolean {
    return this.wanted.get(definition.id)?.key === key;
  }

  private tell(job: CurveJob, result: WorkerResult): void {
    const wanted = this.wanted.get(job.definition.id);
    if (wanted?.key === job.key) {
      wanted.told = true;
      this.onResult(job.definition.id, result);
    }
  }

  private async trace(
    worker: SliceWorker,
    { definition, slice }: CurveJob,
    request: TraceRequest,
  ): Promise<RunTraced> {
    const sliceAddress = this.scripts.slice(slice.code);
    try {
      const command = {
        sliceAddress,
        tensorflowAddress: slice.usesTensors ? await this.scripts.tensorflow() : null,
        stateless: slice.stateless,
        run: {
          form: slice.form,
          slots: slice.slots,
          given: slice.given,
          initialRate: definition.timeline.initialRate?.value ?? null,
          horizon: definition.timeline.horizon.value,
          stepsPerEpoch: definition.timeline.stepsPerEpoch?.value ?? 1,
          ...request,
        },
        budget: RUN_BUDGET,
      };
      return await worker.trace(command, RUN_LIMIT);
    } finally {
      URL.revokeObjectURL(sliceAddress);
    }
  }

  private advance(): void {
    while (this.running.size < MOST_RUNNING) {
      const busy = new Set([...this.running].map(({ job }) => job.slice.code));
      const next = this.queue.findIndex(({ job }) => !busy.has(job.slice.code));
      const [task] = next < 0 ? [] : this.queue.splice(next, 1);
      if (task === undefined) {
        return;
      }
      this.running.add(task);
      void this.perform(task);
    }
  }

  private async perform(task: Task): Promise<void> {
    try {
      await task.work(await this.pool.workerFor(task.job.slice.code));
    } catch (failure) {
      task.fail(failure);
    }
    this.running.delete(task);
    this.advance();
    if (this.idle) {
      this.onIdle();
    }
  }
}

/** What of a definition its curve is told by; the rest need not travel. */
function subjectOf({ schedule, index, parameters, timeline, note }: Definition): CurveSubject {
  return { schedule, index, parameters, timeline, ...(note !== undefined && { note }) };
}

function faultOf(failure: unknown): Fault {
  if (failure instanceof WorkerFailure) {
    return { code: failure.code, message: failure.message, at: null, stack: null, names: [] };
  }
  const refused = failure instanceof DOMException && failure.name === 'SecurityError';
  const reason = failure instanceof Error ? failure.message : String(failure);
  return {
    code: 'unsupported',
    message: refused ? STRINGS.workersRefused : STRINGS.scriptUnread(reason),
    at: null,
    stack: null,
    names: [],
  };
}
