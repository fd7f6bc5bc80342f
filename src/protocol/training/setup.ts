import { type Guarded, guards } from '../guard';

/** The problems that a schedule can be tried on; `own-model` is one that the person's own source exports. */
export const PROBLEM_IDS = [
  'linear-regression',
  'two-moons',
  'two-spirals',
  'digits',
  'digits-cnn',
  'deep-narrow',
  'quadratic-bowl',
  'rosenbrock',
  'own-model',
] as const;
export type ProblemId = (typeof PROBLEM_IDS)[number];

/** The optimizers of tf.js, by the names of their factories. */
export const OPTIMIZER_NAMES = [
  'sgd',
  'momentum',
  'adagrad',
  'adadelta',
  'adam',
  'adamax',
  'rmsprop',
] as const;
export type OptimizerName = (typeof OPTIMIZER_NAMES)[number];

/** The backends of tf.js that training runs on. Both compute on the CPU. */
export const BACKEND_NAMES = ['cpu', 'wasm'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

const oneNameOf = <const N extends string>(names: readonly N[]) =>
  guards.oneOf(...names.map((name) => guards.literal(name)));

export const isOptimizerChoice = guards.object({
  name: oneNameOf(OPTIMIZER_NAMES),
  /** By the names of the factory's parameters, such as `momentum` or `beta1`; the rate is not among them. */
  parameters: guards.record(guards.oneOf(guards.finite, guards.boolean)),
});
export type OptimizerChoice = Guarded<typeof isOptimizerChoice>;

/** What is the same for every schedule of a comparison. */
export const isTrainingSetup = guards.object({
  problem: oneNameOf(PROBLEM_IDS),
  optimizer: isOptimizerChoice,
  backend: oneNameOf(BACKEND_NAMES),
  /** Updates to make. */
  steps: guards.count,
  batchSize: guards.count,
  /** Updates in an epoch: schedules of epochs move on after so many. */
  stepsPerEpoch: guards.count,
  /** The first seed; of data, their order and the initial weights. */
  seed: guards.count,
  /** How many seeds, from the first on, each schedule is trained with. */
  repeats: guards.count,
  /** Whether a schedule longer than the run is gone through whole, in longer strides, or only its beginning. */
  wholeSchedule: guards.boolean,
});
export type TrainingSetup = Guarded<typeof isTrainingSetup>;
