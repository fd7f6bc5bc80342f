import { DIGITS_TRAINED, digitsData } from './digitsData';
import type { TrainingProblem } from './problem';

/** Optical Recognition of Handwritten Digits (Alpaydin and Kaynak 1998, CC BY 4.0). */
export const digits: TrainingProblem = {
  id: 'digits',
  title: 'Handwritten digits',
  sentence:
    'Pictures of 8×8 pixels are told apart by a network with one hidden layer: real data, learned in seconds.',
  batchSize: 64,
  steps: 1000,
  examples: DIGITS_TRAINED,
  rates: {
    sgd: 0.3,
    momentum: 0.05,
    adagrad: 0.05,
    adadelta: 0.3,
    adam: 0.005,
    adamax: 0.01,
    rmsprop: 0.002,
  },
  threshold: 0.1,
  hasAccuracy: true,
  subject: {
    kind: 'network',
    network: { kind: 'dense', units: [64, 64, 10], activation: 'relu', loss: 'cross-entropy' },
    needsDigits: true,
    makeData: (random, bytes) => digitsData(random, bytes),
  },
};
