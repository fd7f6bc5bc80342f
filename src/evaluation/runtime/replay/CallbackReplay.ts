import { describeValue, ScheduleFault } from '../fault';
import { type Course, Metrics } from './metrics';
import type { Replay, ReplayMaker, ReplaySettings } from './replay';
import { StandInTraining } from './StandInTraining';

type Hook = 'onTrainBegin' | 'onEpochBegin' | 'onEpochEnd' | 'onBatchBegin' | 'onBatchEnd';
type Callback = Record<string, unknown>;

/**
 * Calls the hooks of a callback as `fit` of tf.js does (`tfjs-layers/src/engine/training_tensors.ts`): TrainBegin; for each
 * epoch EpochBegin, for each batch BatchBegin, the update and BatchEnd, then EpochEnd. Epochs and batches are 0-based, and
 * batches begin anew with each epoch.
 */
export class CallbackReplay implements Replay {
  readonly metrics: Metrics;
  private readonly training: StandInTraining;
  private readonly callback: Callback;
  private readonly hasBatchHooks: boolean;
  /** The epoch and the batch of the next update. */
  private epoch = 0;
  private batch = 0;
  /** Whether an update has begun: the hooks after it are called when the next one is asked for. */
  private begun = false;

  /** @throws ScheduleFault when the slice yields no callback, and whatever it throws. */
  constructor(
    make: ReplayMaker,
    course: Course,
    private readonly settings: ReplaySettings,
    private readonly byEpoch: boolean,
  ) {
    this.metrics = new Metrics(course);
    this.training = new StandInTraining(settings.initialRate ?? Number.NaN);
    this.callback = callbackIn(make(this.training));
    // Making it makes optimizers too, such as those that it is handed: only what its hooks set counts.
    this.training.rate = settings.initialRate ?? Number.NaN;
    this.hasBatchHooks = this.hook('onBatchBegin') !== null || this.hook('onBatchEnd') !== null;
    this.call('setParams', this.params());
    this.call('setModel', this.training.model);
    this.call('onTrainBegin', {});
  }

  /** The rate of the next update, or of the first one of the next epoch. */
  next(): number {
    if (this.begun) {
      this.endUpdate();
      while (this.byEpoch && this.batch > 0) {
        this.settings.tick();
        this.call('onBatchBegin', this.batch, this.batchLogs());
        this.endUpdate();
      }
    }
    this.begun = true;
    if (this.batch === 0) {
      this.call('onEpochBegin', this.epoch, {});
    }
    this.call('onBatchBegin', this.batch, this.batchLogs());
    return this.training.rate;
  }

  private endUpdate(): void {
    const { stepsPerEpoch } = this.settings;
    // Where nobody looks at batches, an epoch is gone through at once.
    const updates = this.byEpoch && !this.hasBatchHooks ? stepsPerEpoch : 1;
    this.training.iterations += updates;
    this.call('onBatchEnd', this.batch, this.batchLogs());
    this.batch += updates;
    if (this.batch >= stepsPerEpoch) {
      this.call('onEpochEnd', this.epoch, this.metrics.logs());
      this.batch = 0;
      this.epoch += 1;
    }
  }

  private batchLogs(): object {
    return this.hasBatchHooks ? this.metrics.logs() : {};
  }

  private params(): object {
    const { horizon, stepsPerEpoch } = this.settings;
    const epochs = this.byEpoch ? horizon : Math.ceil(horizon / stepsPerEpoch);
    const batchSize = 32;
    return {
      epochs,
      initialEpoch: 0,
      steps: null,
      samples: stepsPerEpoch * batchSize,
      batchSize,
      verbose: 0,
      doValidation: false,
      metrics: ['loss'],
    };
  }

  private hook(name: Hook | 'setParams' | 'setModel'): ((...parameters: unknown[]) => unknown) | null {
    const hook = this.callback[name];
    return typeof hook === 'function' ? (hook as (...parameters: unknown[]) => unknown) : null;
  }

  private call(name: Hook | 'setParams' | 'setModel', ...parameters: unknown[]): void {
    this.hook(name)?.call(this.callback, ...parameters);
  }
}

function callbackIn(value: unknown): Callback {
  const callback =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['callback'] : undefined;
  if (typeof callback !== 'object' || callback === null) {
    throw new ScheduleFault('unsupported', `is no callback of tf.js: it is ${describeValue(callback)}`);
  }
  return callback as Callback;
}
