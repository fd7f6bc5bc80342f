import type { TrainingProblem } from './problem';

const STEEP = 10;
const FLAT = 0.5;

/**
 * Two weights in a bowl that is twenty times as steep in one direction as in the other. Each example has its own minimum,
 * drawn around the true one, as in the noisy quadratic model of Zhang et al. (2019, arXiv 1907.04164): a rate that does
 * not fall keeps the weights at a distance from it.
 */
export const quadraticBowl: TrainingProblem = {
  id: 'quadratic-bowl',
  title: 'Quadratic bowl',
  sentence:
    'Two weights roll down a noisy bowl, steep one way and flat the other: what a rate does can be seen as a path.',
  batchSize: 16,
  steps: 500,
  examples: 1600,
  rates: { sgd: 0.05, momentum: 0.01, adagrad: 0.5, adadelta: 0.05, adam: 0.1, adamax: 0.2, rmsprop: 0.05 },
  threshold: 0.1,
  hasAccuracy: false,
  subject: {
    kind: 'surface',
    height: (x, y) => (FLAT * x * x + STEEP * y * y) / 2,
    slope: (x, y) => [FLAT * x, STEEP * y],
    start: (random) => [-4 + 0.4 * random(), 1.6 + 0.4 * random()],
    domain: { x: [-5, 5], y: [-2.5, 2.5] },
    minimum: [0, 0],
    noise: 0.4,
  },
};
