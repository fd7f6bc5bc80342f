import * as tf from '@tensorflow/tfjs';

/** The mean of the predictions as the loss: the gradient of the weight is then 1 whatever the weight is. */
function meanOutput(_: tf.Tensor, prediction: tf.Tensor): tf.Tensor {
  return prediction.mean();
}

/**
 * A model of one weight, starting at 0, which each update with plain SGD moves down by exactly the learning rate. So
 * the weight tells what rates it was trained with.
 */
export function rateMeter(optimizer: tf.Optimizer | string): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'zeros' }));
  model.compile({ optimizer, loss: meanOutput });
  return model;
}

/** Trains in two batches an epoch, one sample each. */
export async function fit(
  model: tf.LayersModel,
  callbacks: tf.ModelFitArgs['callbacks'],
  epochs: number,
  initialEpoch = 0,
): Promise<tf.History> {
  const [x, y] = [tf.ones([2, 1]), tf.ones([2, 1])];
  const args = { epochs, initialEpoch, batchSize: 1, verbose: 0 as const, shuffle: false };
  return await model.fit(x, y, callbacks === undefined ? args : { ...args, callbacks });
}

/** How far down the weight of a `rateMeter` has come: the sum of the rates of its updates. */
export function weightOf(model: tf.LayersModel): number {
  const [weight = NaN] = model.getWeights()[0]?.dataSync() ?? [];
  return -weight;
}
