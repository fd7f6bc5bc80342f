import * as tf from '@tensorflow/tfjs';

export const EPOCHS = 30;
export const BATCH_SIZE = 32;
export const STEPS_PER_EPOCH = 10;

/** Points of a sine for the model to learn, the same each time. */
export function samplePoints(): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const count = BATCH_SIZE * STEPS_PER_EPOCH;
  const x = tf.randomUniform<tf.Rank.R2>([count, 1], -1, 1, 'float32', 7);
  return { x, y: x.mul<tf.Tensor2D>(3).sin() };
}

/** A small network that begins with the same weights each time, so that only the schedules differ. */
export function createModel(): tf.Sequential {
  const layer = (units: number, seed: number, more: { activation?: 'tanh'; inputShape?: number[] } = {}) =>
    tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotNormal({ seed }), ...more });
  return tf.sequential({
    layers: [
      layer(16, 1, { activation: 'tanh', inputShape: [1] }),
      layer(16, 2, { activation: 'tanh' }),
      layer(1, 3),
    ],
  });
}
