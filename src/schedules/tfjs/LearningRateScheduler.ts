import { CustomCallback } from '@tensorflow/tfjs';
import type { LayersModel, Optimizer } from '@tensorflow/tfjs';
import { describeValue } from '../describeValue';
import { getLearningRate, setLearningRate } from './learningRate';

/** The rate of an epoch (0-based), given the rate in force when it begins. A one-argument function will do. */
export type EpochSchedule = (epoch: number, learningRate: number) => number;

/** Anything with the `call` of a schedule, its index read as the epoch. */
export type EpochIndexed = { call(epoch: number): number };

/** Options of {@link LearningRateScheduler}. */
export type LearningRateSchedulerOptions = {
  /** Above 0: print each epoch's rate to the console. Default 0. */
  verbose?: number;
  /** The optimizer to set, where the callback cannot find it on the model it trains. */
  optimizer?: Optimizer;
};

type Logs = Parameters<CustomCallback['onEpochEnd']>[1];

/**
 * Sets the learning rate at the beginning of each epoch:
 * `model.fit(x, y, { callbacks: [new LearningRateScheduler((epoch, lr) => (epoch < 10 ? lr : lr * 0.9))] })`.
 *
 * The function is called with the epoch (0-based, from `initialEpoch` when resuming) and the optimizer's rate, so
 * that `lr * 0.9` compounds and applies in epoch 0 already. A schedule is called with the epoch in place of the
 * step. The rate in force is logged as `learning_rate` at the end of each epoch and so appears in the history.
 *
 * It works in any position of `callbacks`. But an array that begins with a plain object makes tf.js wrap every
 * element without telling it the model: then give the optimizer as an option, or use `callbackList`.
 *
 * Source: `keras.callbacks.LearningRateScheduler`. Differences: a rate of NaN or infinity is refused, since it
 * destroys the weights in silence; a whole number is accepted, since JavaScript has one kind of number; a TypeError
 * thrown by the function is passed on as it is, where Keras calls again with one argument and hides it.
 */
export class LearningRateScheduler extends CustomCallback {
  private readonly rateAt: EpochSchedule;
  private readonly verbose: number;
  private readonly givenOptimizer: Optimizer | undefined;
  private announcedModel: LayersModel | undefined;
  private model: LayersModel | undefined;

  /** @throws TypeError if `schedule` is neither a function nor an object with `call`. */
  constructor(schedule: EpochSchedule | EpochIndexed, options: LearningRateSchedulerOptions = {}) {
    super({});
    this.rateAt = toEpochSchedule(schedule);
    this.verbose = options.verbose ?? 0;
    this.givenOptimizer = options.optimizer;

    // When `callbacks` begins with a plain object, tf.js wraps this instance too: it takes the hooks off it and calls
    // them on its wrapper, where `super` would find the wrapper's own hooks, which are these again, without end.
    this.onTrainBegin = this.onTrainBegin.bind(this);
    this.onTrainEnd = this.onTrainEnd.bind(this);
    this.onEpochBegin = this.onEpochBegin.bind(this);
    this.onEpochEnd = this.onEpochEnd.bind(this);
    this.onBatchBegin = this.onBatchBegin.bind(this);
    this.onBatchEnd = this.onBatchEnd.bind(this);
  }

  override setModel(model: LayersModel): void {
    this.announcedModel = model;
  }

  override async onTrainBegin(logs?: Logs): Promise<void> {
    // A wrapped instance is told of no model. The one of an earlier fit, perhaps of another model, must not be taken
    // for it, not even after a fit that threw before its end.
    this.model = this.announcedModel;
    this.announcedModel = undefined;
    await super.onTrainBegin(logs);
  }

  /**
   * @throws Error if there is no optimizer to set, or it is not the one that trains.
   * @throws TypeError if the schedule returns anything but a number, RangeError if that is not finite.
   */
  override async onEpochBegin(epoch: number, logs?: Logs): Promise<void> {
    const optimizer = this.optimizer();
    const learningRate = checkedRate(this.rateAt(epoch, getLearningRate(optimizer)), epoch);
    setLearningRate(optimizer, learningRate);
    if (this.verbose > 0) print(epoch, learningRate);
    await super.onEpochBegin(epoch, logs);
  }

  override async onEpochEnd(epoch: number, logs?: Logs): Promise<void> {
    if (logs != null) logs['learning_rate'] = getLearningRate(this.optimizer());
    await super.onEpochEnd(epoch, logs);
  }

  private optimizer(): Optimizer {
    const trained = this.model?.optimizer;
    const given = this.givenOptimizer;
    if (trained !== undefined && given !== undefined && trained !== given) {
      throw new Error(
        'LearningRateScheduler: the optimizer given as an option is not the one the model was compiled with, so ' +
          'setting its rate would change nothing.',
      );
    }
    const optimizer = given ?? trained;
    if (optimizer === undefined) {
      throw new Error(
        'LearningRateScheduler: no optimizer to set. tf.js tells callbacks no model when the callbacks array begins ' +
          'with a plain object: use callbackList(…), or give new LearningRateScheduler(schedule, { optimizer }).',
      );
    }
    return optimizer;
  }
}

function toEpochSchedule(schedule: unknown): EpochSchedule {
  // Functions have a `call` of their own, hence this order.
  if (typeof schedule === 'function') return schedule as EpochSchedule;
  if (isEpochIndexed(schedule)) return (epoch) => schedule.call(epoch);
  throw new TypeError(
    `LearningRateScheduler: schedule must be a function of (epoch, lr) or a schedule, got ${describeValue(schedule)}.`,
  );
}

function isEpochIndexed(value: unknown): value is EpochIndexed {
  return typeof value === 'object' && value !== null && 'call' in value && typeof value.call === 'function';
}

function checkedRate(rate: unknown, epoch: number): number {
  if (typeof rate !== 'number') {
    throw new TypeError(
      `LearningRateScheduler: the schedule must return a number, but for epoch ${epoch} it returned ${describeValue(rate)}.`,
    );
  }
  if (!Number.isFinite(rate)) {
    throw new RangeError(
      `LearningRateScheduler: the schedule returned ${rate} for epoch ${epoch}, which would turn the weights into NaN.`,
    );
  }
  return rate;
}

/** Counts epochs from 1, as Keras and tf.js do when they print. */
function print(epoch: number, learningRate: number): void {
  // This layer is typed for no host; every host of tf.js has a console.
  const { console } = globalThis as unknown as { console: { log(line: string): void } };
  console.log(`\nEpoch ${epoch + 1}: LearningRateScheduler setting learning rate to ${learningRate}.`);
}
