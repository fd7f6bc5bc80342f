import type { Definition } from '../protocol/definition';
import { lastIndexOf } from '../protocol/definition';
import type { Slice } from '../protocol/slice';
import type { CurveSubject } from '../evaluation/curve/parameters';
import type { Fault } from '../evaluation/runtime/fault';
import { DenseSamples } from './samples';
import type { WorkerResult } from './series';
import { type SliceWorker, WorkerFailure } from './sliceWorker';
import { STRINGS } from './strings';
import type { WorkerPool } from './workerPool';
import type { WorkerScripts } from './workerScripts';
import type { CurveRequest, RunFinished } from './workers/messages';
import { problemOf } from '../evaluation/runtime/problemOf';

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
/** One for each core of a small machine: more would only wait for one another. */
const MOST_RUNNING = 2;

interface Task {
  readonly definitionId: string;
  readonly code: string;
  readonly job: CurveJob;
  readonly work: (worker: SliceWorker) => Promise<void>;
  readonly fail: (failure: unknown) => void;
}

/** Computes curves and single rates in workers; the newest wish for a definition supersedes those before it. */
export class CurveEvaluator {
  /** By definition: the key of the newest curve asked for. */
  private readonly wanted = new Map<string, string>();
  private queue: Task[] = [];
  private readonly running = new Set<Task>();
  private nextId = 0;

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
    const codes = new Set(jobs.map(({ slice }) => slice.code));
    this.queue = this.queue.filter(({ job }) => jobs.some(({ key }) => key === job.key));
    for (const { code } of this.running) {
      if (!codes.has(code)) {
        // What it computes is of a text that is no longer there.
        this.pool.discard(code);
      }
    }
    for (const job of jobs) {
      if (this.wanted.get(job.definition.id) !== job.key) {
        this.wanted.set(job.definition.id, job.key);
        this.enqueue(this.curveTask(job));
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

  /** The rate at one index, which may lie beyond the horizon; null when the schedule gives none there. */
  rateAt(job: CurveJob, index: number): Promise<number | null> {
    return new Promise((resolve) => {
      this.enqueue({
        definitionId: job.definition.id,
        code: job.slice.code,
        job,
        work: async (worker) => {
          const finished = await this.runIn(worker, job, index, 1, false);
          resolve(finished.exact.find(({ at }) => at === index)?.rate ?? null);
        },
        fail: () => {
          resolve(null);
        },
      });
      this.advance();
    });
  }

  private curveTask(job: CurveJob): Task {
    const { definition, key, slice } = job;
    const tell = (result: Omit<WorkerResult, 'key'>): void => {
      if (this.wanted.get(definition.id) === key) {
        this.onResult(definition.id, { key, ...result });
      }
    };
    return {
      definitionId: definition.id,
      code: slice.code,
      job,
      work: async (worker) => {
        const lastIndex = lastIndexOf(definition.index, definition.timeline.horizon.value);
        const finished = await this.runIn(worker, job, lastIndex, MOST_RATES, true);
        const { pyramid, stride, exact, curve, fault } = finished;
        tell({
          samples: pyramid.rates.length === 0 ? null : new DenseSamples(pyramid, stride, exact),
          curve,
          problem: fault === null ? null : problemOf(fault, definition.name, slice),
        });
      },
      fail: (failure) => {
        tell({ samples: null, curve: null, problem: problemOf(faultOf(failure), definition.name, slice) });
      },
    };
  }

  private async runIn(
    worker: SliceWorker,
    { definition, slice }: CurveJob,
    lastIndex: number,
    maxRates: number,
    whole: boolean,
  ): Promise<RunFinished> {
    const sliceAddress = this.scripts.slice(slice.code);
    try {
      const request: CurveRequest = {
        id: (this.nextId += 1),
        sliceAddress,
        tensorflowAddress: slice.usesTensors ? await this.scripts.tensorflow() : null,
        run: {
          form: slice.form,
          slots: slice.slots,
          given: slice.given,
          initialRate: definition.timeline.initialRate?.value ?? null,
          lastIndex,
          maxRates,
          at: [],
        },
        budget: RUN_BUDGET,
        subject: whole ? subjectOf(definition) : null,
      };
      return await worker.run(request, RUN_LIMIT);
    } finally {
      URL.revokeObjectURL(sliceAddress);
    }
  }

  private enqueue(task: Task): void {
    this.queue.push(task);
  }

  private advance(): void {
    while (this.running.size < MOST_RUNNING) {
      const busy = new Set([...this.running].map(({ code }) => code));
      const next = this.queue.findIndex(({ code }) => !busy.has(code));
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
      await task.work(await this.pool.workerFor(task.code));
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
function subjectOf({ schedule, index, parameters, timeline }: Definition): CurveSubject {
  return { schedule, index, parameters, timeline };
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
