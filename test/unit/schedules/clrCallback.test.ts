import { describe, test } from 'vitest';
import { ExponentialCyclicalLearningRate } from '../../../src/schedules/ExponentialCyclicalLearningRate';
import type { LearningRateSchedule } from '../../../src/schedules/LearningRateSchedule';
import { Triangular2CyclicalLearningRate } from '../../../src/schedules/Triangular2CyclicalLearningRate';
import { TriangularCyclicalLearningRate } from '../../../src/schedules/TriangularCyclicalLearningRate';
import { expectRates, goldens } from './goldens';

interface CyclicLR {
  readonly base_lr?: number;
  readonly max_lr?: number;
  readonly step_size?: number;
  readonly mode?: 'triangular' | 'triangular2' | 'exp_range';
  readonly gamma?: number;
}

/** The class that takes the place of the callback, with the callback's own defaults. */
function equivalentOf(recorded: CyclicLR): LearningRateSchedule {
  const config = {
    initialLearningRate: recorded.base_lr ?? 0.001,
    maximalLearningRate: recorded.max_lr ?? 0.006,
    stepSize: recorded.step_size ?? 2000,
  };
  switch (recorded.mode ?? 'triangular') {
    case 'triangular':
      return new TriangularCyclicalLearningRate(config);
    case 'triangular2':
      return new Triangular2CyclicalLearningRate(config);
    case 'exp_range':
      return new ExponentialCyclicalLearningRate({ ...config, gamma: recorded.gamma ?? 1 });
  }
}

// The values were recorded batch by batch, each being the rate while batch `step` trained, which is what `call` of a
// schedule means. The file's one error case, an unknown mode, has no counterpart: here the mode is the class.
describe('the cyclical schedules give the rates of the Keras callback CyclicLR', () => {
  for (const golden of goldens('clr_callback', 'callback')) {
    test(`${golden.id}: ${golden.note}`, () => {
      expectRates(equivalentOf(golden.config), golden);
    });
  }
});
