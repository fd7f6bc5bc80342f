import { type Guarded, guards } from '../guard';
import { isOptimizerChoice, BACKEND_NAMES, PROBLEM_IDS } from './setup';

/** Constant rates that are trained beside schedules: of their mean, of their peak, or as the person gives it. */
export const CONSTANT_KINDS = ['constant-mean', 'constant-peak', 'constant'] as const;
export type ConstantKind = (typeof CONSTANT_KINDS)[number];

const oneNameOf = <const N extends string>(names: readonly N[]) =>
  guards.oneOf(...names.map((name) => guards.literal(name)));

/** What a person has entered of a training to come. Null is what nobody has touched: it follows what is known of the source. */
export const isTrainingForm = guards.object({
  problem: guards.nullable(oneNameOf(PROBLEM_IDS)),
  /** The function that makes the model, by name, where the problem is the person's own. */
  modelName: guards.nullable(guards.string),
  /** The model of another file that was picked last. */
  pickedModel: guards.nullable(guards.object({ uri: guards.string, name: guards.string })),
  optimizer: guards.nullable(isOptimizerChoice),
  backend: oneNameOf(BACKEND_NAMES),
  steps: guards.nullable(guards.count),
  batchSize: guards.nullable(guards.count),
  stepsPerEpoch: guards.nullable(guards.count),
  seed: guards.count,
  repeats: guards.count,
  wholeSchedule: guards.boolean,
  /** Definition ids of the schedules to train; null follows the one whose details are open. */
  chosen: guards.nullable(guards.array(guards.string)),
  constants: guards.array(oneNameOf(CONSTANT_KINDS)),
  constantRate: guards.nullable(guards.finite),
  /** The span of rates of the range test, and its updates. */
  rangeFrom: guards.finite,
  rangeTo: guards.finite,
  rangeSteps: guards.count,
  /** The loss at which steps are compared; null takes one that all reach. */
  threshold: guards.nullable(guards.finite),
  logarithmic: guards.boolean,
  effectiveRates: guards.boolean,
  /** The run that was last shown, by id. */
  shownRun: guards.nullable(guards.string),
});
export type TrainingForm = Guarded<typeof isTrainingForm>;
