import type { Optimizer } from '@tensorflow/tfjs';

/**
 * How the optimizers of tf.js hold their rate. The field is `protected`, the base class knows nothing of it, and what
 * it holds is no number if the optimizer was built with something else. `c` is the tensor that SGD and Momentum keep.
 */
type RateHolder = {
  learningRate?: unknown;
  setLearningRate?: (learningRate: unknown) => void;
  c?: { readonly isDisposed: boolean };
};

/** Whether `optimizer` has a rate that can be set. */
export function holdsRate(optimizer: Optimizer): boolean {
  return 'learningRate' in optimizer || 'setLearningRate' in optimizer;
}

/** What `optimizer` holds as its rate. */
export function readHeldRate(optimizer: Optimizer): unknown {
  return (optimizer as unknown as RateHolder).learningRate;
}

/** Makes `learningRate` what `optimizer` updates with. Nothing is checked. */
export function writeHeldRate(optimizer: Optimizer, learningRate: unknown): void {
  const holder = optimizer as unknown as RateHolder;
  // SGD and Momentum update with a tensor made from the rate, which their setter alone renews; writing the field
  // would show the new rate and train with the old one. The others read the field at each update and have no setter.
  // Once such an optimizer is disposed, its setter would make a tensor that nobody frees.
  if (holder.setLearningRate !== undefined && holder.c?.isDisposed !== true) {
    holder.setLearningRate(learningRate);
  } else {
    holder.learningRate = learningRate;
  }
}

/** The class of `optimizer`, for messages. */
export function optimizerName(optimizer: Optimizer): string {
  return typeof optimizer.getClassName === 'function' ? optimizer.getClassName() : 'given';
}
