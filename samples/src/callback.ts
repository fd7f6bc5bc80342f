import { LearningRateScheduler } from 'tfjs-lr-schedules';

/** Keeps the optimizer's own rate for ten epochs, then lowers it by a tenth each epoch. */
function holdThenDecay(epoch: number, learningRate: number): number {
  return epoch < 10 ? learningRate : learningRate * Math.exp(-0.1);
}

/** The callback form: `fit` asks it for the rate at the beginning of each epoch. */
// @lr epochs=30 initial=0.2
export const holdThenDecayScheduler = new LearningRateScheduler(holdThenDecay);
