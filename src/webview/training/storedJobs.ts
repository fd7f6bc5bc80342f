import { guards } from '../../protocol/guard';
import { SLICE_FORMS } from '../../protocol/slice';
import type { TrainingJob } from '../../protocol/training/job';
import { BACKEND_NAMES, isOptimizerChoice, PROBLEM_IDS, type ProblemId } from '../../protocol/training/setup';

const isSlice = guards.object({
  code: guards.string,
  form: guards.oneOf(...SLICE_FORMS.map((form) => guards.literal(form))),
  slots: guards.array(guards.oneOf(guards.finite, guards.boolean)),
  given: guards.record(guards.finite),
  sources: guards.array(guards.string),
  lines: guards.array(guards.nullable(guards.object({ source: guards.count, line: guards.count }))),
  usesTensors: guards.boolean,
  stateless: guards.boolean,
});

const isProgram = guards.oneOf(
  guards.object({ kind: guards.literal('constant'), rate: guards.finite }),
  guards.object({ kind: guards.literal('ramp'), from: guards.finite, to: guards.finite }),
  guards.object({
    kind: guards.literal('slice'),
    slice: isSlice,
    index: guards.oneOf(guards.literal('step'), guards.literal('epoch')),
    initialRate: guards.nullable(guards.finite),
    horizon: guards.finite,
    stepsPerEpoch: guards.finite,
    stride: guards.finite,
  }),
);

const isShippedProblem = (value: unknown): value is Exclude<ProblemId, 'own-model'> =>
  value !== 'own-model' && PROBLEM_IDS.some((id) => id === value);

const isJob = guards.object({
  problem: guards.oneOf(
    isShippedProblem,
    guards.object({
      model: isSlice,
      data: guards.nullable(isSlice),
      loss: guards.nullable(guards.string),
    }),
  ),
  optimizer: isOptimizerChoice,
  backend: guards.oneOf(...BACKEND_NAMES.map((name) => guards.literal(name))),
  steps: guards.count,
  batchSize: guards.count,
  stepsPerEpoch: guards.count,
  seed: guards.count,
  rate: isProgram,
  validationEvery: guards.count,
  effectiveRates: guards.boolean,
  patience: guards.finite,
});

/** A job as it was kept with its run, perhaps by another version of the page. */
export function isTrainingJob(value: unknown): value is TrainingJob {
  return isJob(value);
}
