import { type CurveRequest, isFromWorker, type RunFinished } from './workers/messages';
import { STRINGS } from './strings';

/** Milliseconds for a worker to boot and to load tf.js. */
const LOADING_LIMIT = 20_000;

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

interface Pending {
  readonly id: number;
  readonly limit: number;
  readonly resolve: (finished: RunFinished) => void;
  readonly reject: (failure: WorkerFailure) => void;
}

/** One worker, which runs the code of one slice and nothing after it. It does one run at a time. */
export class SliceWorker {
  private readonly worker: Worker;
  private pending: Pending | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private over = false;

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
  run(request: CurveRequest, limit: number): Promise<RunFinished> {
    return new Promise((resolve, reject) => {
      this.pending = { id: request.id, limit, resolve, reject };
      this.startTimer(LOADING_LIMIT);
      this.worker.postMessage(request);
    });
  }

  /** Ends the worker; a run under way fails. */
  end(failure: WorkerFailure = new WorkerFailure('unsupported', 'was stopped')): void {
    if (this.over) {
      return;
    }
    this.over = true;
    this.worker.terminate();
    this.settle()?.reject(failure);
  }

  private hear(message: unknown): void {
    // A slice can post messages of its own: those that are not ours, or answer another run, change nothing.
    if (this.over || !isFromWorker(message) || message.type === 'booted' || message.id !== this.pending?.id) {
      return;
    }
    if (message.type === 'started') {
      this.startTimer(this.pending.limit);
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
