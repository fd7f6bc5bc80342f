import type { Optimizer } from '@tensorflow/tfjs';
import { describeValue } from '../describeValue';

/** How the optimizers of tf.js hold their rate. The field is `protected` and the base class knows nothing of it. */
type RateHolder = { learningRate?: unknown; setLearningRate?: (learningRate: number) => void };

/**
 * The rate with which `optimizer` makes its next update.
 *
 * @throws TypeError if it holds no number, as an optimizer built with a function or a schedule for its rate: tf.js
 *   accepts that and the first update turns every weight into NaN.
 */
export function getLearningRate(optimizer: Optimizer): number {
  const { learningRate } = optimizer as unknown as RateHolder;
  if (typeof learningRate !== 'number') {
    throw new TypeError(
      `The ${nameOf(optimizer)} optimizer must hold a number as its learning rate, but holds ${describeValue(learningRate)}.`,
    );
  }
  return learningRate;
}

/**
 * Makes `learningRate` the rate of the next updates, keeping moments and iterations as they are.
 *
 * @throws TypeError if the optimizer has no rate to set.
 * @throws RangeError if the rate is not finite: the next update would turn every weight into NaN.
 */
export function setLearningRate(optimizer: Optimizer, learningRate: number): void {
  if (!Number.isFinite(learningRate)) {
    throw new RangeError(`The learning rate must be a finite number, got ${learningRate}.`);
  }
  const holder = optimizer as unknown as RateHolder;
  // SGD and Momentum update with a tensor made from the rate, which their setter alone renews; writing the field
  // would show the new rate and train with the old one. The others read the field at each update and have no setter.
  if (holder.setLearningRate !== undefined) holder.setLearningRate(learningRate);
  else if ('learningRate' in holder) holder.learningRate = learningRate;
  else throw new TypeError(`The ${nameOf(optimizer)} optimizer has no learning rate to set.`);
}

function nameOf(optimizer: Optimizer): string {
  return typeof optimizer.getClassName === 'function' ? optimizer.getClassName() : 'given';
}
