import { CosineDecay, cosineDecay } from '../../schedules/CosineDecay';
import { CosineDecayRestarts, cosineDecayRestarts } from '../../schedules/CosineDecayRestarts';
import { CyclicalLearningRate, cyclicalLearningRate } from '../../schedules/CyclicalLearningRate';
import {
  ExponentialCyclicalLearningRate,
  exponentialCyclicalLearningRate,
} from '../../schedules/ExponentialCyclicalLearningRate';
import { ExponentialDecay, exponentialDecay } from '../../schedules/ExponentialDecay';
import { InverseTimeDecay, inverseTimeDecay } from '../../schedules/InverseTimeDecay';
import { LearningRateSchedule } from '../../schedules/LearningRateSchedule';
import { PiecewiseConstantDecay, piecewiseConstantDecay } from '../../schedules/PiecewiseConstantDecay';
import { PolynomialDecay, polynomialDecay } from '../../schedules/PolynomialDecay';
import {
  Triangular2CyclicalLearningRate,
  triangular2CyclicalLearningRate,
} from '../../schedules/Triangular2CyclicalLearningRate';
import {
  TriangularCyclicalLearningRate,
  triangularCyclicalLearningRate,
} from '../../schedules/TriangularCyclicalLearningRate';
import { ScheduleFault } from './fault';

/**
 * Keeps what it was made with, so that a slice may yield the callback itself as well as its function. The real one is a
 * callback of tf.js, which the sandbox does not have.
 */
class LearningRateScheduler {
  constructor(readonly schedule: unknown) {}
}

/** What takes an optimizer or a model has no place in a slice, which trains nothing; naming it does no harm. */
function trainingOnly(name: string): () => never {
  return () => {
    throw new ScheduleFault('unsupported', `calls ${name}, which needs a model in training`, [name]);
  };
}

/** What imports of the schedule library are bound to: its schedules as they are, and stand-ins for its tf.js adapters. */
export const scheduleLibrary = {
  __esModule: true,
  LearningRateSchedule,
  CosineDecay,
  cosineDecay,
  CosineDecayRestarts,
  cosineDecayRestarts,
  CyclicalLearningRate,
  cyclicalLearningRate,
  ExponentialCyclicalLearningRate,
  exponentialCyclicalLearningRate,
  ExponentialDecay,
  exponentialDecay,
  InverseTimeDecay,
  inverseTimeDecay,
  PiecewiseConstantDecay,
  piecewiseConstantDecay,
  PolynomialDecay,
  polynomialDecay,
  Triangular2CyclicalLearningRate,
  triangular2CyclicalLearningRate,
  TriangularCyclicalLearningRate,
  triangularCyclicalLearningRate,
  LearningRateScheduler,
  attachSchedule: trainingOnly('attachSchedule'),
  callbackList: trainingOnly('callbackList'),
  getLearningRate: trainingOnly('getLearningRate'),
  setLearningRate: trainingOnly('setLearningRate'),
} as const;
