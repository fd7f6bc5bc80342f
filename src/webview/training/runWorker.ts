import {
  type FromTrainingWorker,
  isFromTrainingWorker,
  type ToTrainingWorker,
  type TrainCommand,
  type TrainingEnded,
  type TrainingFault,
  type TrainingProgress,
  type TrainingStarted,
} from '../../protocol/training/messages';
import { STRINGS } from '../strings';
import { TRAINING } from './trainingStrings';

/** Milliseconds between two looks at whether the worker has said anything. */
const LOOK = 2_000;
/** Looks without a word after which a worker is ended: 10 s. Counted, so that a machine that slept ends no run. */
const PATIENT_LOOKS = 5;
/** The same while it loads its scripts, which a busy machine may take long for. */
const LOADING_LOOKS = 8;
/** Milliseconds that a worker has to end by itself when it is told to stop. */
const STOPPING = 1_500;

/** Hears what a run does. `ended` comes once and last. */
export interface RunListener {
  readonly started: (message: TrainingStarted) => void;
  readonly progress: (message: TrainingProgress) => void;
  readonly ended: (message: Omit<TrainingEnded, 'type' | 'steps' | 'tensorsLeft'>) => void;
}

/** One worker, which makes one run and is then ended. */
export class RunWorker {
  private readonly worker: Worker;
  private readonly watch: ReturnType<typeof setInterval>;
  private quietLooks = 0;
  private mostLooks = LOADING_LOOKS;
  private asking = false;
  private over = false;
  private readonly begun = performance.now();

  /** @throws DOMException where the page's policy lets no worker in. */
  constructor(
    scriptAddress: string,
    command: TrainCommand,
    private readonly listener: RunListener,
  ) {
    this.worker = new Worker(scriptAddress);
    this.worker.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (!this.over && isFromTrainingWorker(event.data)) {
        this.hear(event.data);
      }
    });
    this.worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.fail(faultOf(event.message));
    });
    this.watch = setInterval(() => {
      this.look();
    }, LOOK);
    this.send(command);
  }

  /** Tells a worker that waits for the person's word to go on. */
  goOn(): void {
    this.asking = false;
    this.quietLooks = 0;
    this.send({ type: 'continue' });
  }

  /** Lets the worker end after the update under way; one that does not is ended. */
  stop(): void {
    this.send({ type: 'stop' });
    setTimeout(() => {
      this.finish({ end: 'stopped', time: performance.now() - this.begun, fault: null });
    }, STOPPING);
  }

  private send(message: ToTrainingWorker): void {
    if (!this.over) {
      this.worker.postMessage(message);
    }
  }

  private hear(message: FromTrainingWorker): void {
    this.quietLooks = 0;
    switch (message.type) {
      case 'started':
        this.mostLooks = PATIENT_LOOKS;
        this.asking = message.waits;
        this.listener.started(message);
        return;
      case 'progress':
        this.listener.progress(message);
        return;
      case 'ended':
        this.finish(message);
    }
  }

  private look(): void {
    if (this.asking) {
      return;
    }
    this.quietLooks += 1;
    if (this.quietLooks >= this.mostLooks) {
      this.fail(fault('timeout', TRAINING.silent((this.mostLooks * LOOK) / 1000)));
    }
  }

  private fail(fault: TrainingFault): void {
    this.finish({ end: 'failed', time: performance.now() - this.begun, fault });
  }

  private finish(ended: Omit<TrainingEnded, 'type' | 'steps' | 'tensorsLeft'>): void {
    if (this.over) {
      return;
    }
    this.over = true;
    clearInterval(this.watch);
    this.worker.terminate();
    this.listener.ended(ended);
  }
}

function fault(code: TrainingFault['code'], message: string): TrainingFault {
  return { code, message, step: null, stack: null };
}

/** An event without a message is that of a worker which the policy refused. */
function faultOf(message: string | undefined): TrainingFault {
  if (message === undefined || message === '') {
    return fault('unsupported', STRINGS.workersRefused);
  }
  return /out of memory/i.test(message)
    ? fault('memory', TRAINING.outOfMemory)
    : fault('unsupported', STRINGS.workerFailed(message));
}
