import { sliceLocation } from '../../evaluation/runtime/sliceLocation';
import type { Problem } from '../../protocol/problem';
import type { TrainingJob } from '../../protocol/training/job';
import type { TrainingFault, TrainingStarted } from '../../protocol/training/messages';
import { STRINGS } from '../strings';
import { RunWorker } from './runWorker';
import type { RunTrace } from './runTrace';
import type { TrainingFiles } from './trainingFiles';

/** More would take more memory than the time is worth. */
const MOST_AT_ONCE = 4;

/** Runs made at a time: one core is left to the page, whose frames are to come while they are made. */
export function runsAtOnce(cores = navigator.hardwareConcurrency): number {
  return Math.min(MOST_AT_ONCE, Math.max(1, cores - 1));
}

/** A run to be made, and where what comes of it is noted. */
export interface RunTask {
  readonly job: TrainingJob;
  readonly trace: RunTrace;
}

/** Hears how the runs of a comparison go. */
export interface RunnerListener {
  /** Something of a trace is new. */
  readonly changed: () => void;
  readonly started: (task: RunTask, message: TrainingStarted) => void;
  /** All runs are over. */
  readonly finished: () => void;
}

/** Makes the runs of one comparison, as many at a time as the machine bears. */
export class Runner {
  private readonly waiting: RunTask[];
  private readonly running = new Map<RunTask, RunWorker | null>();
  private stopped = false;
  private patient = false;
  private readonly atOnce = runsAtOnce();

  constructor(
    tasks: readonly RunTask[],
    private readonly files: TrainingFiles,
    private readonly listener: RunnerListener,
  ) {
    this.waiting = [...tasks];
  }

  /** Whether a run waits for the person's word. */
  get asking(): boolean {
    return [...this.running.keys()].some(({ trace }) => trace.state === 'asking');
  }

  /** Begins; runs that are over make room for those that wait. */
  advance(): void {
    while (!this.stopped && this.running.size < this.atOnce) {
      const task = this.waiting.shift();
      if (task === undefined) {
        break;
      }
      this.running.set(task, null);
      task.trace.state = 'loading';
      void this.begin(task);
    }
    if (this.running.size === 0) {
      this.listener.finished();
    }
  }

  /** The person has been told how long it takes, and wants it all the same: no run asks again. */
  goOn(): void {
    this.patient = true;
    for (const [{ trace }, worker] of this.running) {
      if (trace.state === 'asking') {
        trace.state = 'running';
        worker?.goOn();
      }
    }
    this.listener.changed();
  }

  /** Ends all runs; what there is of them stays. */
  stop(): void {
    this.stopped = true;
    for (const { trace } of this.waiting.splice(0)) {
      trace.state = 'stopped';
    }
    for (const worker of this.running.values()) {
      worker?.stop();
    }
  }

  private async begin(task: RunTask): Promise<void> {
    const { trace, job } = task;
    try {
      const { script, command, release } = await this.files.load(job);
      if (this.stopped) {
        release();
        this.end(task, 'stopped', null);
        return;
      }
      const worker = new RunWorker(script, command, {
        started: (message) => {
          release();
          trace.state = message.waits ? 'asking' : 'running';
          this.listener.started(task, message);
          if (message.waits && this.patient) {
            trace.state = 'running';
            worker.goOn();
          }
          this.listener.changed();
        },
        progress: (message) => {
          trace.append(message);
          this.listener.changed();
        },
        ended: ({ end, time, fault }) => {
          release();
          trace.time = time;
          this.end(task, end, fault === null ? null : problemOf(fault, job));
        },
      });
      this.running.set(task, worker);
    } catch (failure) {
      this.end(task, 'failed', refusal(failure));
    }
  }

  private end(
    task: RunTask,
    end: 'complete' | 'stopped' | 'diverged' | 'failed',
    problem: Problem | null,
  ): void {
    task.trace.state = end;
    task.trace.problem = problem;
    this.running.delete(task);
    this.listener.changed();
    this.advance();
  }
}

/** A fault with its place in the person's source. */
function problemOf({ code, message, step, stack }: TrainingFault, { rate, problem }: TrainingJob): Problem {
  const own = typeof problem === 'string' ? null : problem;
  const slice =
    code === 'model' ? own?.model : code === 'data' ? own?.data : rate.kind === 'slice' ? rate.slice : null;
  return {
    code: code === 'diverged' ? 'non-finite' : code === 'model' || code === 'data' ? 'threw' : code,
    message,
    location: slice == null ? null : sliceLocation(stack, slice),
    at: step,
    names: [],
  };
}

function refusal(failure: unknown): Problem {
  const refused = failure instanceof DOMException && failure.name === 'SecurityError';
  const reason = failure instanceof Error ? failure.message : String(failure);
  return {
    code: 'unsupported',
    message: refused ? STRINGS.workersRefused : STRINGS.scriptUnread(reason),
    location: null,
    at: null,
    names: [],
  };
}
