import { examplesOf, oneHot } from './examples';
import type { TrainingProblem } from './problem';
import { normal } from './random';

const NOISE = 0.18;
const TRAINED = 512;

/** Two half circles that reach into one another, as in scikit-learn's `make_moons`. */
export const twoMoons: TrainingProblem = {
  id: 'two-moons',
  title: 'Two moons',
  sentence:
    'Points of two interlocking half circles are told apart by a small network: easily learned by most rates.',
  batchSize: 32,
  steps: 1000,
  examples: TRAINED,
  rates: { sgd: 0.3, momentum: 0.05, adagrad: 0.1, adadelta: 0.3, adam: 0.01, adamax: 0.02, rmsprop: 0.005 },
  threshold: 0.15,
  hasAccuracy: true,
  subject: {
    kind: 'network',
    network: { kind: 'dense', units: [2, 16, 16, 2], activation: 'tanh', loss: 'cross-entropy' },
    needsDigits: false,
    makeData: (random) =>
      examplesOf(TRAINED, 256, (i) => {
        const label = i % 2;
        const angle = Math.PI * random();
        const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle);
        const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
        const inputs = [x - 0.5 + NOISE * normal(random), y - 0.25 + NOISE * normal(random)];
        return { inputs, targets: oneHot(label, 2) };
      }),
  },
};
