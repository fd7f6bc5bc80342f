import { CosineDecay } from 'tfjs-lr-schedules';

/** A built-in decay: a linear warmup, then half a cosine. Change a number and watch the line above it. */
export const warmupThenCosine = new CosineDecay({
  initialLearningRate: 0.01,
  warmupTarget: 0.2,
  warmupSteps: 30,
  decaySteps: 270,
  alpha: 0.01,
});
