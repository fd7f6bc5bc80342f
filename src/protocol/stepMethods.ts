/**
 * The methods that take a stepper, a schedule in the manner of PyTorch's, one step on, in the order they are looked for: what
 * finds a stepper and what drives it agree on them.
 */
export const STEP_METHODS: readonly string[] = [
  'step',
  'update',
  'next',
  'advance',
  'tick',
  'decay',
  'updateLearningRate',
  'updateLr',
  'updateLR',
];
