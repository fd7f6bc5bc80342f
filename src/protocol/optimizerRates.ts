/** The rates of tf.js's optimizers that are named by a string (`tfjs-layers/src/optimizers.ts`); the factories have others. */
export const NAMED_OPTIMIZERS: Readonly<Record<string, number>> = {
  adagrad: 0.01,
  adadelta: 1,
  adam: 0.001,
  adamax: 0.002,
  rmsprop: 0.001,
  sgd: 0.01,
};

/** The rates of `tf.train.adam()` and its like without an argument; null for those that demand one. */
export const OPTIMIZER_FACTORIES: Readonly<Record<string, number | null>> = {
  sgd: null,
  momentum: null,
  adagrad: null,
  adadelta: 0.001,
  adam: 0.001,
  adamax: 0.002,
  rmsprop: null,
};
