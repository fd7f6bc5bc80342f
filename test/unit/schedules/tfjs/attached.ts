import type * as tf from '@tensorflow/tfjs';
import { CosineDecay } from '../../../../src/schedules/CosineDecay';
import { PiecewiseConstantDecay } from '../../../../src/schedules/PiecewiseConstantDecay';

/** Warms up and decays, so that no two of its first rates are alike. */
export const schedule = new CosineDecay({
  initialLearningRate: 0.01,
  warmupTarget: 0.3,
  warmupSteps: 5,
  decaySteps: 7,
});

/** Six rates that add up without rounding, then 0. */
export const exact = new PiecewiseConstantDecay({
  boundaries: [0, 1, 2, 3, 4, 5],
  values: [0.5, 0.25, 0.125, 1, 2, 4, 0],
});

/** One update of a weight whose gradient is 1. */
export function minimize(optimizer: tf.Optimizer, weight: tf.Variable): void {
  optimizer.minimize(() => weight.mul(1).asScalar(), false, [weight]);
}
