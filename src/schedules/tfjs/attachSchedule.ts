import type { Optimizer } from '@tensorflow/tfjs';
import { describeValue } from '../describeValue';
import { attachmentOf, markAttached } from './attachment';
import { holdsRate, optimizerName, readHeldRate, writeHeldRate } from './rateHolder';

/**
 * Anything with the `call` of a schedule. Every function has a `call` too, which does something else; `apply` keeps
 * functions out.
 */
export type StepIndexed = { call(step: number): number; readonly apply?: never };

/** Options of {@link attachSchedule}. */
export type AttachScheduleOptions = {
  /**
   * The step (0-based) of the first update after attaching; later updates count on from it. If it is left out, the
   * step of an update is the optimizer's `iterations`, which goes on across calls of `fit` and is saved with the model.
   */
  initialStep?: number;
};

/** The method as a property of the instance, to be taken off and put back. */
type Updating = {
  applyGradients: (this: Optimizer, gradients: Parameters<Optimizer['applyGradients']>[0]) => void;
};
type ApplyGradients = Updating['applyGradients'];

/**
 * Makes `optimizer` follow `schedule`: each of its updates is made with `schedule.call(step)`, whether it comes from
 * `fit`, `fitDataset`, `trainOnBatch`, `minimize` or `applyGradients`. Works with every optimizer of tf.js:
 *
 * ```ts
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
 * const detach = attachSchedule(model.optimizer, new CosineDecay({ initialLearningRate: 0.01, decaySteps: 1000 }));
 * ```
 *
 * The step is the number of updates already made (0-based): the optimizer's `iterations`, or counted from
 * `initialStep`. The schedule is asked once for each update, so a model loaded with the state of its optimizer goes on
 * where it was saved. `getLearningRate(optimizer)` tells the rate of the next update; `setLearningRate` and
 * `LearningRateScheduler` refuse the optimizer as long as the schedule is attached. Compiling the model again with
 * another optimizer leaves the schedule with the old one.
 *
 * A negative rate is passed on, as everywhere in this package and in Keras: it climbs where a positive one descends,
 * and some decays run below zero on purpose. Adamax divides the rate by `1 + decay * iterations` by itself if it was
 * made with a `decay`.
 *
 * Source: a `LearningRateSchedule` given as `learning_rate` to an optimizer of Keras; tf.js optimizers take a number.
 *
 * @returns a function that detaches the schedule. It puts back what was there before, the rate included; to keep the
 *   rate reached, read it before and set it afterwards. Calling it again does nothing.
 * @throws TypeError if `optimizer` is no optimizer or has no learning rate, `schedule` has no `call`, or `initialStep`
 *   is no number; RangeError if `initialStep` is not a whole number of at least 0.
 * @throws Error if the optimizer follows a schedule already.
 * @throws from the update, before any weight changes: TypeError if the schedule returns anything but a number,
 *   RangeError if that is not finite, and whatever `call` throws.
 */
export function attachSchedule(
  optimizer: Optimizer,
  schedule: StepIndexed,
  options: AttachScheduleOptions = {},
): () => void {
  checkOptimizer(optimizer);
  checkSchedule(schedule);
  const initialStep = checkedInitialStep(options);
  const scheduleName = nameOf(schedule);
  const earlier = attachmentOf(optimizer);
  if (earlier !== undefined) {
    throw new Error(
      `attachSchedule: cannot attach ${scheduleName}, since the ${optimizerName(optimizer)} optimizer follows ` +
        `${earlier.scheduleName} already. Detach that schedule first.`,
    );
  }

  const heldRate = readHeldRate(optimizer);
  let attached = true;
  let updates = 0;
  const nextRate = (): number => {
    const step = initialStep === undefined ? optimizer.iterations : initialStep + updates;
    return checkedRate(schedule.call(step), scheduleName, step);
  };

  const unmark = markAttached(optimizer, { scheduleName, nextRate });
  const unwrap = wrapApplyGradients(optimizer, (applyGradients) => (gradients) => {
    // Whoever wrapped this method after us still calls it once detached.
    if (attached) writeHeldRate(optimizer, nextRate());
    applyGradients.call(optimizer, gradients);
    updates++;
  });

  return () => {
    if (!attached) return;
    attached = false;
    unwrap();
    unmark();
    writeHeldRate(optimizer, heldRate);
  };
}

