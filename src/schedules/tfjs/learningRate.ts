import type { Optimizer } from '@tensorflow/tfjs';
import { describeValue } from '../describeValue';
import { attachmentOf } from './attachment';
import { holdsRate, optimizerName, readHeldRate, writeHeldRate } from './rateHolder';

/**
 * The rate with which `optimizer` makes its next update. With an attached schedule that is the schedule's rate at the
 * next step: read it before an update to know the rate of that update.
 *
 * @throws TypeError if it holds no number, as an optimizer built with a function or a schedule for its rate: tf.js
 *   accepts that and the first update turns every weight into NaN.
 * @throws TypeError or RangeError if an attached schedule gives no finite number for the next step.
 */
export function getLearningRate(optimizer: Optimizer): number {
  const attachment = attachmentOf(optimizer);
  if (attachment !== undefined) return attachment.nextRate();
  const learningRate = readHeldRate(optimizer);
  if (typeof learningRate !== 'number') {
    throw new TypeError(
      `The ${optimizerName(optimizer)} optimizer must hold a number as its learning rate, but holds ${describeValue(learningRate)}.`,
    );
  }
  return learningRate;
}

/**
 * Makes `learningRate` the rate of the next updates, keeping moments and iterations as they are.
 *
 * @throws TypeError if the optimizer has no rate to set.
 * @throws RangeError if the rate is not finite: the next update would turn every weight into NaN.
 * @throws Error if a schedule is attached to the optimizer: its next update would undo the setting in silence.
 */
export function setLearningRate(optimizer: Optimizer, learningRate: number): void {
  if (!Number.isFinite(learningRate)) {
    throw new RangeError(`The learning rate must be a finite number, got ${learningRate}.`);
  }
  const attachment = attachmentOf(optimizer);
  if (attachment !== undefined) {
    throw new Error(
      `The learning rate of the ${optimizerName(optimizer)} optimizer cannot be set: ${attachment.scheduleName} is ` +
        'attached to it and sets the rate before every update. Detach that schedule first.',
    );
  }
  if (!holdsRate(optimizer)) {
    throw new TypeError(`The ${optimizerName(optimizer)} optimizer has no learning rate to set.`);
  }
  writeHeldRate(optimizer, learningRate);
}
