import type { Optimizer } from '@tensorflow/tfjs';
import type { TrainingJob } from '../../protocol/training/job';
import type { TrainingEnd, TrainingFault } from '../../protocol/training/messages';
import type { BackendName } from '../../protocol/training/setup';
import type { Evaluation, Trainee } from '../models/trainee';
import { OPTIMIZERS } from '../optimizers/optimizers';
import { effectiveRates } from './effectiveRates';
import type { FollowedRates } from './followRates';
import type { TrainingHost } from './host';
import { Recorder } from './Recorder';
import { divergence, RunFault, updateFault } from './runFault';

/** What a loop trains, and with what. */
export interface TrainingParts {
  readonly trainee: Trainee;
  readonly optimizer: Optimizer;
  readonly followed: FollowedRates;
  readonly backend: BackendName;
  readonly notes: readonly string[];
}

/** How a loop ended. */
export interface LoopOutcome {
  readonly end: TrainingEnd;
  readonly steps: number;
  readonly time: number;
  readonly fault: TrainingFault | null;
}

/** Milliseconds between two messages: a page draws no more often. */
const FRAME = 33;
/**
 * The first updates say how long the others take: so many of them, or as many as fit in so many milliseconds. The very first
 * is slow, since the engine has compiled nothing yet, so that a few are timed unless they take that long.
 */
const TIMED_UPDATES = 5;
const TIMED_FOR = 60;
const FEWEST_TIMED = 3;
const LONGEST_TIMED = 1_000;
/** Milliseconds of a look at the validation data that a person who stops a run waits for. */
const LAST_LOOK = 500;
/** Looks at the effective rates in a run: as many as a curve needs. */
const EFFECTIVE_LOOKS = 120;

/** Trains update after update until the run ends, and tells of it at about the rate of frames. */
export class TrainingLoop {
  private readonly recorder = new Recorder();
  private readonly effectiveEvery: number;
  private readonly start: number;
  private started = false;
  /** Milliseconds in which the run waited for a person. */
  private waited = 0;
  private told: number;
  private quickestUpdate = Infinity;
  private quickestLook = Infinity;
  private lastLook = -1;

  constructor(
    private readonly job: TrainingJob,
    private readonly host: TrainingHost,
    private readonly parts: TrainingParts,
  ) {
    const adapts = OPTIMIZERS[job.optimizer.name].adaptive;
    this.effectiveEvery =
      job.effectiveRates && adapts ? Math.max(1, Math.floor(job.steps / EFFECTIVE_LOOKS)) : Infinity;
    this.start = host.now();
    this.told = this.start;
  }

  async run(): Promise<LoopOutcome> {
    let end: TrainingEnd;
    let fault: TrainingFault | null = null;
    try {
      fault = await this.updates();
      end = fault === null ? (this.host.stopped ? 'stopped' : 'complete') : 'diverged';
    } catch (thrown) {
      end = 'failed';
      ({ fault } = thrown instanceof RunFault ? thrown : updateFault(thrown, this.recorder.steps));
    }
    const time = this.host.now() - this.start - this.waited;
    if (!this.started && this.recorder.steps > 0) {
      this.tellStart(false);
    }
    this.tell();
    return { end, steps: this.recorder.steps, time, fault };
  }

  private async updates(): Promise<TrainingFault | null> {
    const { job, host, recorder } = this;
    const { trainee, optimizer, followed } = this.parts;
    this.validate();
    for (let step = 0; step < job.steps; step += 1) {
      const begin = host.now();
      const epochBegins = followed.beforeUpdate(step);
      if (epochBegins !== null) {
        await epochBegins;
      }
      const position = trainee.position();
      const updated = trainee.update(optimizer);
      const loss = Math.fround(typeof updated === 'number' ? updated : await updated);
      const rate = followed.rateOfUpdate();
      recorder.update(rate, loss);
      if (position !== null) {
        recorder.position(position);
      }
      if (!Number.isFinite(loss)) {
        return divergence('loss', loss, step, rate);
      }
      const now = host.now();
      this.quickestUpdate = Math.min(this.quickestUpdate, now - begin);
      this.look(step + 1, rate);
      if (!this.started) {
        if (this.isTimed(step + 1, now - this.start)) {
          await this.begin();
        }
      } else if (now - this.told >= FRAME) {
        this.tell();
        await host.breathe();
        this.told = host.now();
      }
      if (host.stopped) {
        this.lookOnceMore();
        break;
      }
    }
    return this.spoiledWeights();
  }

