import * as tf from '@tensorflow/tfjs';

/** Each optimizer of tf.js, made by its factory with the rate 0.5. */
export const optimizers: Readonly<Record<string, () => tf.Optimizer>> = {
  sgd: () => tf.train.sgd(0.5),
  momentum: () => tf.train.momentum(0.5, 0.9),
  adam: () => tf.train.adam(0.5),
  adamax: () => tf.train.adamax(0.5),
  adagrad: () => tf.train.adagrad(0.5),
  adadelta: () => tf.train.adadelta(0.5),
  rmsprop: () => tf.train.rmsprop(0.5),
};

/** What the update of an optimizer reads as its rate: SGD and Momentum a float32 tensor, the others their field. */
type Read = { readonly learningRate: number; readonly c?: tf.Scalar };

/**
 * Notes what each update of `optimizer` reads as its rate, in the place of its class's own `applyGradients`, so
 * beneath whatever is done to the instance. A rate read from a tensor is a float32.
 */
export function watchRates(optimizer: tf.Optimizer): number[] {
  const rates: number[] = [];
  const read = optimizer as unknown as Read;
  const ownClass = Object.getPrototypeOf(optimizer) as tf.Optimizer;
  const watching = Object.create(ownClass) as tf.Optimizer;
  watching.applyGradients = (gradients) => {
    rates.push(read.c === undefined ? read.learningRate : -(read.c.dataSync()[0] ?? NaN));
    ownClass.applyGradients.call(optimizer, gradients);
  };
  Object.setPrototypeOf(optimizer, watching);
  return rates;
}

/** The rates as the update of `optimizer` reads them. */
export function asRead(optimizer: tf.Optimizer, rates: readonly number[]): number[] {
  return 'c' in optimizer ? rates.map(Math.fround) : [...rates];
}
