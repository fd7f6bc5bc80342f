import type { TrainingProblem } from './problem';

/** The valley of Rosenbrock (1960), with 20 in place of 100: a floor that bends, which walls twenty times as steep enclose. */
const WALLS = 20;

export const rosenbrock: TrainingProblem = {
  id: 'rosenbrock',
  title: 'Rosenbrock valley',
  sentence:
    'Two weights follow the floor of a bent valley: steep walls limit the rate, and the flat floor makes it slow.',
  batchSize: 1,
  steps: 1000,
  examples: 100,
  rates: {
    sgd: 0.004,
    momentum: 0.001,
    adagrad: 0.3,
    adadelta: 0.004,
    adam: 0.05,
    adamax: 0.1,
    rmsprop: 0.01,
  },
  threshold: 0.05,
  hasAccuracy: false,
  subject: {
    kind: 'surface',
    height: (x, y) => (1 - x) ** 2 + WALLS * (y - x * x) ** 2,
    slope: (x, y) => [-2 * (1 - x) - 4 * WALLS * x * (y - x * x), 2 * WALLS * (y - x * x)],
    start: (random) => [-1.4 + 0.2 * random(), 1.4 + 0.2 * random()],
    domain: { x: [-2, 2], y: [-0.75, 2.75] },
    minimum: [1, 1],
    noise: 0,
  },
};