  private isTimed(updates: number, time: number): boolean {
    return updates >= TIMED_UPDATES || (updates >= FEWEST_TIMED && time > TIMED_FOR) || time > LONGEST_TIMED;
  }

  /** What there is of a stopped run ends with a look at the validation data, as a whole one does. */
  private lookOnceMore(): void {
    if (this.lastLook < this.recorder.steps && this.quickestLook < LAST_LOOK) {
      this.validate();
    }
  }

  /** Looks at more than the loss when it is time to. */
  private look(steps: number, rate: number): void {
    const { validationEvery } = this.job;
    if (validationEvery > 0 && (steps % validationEvery === 0 || steps === this.job.steps)) {
      this.validate();
    }
    if (steps % this.effectiveEvery === 0) {
      const spread = effectiveRates(this.parts.optimizer, this.job.optimizer, rate);
      if (spread !== null) {
        this.recorder.effectiveRates({ step: steps, ...spread });
      }
    }
  }

  private validate(): void {
    if (this.job.validationEvery === 0) {
      return;
    }
    const evaluation = this.timedLook();
    this.lastLook = this.recorder.steps;
    if (evaluation !== null) {
      this.recorder.validated({ step: this.recorder.steps, ...evaluation });
    }
  }

  private timedLook(): Evaluation | null {
    const begin = this.host.now();
    const evaluation = this.parts.trainee.evaluate();
    this.quickestLook = Math.min(this.quickestLook, this.host.now() - begin);
    return evaluation;
  }

  /** The last update may spoil weights that no loss was computed with. */
  private spoiledWeights(): TrainingFault | null {
    const { trainee, followed } = this.parts;
    for (const variable of trainee.variables) {
      const spoiled = variable.dataSync().find((value) => !Number.isFinite(value));
      if (spoiled !== undefined) {
        return divergence('weights', spoiled, this.recorder.steps - 1, followed.rateOfUpdate());
      }
    }
    return null;
  }

  private async begin(): Promise<void> {
    if (this.expected() > this.job.patience && this.job.validationEvery > 0) {
      // The only look so far came before anything was compiled.
      this.timedLook();
    }
    const waits = this.expected() > this.job.patience;
    this.tellStart(waits);
    this.tell();
    const begin = this.host.now();
    await (waits ? this.host.decision() : this.host.breathe());
    this.told = this.host.now();
    this.waited = waits ? this.told - begin : 0;
  }

  /** The first updates come before the engine has compiled them, so the quickest of them says most. */
  private expected(): number {
    const { steps, validationEvery } = this.job;
    const looks = validationEvery === 0 ? 0 : steps / validationEvery;
    return this.quickestUpdate * steps + (looks === 0 ? 0 : this.quickestLook * looks);
  }

  private tellStart(waits: boolean): void {
    this.started = true;
    const { backend, notes, trainee } = this.parts;
    const parameters = trainee.variables.reduce((sum, { size }) => sum + size, 0);
    const expected = this.expected();
    this.host.send({ type: 'started', backend, parameters, expected, waits, notes }, []);
  }

  private tell(): void {
    const progress = this.recorder.take();
    if (progress !== null) {
      const { rates, losses, path } = progress;
      this.host.send(progress, [rates.buffer, losses.buffer, path.buffer] as ArrayBuffer[]);
    }
  }
}
