import { DIGITS_TRAINED, digitsData } from './digitsData';
import type { TrainingProblem } from './problem';

/** All others would take a fifth of the time. */
const VALIDATING = 128;

/** Optical Recognition of Handwritten Digits (Alpaydin and Kaynak 1998, CC BY 4.0). */
export const digitsCnn: TrainingProblem = {
  id: 'digits-cnn',
  title: 'Digits, convolutional',
  sentence:
    'The same pictures are told apart by a small convolutional network, which the WebAssembly backend suits best.',
  batchSize: 32,
  steps: 500,
  examples: DIGITS_TRAINED,
  rates: {
    sgd: 0.1,
    momentum: 0.02,
    adagrad: 0.05,
    adadelta: 0.1,
    adam: 0.005,
    adamax: 0.01,
    rmsprop: 0.002,
  },
  threshold: 0.15,
  hasAccuracy: true,
  subject: {
    kind: 'network',
    network: { kind: 'convolutional', side: 8, filters: [8, 16], outputs: 10, loss: 'cross-entropy' },
    needsDigits: true,
    makeData: (random, bytes) => digitsData(random, bytes, VALIDATING),
  },
};
