import type { OwnModel, TrainingJob } from '../../protocol/training/job';
import type { TrainingSetup } from '../../protocol/training/setup';
import type { Entrant } from './contestants';

/** Milliseconds that all runs of a comparison together may be expected to take before the person is asked. */
const PATIENCE = 60_000;
/** Looks at the validation data in a run. */
const VALIDATIONS = 20;

/** One run to be made. */
export interface PlannedRun {
  readonly contestantId: string;
  readonly job: TrainingJob;
}

/** What is the same for all runs of a comparison beside its setup. */
export interface RunCircumstances {
  /** The model, where the problem is the person's own. */
  readonly ownModel: OwnModel | null;
  readonly effectiveRates: boolean;
  /** Runs made at a time. */
  readonly atOnce: number;
}

/**
 * The runs of a comparison, in the order in which they are made: every contestant with the first seed, then with the next,
 * so that a comparison is there early.
 * @throws Error when the problem is the person's own and there is no model.
 */
export function plannedRuns(
  setup: TrainingSetup,
  entrants: readonly Entrant[],
  { ownModel, effectiveRates, atOnce }: RunCircumstances,
): readonly PlannedRun[] {
  const { problem: id, optimizer, backend, steps, batchSize, seed, repeats } = setup;
  const problem = id === 'own-model' ? ownModel : id;
  if (problem === null) {
    throw new Error('a run of an own model needs its model');
  }
  const rounds = Math.ceil((entrants.length * repeats) / atOnce);
  return Array.from({ length: repeats }, (_, repeat) =>
    entrants.map(({ contestant, rate, stepsPerEpoch }) => ({
      contestantId: contestant.id,
      job: {
        problem,
        optimizer,
        backend,
        steps,
        batchSize,
        stepsPerEpoch,
        seed: seed + repeat,
        rate,
        validationEvery: contestant.kind === 'range-test' ? 0 : Math.max(1, Math.floor(steps / VALIDATIONS)),
        effectiveRates: effectiveRates && contestant.kind !== 'range-test',
        patience: PATIENCE / rounds,
      },
    })),
  ).flat();
}
