import { examplesOf } from './examples';
import type { TrainingProblem } from './problem';

const TRAINED = 256;
const DEPTH = 8;
const WIDTH = 8;

/** Many layers in a row multiply what a rate too large does to each, and a squared error has no upper bound. */
export const deepNarrow: TrainingProblem = {
  id: 'deep-narrow',
  title: 'Deep and narrow',
  sentence:
    'Eight hidden layers of eight units are fitted to a wave: they learn at small rates and diverge at large ones.',
  batchSize: 32,
  steps: 1000,
  examples: TRAINED,
  rates: {
    sgd: 0.02,
    momentum: 0.003,
    adagrad: 0.02,
    adadelta: 0.02,
    adam: 0.003,
    adamax: 0.005,
    rmsprop: 0.001,
  },
  threshold: 0.1,
  hasAccuracy: false,
  subject: {
    kind: 'network',
    network: {
      kind: 'dense',
      units: [2, ...Array.from({ length: DEPTH }, () => WIDTH), 1],
      activation: 'relu',
      loss: 'squared-error',
    },
    needsDigits: false,
    makeData: (random) =>
      examplesOf(TRAINED, 128, () => {
        const x = 2 * random() - 1;
        const y = 2 * random() - 1;
        return { inputs: [x, y], targets: [Math.sin(3 * x) + y * y] };
      }),
  },
};
