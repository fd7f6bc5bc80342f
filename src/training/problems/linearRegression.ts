import { examplesOf } from './examples';
import type { TrainingProblem } from './problem';
import { normal } from './random';

const FEATURES = 8;
const NOISE = 0.5;
const TRAINED = 512;

/** A convex problem whose loss cannot fall below the noise of its targets: half of that variance is lost on a rate too large. */
export const linearRegression: TrainingProblem = {
  id: 'linear-regression',
  title: 'Linear regression',
  sentence:
    'Eight weights are fitted to noisy targets: convex, and a rate that stays high keeps the loss above the noise.',
  batchSize: 16,
  steps: 1000,
  examples: TRAINED,
  rates: {
    sgd: 0.02,
    momentum: 0.005,
    adagrad: 0.3,
    adadelta: 0.02,
    adam: 0.02,
    adamax: 0.04,
    rmsprop: 0.01,
  },
  threshold: 0.35,
  hasAccuracy: false,
  subject: {
    kind: 'network',
    network: { kind: 'dense', units: [FEATURES, 1], activation: 'relu', loss: 'squared-error' },
    needsDigits: false,
    makeData: (random) => {
      const truth = Array.from({ length: FEATURES }, () => normal(random));
      return examplesOf(TRAINED, 256, () => {
        // Features of unequal size make some directions steep and others flat.
        const inputs = Array.from({ length: FEATURES }, (_, i) => normal(random) * 2 ** (-i / 3.5));
        const value = inputs.reduce((sum, input, i) => sum + input * (truth[i] ?? 0), 0.5);
        return { inputs, targets: [value + NOISE * normal(random)] };
      });
    },
  },
};
