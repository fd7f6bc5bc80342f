import type { RateProgram, TrainingJob } from '../../../../src/protocol/training/job';
import type { OptimizerName } from '../../../../src/protocol/training/setup';
import type { Slice } from '../../../../src/protocol/slice';
import { PROBLEMS } from '../../../../src/training/problems/problems';
import type { TrainingProblem } from '../../../../src/training/problems/problem';
import { train } from '../../../../src/training/run/train';
import { TestHost } from './TestHost';

/** A job on one of the problems: with plain SGD on the cpu backend, at the problem's own rate, unless it is said otherwise. */
export function jobOn(id: TrainingProblem['id'], changes: Partial<TrainingJob> = {}): TrainingJob {
  const problem = PROBLEMS[id];
  const optimizer = changes.optimizer ?? { name: 'sgd', parameters: {} };
  return {
    problem: id,
    optimizer,
    backend: 'cpu',
    steps: 20,
    batchSize: problem.batchSize,
    stepsPerEpoch: 10,
    seed: 1,
    rate: { kind: 'constant', rate: problem.rates[optimizer.name] },
    validationEvery: 0,
    effectiveRates: false,
    patience: 1e9,
    ...changes,
  };
}

export function optimizer(name: OptimizerName): TrainingJob['optimizer'] {
  return { name, parameters: {} };
}

/** The rates of a slice. */
export function ratesOf(
  slice: Slice,
  more: Partial<Extract<RateProgram, { kind: 'slice' }>> = {},
): RateProgram {
  return {
    kind: 'slice',
    slice,
    index: 'step',
    initialRate: null,
    horizon: 100,
    stepsPerEpoch: 1,
    stride: 1,
    ...more,
  };
}

/** Makes a run and gives what it told. */
export async function trained(job: TrainingJob, host: TestHost = new TestHost()): Promise<TestHost> {
  await train(job, host);
  return host;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