/** Puts `wrap` around the optimizer's own `applyGradients`, on this instance alone; returns what takes it off again. */
function wrapApplyGradients(
  optimizer: Optimizer,
  wrap: (inner: ApplyGradients) => ApplyGradients,
): () => void {
  const updating: Updating = optimizer;
  const before = Object.getOwnPropertyDescriptor(optimizer, 'applyGradients');
  const wrapper = wrap(updating.applyGradients);
  Object.defineProperty(optimizer, 'applyGradients', { value: wrapper, configurable: true, writable: true });
  return () => {
    if (updating.applyGradients !== wrapper) return;
    if (before === undefined) Reflect.deleteProperty(optimizer, 'applyGradients');
    else Object.defineProperty(optimizer, 'applyGradients', before);
  };
}

function checkOptimizer(optimizer: unknown): asserts optimizer is Optimizer {
  const isOptimizer =
    typeof optimizer === 'object' &&
    optimizer !== null &&
    'applyGradients' in optimizer &&
    typeof optimizer.applyGradients === 'function';
  if (!isOptimizer) {
    throw new TypeError(
      'attachSchedule: takes an optimizer, such as tf.train.adam() or the model.optimizer of a compiled model, got ' +
        `${describeValue(optimizer)}.`,
    );
  }
  if (!holdsRate(optimizer as Optimizer)) {
    throw new TypeError(
      `attachSchedule: the ${optimizerName(optimizer as Optimizer)} optimizer has no learning rate to set.`,
    );
  }
}

function checkSchedule(schedule: unknown): void {
  const isSchedule =
    typeof schedule === 'object' &&
    schedule !== null &&
    'call' in schedule &&
    typeof schedule.call === 'function';
  if (!isSchedule) {
    throw new TypeError(
      'attachSchedule: schedule must be an object with call(step), such as new CosineDecay({ … }), got ' +
        `${describeValue(schedule)}.`,
    );
  }
}

function checkedInitialStep(options: unknown): number | undefined {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(
      `attachSchedule: options must be an object such as { initialStep: 100 }, got ${describeValue(options)}.`,
    );
  }
  const initialStep: unknown = 'initialStep' in options ? options.initialStep : undefined;
  if (initialStep === undefined) return undefined;
  const message = `attachSchedule: initialStep must be a whole number of at least 0, got ${describeValue(initialStep)}.`;
  if (typeof initialStep !== 'number') throw new TypeError(message);
  if (!Number.isSafeInteger(initialStep) || initialStep < 0) throw new RangeError(message);
  return initialStep;
}

function checkedRate(rate: unknown, scheduleName: string, step: number): number {
  if (typeof rate !== 'number') {
    throw new TypeError(
      `attachSchedule: ${scheduleName} must return a number, but for step ${step} it returned ${describeValue(rate)}.`,
    );
  }
  if (!Number.isFinite(rate)) {
    throw new RangeError(
      `attachSchedule: ${scheduleName} returned ${rate} for step ${step}, which would turn the weights into NaN.`,
    );
  }
  return rate;
}

/** The class of the schedule as it names itself, which survives a minifier; a subclass need not name itself. */
function nameOf(schedule: StepIndexed): string {
  try {
    return (schedule as unknown as { getClassName(): string }).getClassName();
  } catch {
    const { constructor } = schedule as { constructor?: { name?: unknown } };
    const name = constructor === Object ? undefined : constructor?.name;
    return typeof name === 'string' && name !== '' ? name : 'the schedule';
  }
}
