import { OPTIMIZERS } from '../../training/optimizers/optimizers';
import type { TrainingProblem } from '../../training/problems/problem';
import { PROBLEMS } from '../../training/problems/problems';
import type { ExportedFunction, OptimizerFound, TrainingContext } from '../../protocol/training/context';
import type { TrainingForm } from '../../protocol/training/form';
import type { OwnModel } from '../../protocol/training/job';
import type { OptimizerChoice, OptimizerName, ProblemId, TrainingSetup } from '../../protocol/training/setup';

/** What nobody has touched yet. */
export const UNTOUCHED: TrainingForm = {
  problem: null,
  modelName: null,
  pickedModel: null,
  optimizer: null,
  backend: 'wasm',
  steps: null,
  batchSize: null,
  stepsPerEpoch: null,
  seed: 1,
  repeats: 1,
  wholeSchedule: true,
  chosen: null,
  constants: [],
  constantRate: null,
  rangeFrom: 1e-6,
  rangeTo: 10,
  rangeSteps: 300,
  threshold: null,
  logarithmic: false,
  effectiveRates: false,
  shownRun: null,
};

const FIRST_PROBLEM: ProblemId = 'two-spirals';
/** For a model of unknown speed. */
const OWN_MODEL = { steps: 200, batchSize: 32, examples: 512 };
/** Rates up to here are those of an optimizer that adapts them, when nothing else is known. */
const ADAPTIVE_UP_TO = 0.02;

/** An optimizer, and the place in the source it was read from. */
export interface OptimizerDefault {
  readonly choice: OptimizerChoice;
  /** Null where it is assumed. */
  readonly found: OptimizerFound | null;
}

/** The problem in force. */
export function problemOf(form: TrainingForm): ProblemId {
  return form.problem ?? FIRST_PROBLEM;
}

/** A problem that comes with the extension; null for the person's own. */
export function shippedProblem(id: ProblemId): TrainingProblem | null {
  return id === 'own-model' ? null : PROBLEMS[id];
}

/** The first optimizer of the source; without one, one whose rates are of the size of the schedule's. */
export function optimizerDefault(context: TrainingContext | null, peak: number | null): OptimizerDefault {
  const [found] = context?.optimizers ?? [];
  if (found !== undefined) {
    return { choice: { name: found.name, parameters: known(found.name, found.parameters) }, found };
  }
  const name = peak !== null && peak <= ADAPTIVE_UP_TO ? 'adam' : 'sgd';
  return { choice: { name, parameters: {} }, found: null };
}

/** The parameters that the optimizer has, of those that the source gives. */
function known(
  name: OptimizerName,
  parameters: OptimizerFound['parameters'],
): Readonly<Record<string, number | boolean>> {
  const names = new Set(OPTIMIZERS[name].parameters.map((parameter) => parameter.name));
  return Object.fromEntries(Object.entries(parameters).filter(([key]) => names.has(key)));
}

/** What is trained, with defaults for all that the person has not entered. */
export function setupOf(
  form: TrainingForm,
  context: TrainingContext | null,
  peak: number | null,
): TrainingSetup {
  const problem = problemOf(form);
  const { steps, batchSize, examples } = shippedProblem(problem) ?? {
    ...OWN_MODEL,
    batchSize: context?.batchSize?.value ?? OWN_MODEL.batchSize,
  };
  const batch = form.batchSize ?? batchSize;
  return {
    problem,
    optimizer: form.optimizer ?? optimizerDefault(context, peak).choice,
    backend: form.backend,
    steps: form.steps ?? steps,
    batchSize: batch,
    stepsPerEpoch: form.stepsPerEpoch ?? Math.max(1, Math.ceil(examples / batch)),
    seed: form.seed,
    repeats: form.repeats,
    wholeSchedule: form.wholeSchedule,
  };
}

/** The rate of a constant contestant that nobody has entered: the source's, else one that does well. */
export function constantRateOf(
  form: TrainingForm,
  context: TrainingContext | null,
  setup: TrainingSetup,
): number {
  const [found] = context?.optimizers ?? [];
  const { name } = setup.optimizer;
  const fromSource = found?.name === name ? found.learningRate : null;
  return (
    form.constantRate ??
    fromSource ??
    shippedProblem(setup.problem)?.rates[name] ??
    OPTIMIZERS[name].defaultRate ??
    0.01
  );
}

/** The functions that make a model and can be run. */
export function runnableModels(context: TrainingContext | null): readonly ExportedFunction[] {
  return (context?.models ?? []).filter(({ slice }) => slice !== null);
}

/** The person's own model with their data, as the form asks for it; null when there is none. */
export function ownModelOf(form: TrainingForm, context: TrainingContext | null): OwnModel | null {
  const models = runnableModels(context);
  const model = models.find(({ name }) => name === form.modelName) ?? models[0];
  const usable = context?.data.filter(({ slice }) => slice !== null) ?? [];
  const data = usable.find(({ uri }) => uri === model?.uri) ?? usable[0];
  return model?.slice == null
    ? null
    : { model: model.slice, data: data?.slice ?? null, loss: context?.compile?.loss ?? null };
}
