import type { CurveSubject } from '../evaluation/curve/parameters';
import {
  isFromWorker,
  type RunDescribed,
  type RunTraced,
  type ToWorker,
  type TraceCommand,
} from './workers/messages';
import type { Curve } from '../protocol/curve';
import { STRINGS } from './strings';

/** Milliseconds for our own part: to boot, to load tf.js, to put a million rates in words. */
const OWN_LIMIT = 20_000;

/** A run that ended without an answer of its own. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';

  constructor(
    readonly code: 'timeout' | 'memory' | 'unsupported',
    message: string,
  ) {
    super(message);
  }
}

const STOPPED = new WorkerFailure('unsupported', 'was stopped');

type Answer = RunTraced | RunDescribed;

interface Pending {
  readonly id: number;
  /** Milliseconds from the start of a run. */
  readonly limit: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: WorkerFailure) => void;
}

/** One worker, which runs the code of one slice and nothing after it. It does one run at a time. */
export class SliceWorker {
  private readonly worker: Worker;
  private pending: Pending | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private over = false;
  /** Why it was ended. */
  private reason = STOPPED;
  private lastId = 0;

  /** @throws DOMException where the page's policy lets no worker in. */
  constructor(scriptAddress: string) {
    this.worker = new Worker(scriptAddress);
    this.worker.addEventListener('message', (event: MessageEvent<unknown>) => {
      this.hear(event.data);
    });
    this.worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.end(failureOf(event.message));
    });
    this.worker.addEventListener('messageerror', () => {
      this.end(new WorkerFailure('memory', 'its rates do not fit in memory'));
    });
  }

  /** Whether it has been ended, by us or by a failure. */
  get ended(): boolean {
    return this.over;
  }

  get busy(): boolean {
    return this.pending !== null;
  }

  /**
   * Runs the slice.
   * @param limit milliseconds from the start of the run after which the worker is ended.
   * @throws WorkerFailure when it ends without an answer.
   */
  async trace(command: Omit<TraceCommand, 'type' | 'id'>, limit: number): Promise<RunTraced> {
    const answer = await this.ask({ type: 'trace', id: (this.lastId += 1), ...command }, limit);
    if (answer.type !== 'traced') {
      throw new WorkerFailure('unsupported', STRINGS.workerFailed(answer.type));
    }
    return answer;
  }

  /**
   * Puts the rates of the last run in figures and words; null when it had none.
   * @throws WorkerFailure when the worker ends without an answer.
   */
  async describe(subject: CurveSubject): Promise<Curve | null> {
    const answer = await this.ask({ type: 'describe', id: (this.lastId += 1), subject }, OWN_LIMIT);
    return answer.type === 'described' ? answer.curve : null;
  }

  /** Ends the worker; a run under way fails. */
  end(failure: WorkerFailure = STOPPED): void {
    if (this.over) {
      return;
    }
    this.over = true;
    this.reason = failure;
    this.worker.terminate();
    this.settle()?.reject(failure);
  }

  private ask(command: ToWorker, limit: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.over) {
        reject(this.reason);
        return;
      }
      this.pending = { id: command.id, limit, resolve, reject };
      this.startTimer(OWN_LIMIT);
      this.worker.postMessage(command);
    });
  }

  private hear(message: unknown): void {
    const { pending } = this;
    // A slice can post messages of its own: those that are not ours, or answer another command, change nothing.
    if (this.over || pending === null || !isFromWorker(message)) {
      return;
    }
    if (message.type === 'booted' || message.id !== pending.id) {
      return;
    }
    if (message.type === 'started') {
      this.startTimer(pending.limit);
    } else {
      this.settle()?.resolve(message);
    }
  }

  private startTimer(limit: number): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    this.timer = setTimeout(() => {
      this.end(new WorkerFailure('timeout', STRINGS.neverEnds));
    }, limit);
  }

  private settle(): Pending | null {
    const { pending } = this;
    this.pending = null;
    if (this.timer !== null) {
      clearTimeout(this.timer);
      this.timer = null;
    }
    return pending;
  }
}

/** An event without a message is that of a worker which the policy refused. */
function failureOf(message: string | undefined): WorkerFailure {
  if (message === undefined || message === '') {
    return new WorkerFailure('unsupported', STRINGS.workersRefused);
  }
  return /out of memory/i.test(message)
    ? new WorkerFailure('memory', 'needs more memory than a schedule is given')
    : new WorkerFailure('unsupported', STRINGS.workerFailed(message));
}
