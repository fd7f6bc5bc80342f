import type { RangeSuggestion } from '../../training/results/rangeTest';
import { OPTIMIZERS } from '../../training/optimizers/optimizers';
import type { TrainingForm } from '../../protocol/training/form';
import type { OwnModel } from '../../protocol/training/job';
import type { TrainingSetup } from '../../protocol/training/setup';
import type { StoredRun } from '../../protocol/training/storedRun';
import type { FromPage } from '../../protocol/preview';
import type { Series } from '../series';
import type { ComparisonPlan } from './comparison';
import type { Entrant } from './contestants';
import { RANGE_TEST } from './contestantLooks';
import { shippedProblem } from './formDefaults';
import { type PlannedRun, plannedRuns } from './planRun';
import { runsAtOnce } from './runner';
import { TRAINING } from './trainingStrings';

/** A comparison to be made, with its runs. */
export interface PlannedComparison {
  readonly plan: ComparisonPlan;
  readonly runs: readonly PlannedRun[];
}

interface Occasion {
  readonly uri: string;
  readonly setup: TrainingSetup;
  readonly ownModel: OwnModel | null;
  /** What the problem is called where it is the person's own. */
  readonly modelName: string;
}

/** The comparison that the form asks for. */
export function comparisonPlan(
  { uri, setup, ownModel, modelName }: Occasion,
  entrants: readonly Entrant[],
): PlannedComparison {
  const { name, adaptive } = named(setup);
  const title = TRAINING.title(problemName(setup, modelName), name, entrants.length);
  return {
    plan: { ...fresh(), title, uri, setup, contestants: entrants.map(({ contestant }) => contestant) },
    runs: plannedRuns(setup, entrants, { ownModel, effectiveRates: adaptive, atOnce: runsAtOnce() }),
  };
}

/** The range test that the form asks for. */
export function rangeTestPlan(
  { uri, setup: wanted, ownModel, modelName }: Occasion,
  { rangeFrom, rangeTo, rangeSteps }: Pick<TrainingForm, 'rangeFrom' | 'rangeTo' | 'rangeSteps'>,
): PlannedComparison {
  const setup = { ...wanted, steps: rangeSteps, repeats: 1 };
  const { name } = named(setup);
  const title = TRAINING.rangeTitle(problemName(setup, modelName), name);
  const entrant: Entrant = {
    contestant: { id: RANGE_TEST, name: TRAINING.rangeTest, kind: 'range-test', definitionId: null },
    rate: { kind: 'ramp', from: rangeFrom, to: rangeTo },
    stepsPerEpoch: setup.stepsPerEpoch,
  };
  return {
    plan: { ...fresh(), title, uri, setup, contestants: [entrant.contestant] },
    runs: plannedRuns(setup, [entrant], { ownModel, effectiveRates: false, atOnce: runsAtOnce() }),
  };
}

/** A kept run, to be made again. */
export function repeatedPlan(run: StoredRun, runs: readonly PlannedRun[]): PlannedComparison {
  const { title, uri, setup, contestants } = run;
  return { plan: { ...fresh(), title, uri, setup, contestants }, runs };
}

/** Parts of a run that warm up, and half a cycle's part of it. */
const WARMUP = 0.1;
const HALF_CYCLE = 1 / 8;
/** Epochs that half a cycle takes: Smith (arXiv 1506.01186, section 3.2) has found 2 to 10 to be good. */
const HALF_CYCLE_EPOCHS = 4;

/** The schedule that goes between suggested rates, over as many steps as the schedule beside which it is written. */
export function scheduleToWrite(
  form: 'cyclical' | 'cosine',
  { base, maximal }: RangeSuggestion,
  beside: Series | null,
  setup: TrainingSetup,
): Extract<FromPage, { type: 'writeSchedule' }> {
  const definitionId = beside?.definition.id ?? null;
  const stepsPerEpoch = beside?.definition.timeline.stepsPerEpoch?.value ?? null;
  const steps = stepsOf(beside) ?? setup.steps;
  if (form === 'cyclical') {
    const stepSize =
      stepsPerEpoch === null ? Math.round(steps * HALF_CYCLE) : stepsPerEpoch * HALF_CYCLE_EPOCHS;
    return {
      type: 'writeSchedule',
      definitionId,
      schedule: 'TriangularCyclicalLearningRate',
      parameters: {
        initialLearningRate: base,
        maximalLearningRate: maximal,
        stepSize: Math.max(1, stepSize),
      },
    };
  }
  const warmupSteps = Math.max(1, Math.round(steps * WARMUP));
  return {
    type: 'writeSchedule',
    definitionId,
    schedule: 'CosineDecay',
    parameters: {
      initialLearningRate: base,
      decaySteps: Math.max(1, steps - warmupSteps),
      warmupTarget: maximal,
      warmupSteps,
    },
  };
}

/** The steps of a schedule; null for one of epochs whose length is not known. */
function stepsOf(series: Series | null): number | null {
  if (series === null) {
    return null;
  }
  const { index, timeline } = series.definition;
  const perIndex = index === 'step' ? 1 : (timeline.stepsPerEpoch?.value ?? null);
  return perIndex === null ? null : timeline.horizon.value * perIndex;
}

function named({ optimizer }: TrainingSetup): { readonly name: string; readonly adaptive: boolean } {
  const { adaptive } = OPTIMIZERS[optimizer.name];
  return { name: optimizer.name, adaptive };
}

function problemName({ problem }: TrainingSetup, modelName: string): string {
  return shippedProblem(problem)?.title ?? TRAINING.ownModel(modelName);
}

function fresh(): { readonly id: string; readonly created: number } {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return { id: [...numbers].map((number) => number.toString(36)).join('-'), created: Date.now() };
}
