import { examplesOf, oneHot } from './examples';
import type { TrainingProblem } from './problem';
import { normal } from './random';

const NOISE = 0.07;
const TURNS = 1.75;
const TRAINED = 512;

/** Two arms of a spiral; after the two-spirals problem of Lang and Witbrock (1988), with fewer turns. */
export const twoSpirals: TrainingProblem = {
  id: 'two-spirals',
  title: 'Two spirals',
  sentence:
    'Points of two spiral arms are told apart by a small network: slow at small rates, restless at large ones.',
  batchSize: 32,
  steps: 1500,
  examples: TRAINED,
  rates: { sgd: 0.3, momentum: 0.1, adagrad: 0.1, adadelta: 0.3, adam: 0.01, adamax: 0.02, rmsprop: 0.005 },
  threshold: 0.2,
  hasAccuracy: true,
  subject: {
    kind: 'network',
    network: { kind: 'dense', units: [2, 32, 32, 2], activation: 'relu', loss: 'cross-entropy' },
    needsDigits: false,
    makeData: (random) =>
      examplesOf(TRAINED, 256, (i) => {
        const label = i % 2;
        // The square root spreads the points evenly along the arm.
        const along = Math.sqrt(random());
        const angle = 2 * Math.PI * TURNS * along + Math.PI * label;
        const inputs = [
          2 * along * Math.cos(angle) + NOISE * normal(random),
          2 * along * Math.sin(angle) + NOISE * normal(random),
        ];
        return { inputs, targets: oneHot(label, 2) };
      }),
  },
};
