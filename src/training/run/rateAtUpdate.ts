import * as tf from '@tensorflow/tfjs';
import { rateAt, type RateSource } from '../../evaluation/runtime/rateSource';
import type { RepeatableGlobals } from '../../evaluation/runtime/repeatable';
import { ticker } from '../../evaluation/runtime/run';
import { sourceOf } from '../../evaluation/runtime/sourceOf';
import { type Tensorflow, tidyProgram } from '../../evaluation/runtime/tidyProgram';
import type { RateProgram } from '../../protocol/training/job';
import { rampRate } from '../results/rangeTest';
import type { TrainingHost } from './host';
import { rateFault, sourceFault } from './runFault';

/** Milliseconds that a schedule may take to be made, and for one rate. */
const LIMIT = 2000;

/** Gives the rate of each update. */
export interface RateAtUpdate {
  /** Whether rates change with each epoch rather than with each update. */
  readonly byEpoch: boolean;
  /** The rate that the optimizer is made with. */
  readonly initialRate: number;
  /**
   * The rate of an update, or of the epoch that begins with it. To be asked in order, and once for each.
   * @throws RunFault when the schedule fails, or gives what cannot be trained with.
   */
  rateAt(step: number, epoch: number): number;
}

/** An optimizer has to be made with some rate, also where the schedule sets one before the first update. */
const ANY_RATE = 0.01;

/**
 * Makes what a job takes its rates from.
 * @param steps updates of the run, over which a ramp rises.
 * @throws RunFault when the schedule cannot be made.
 */
export function rateAtUpdate(
  program: RateProgram,
  steps: number,
  host: TrainingHost,
  globals: RepeatableGlobals,
): RateAtUpdate {
  switch (program.kind) {
    case 'constant': {
      const { rate } = program;
      return { byEpoch: false, initialRate: rate, rateAt: () => rate };
    }
    case 'ramp': {
      const { from, to } = program;
      return {
        byEpoch: false,
        initialRate: from,
        rateAt: (step) => rampRate(from, to, step, steps),
      };
    }
    case 'slice':
      return sliceRate(program, host, globals);
  }
}

function sliceRate(
  { slice, index, initialRate, horizon, stepsPerEpoch, stride }: RateProgram & { readonly kind: 'slice' },
  host: TrainingHost,
  globals: RepeatableGlobals,
): RateAtUpdate {
  const deadline = { now: () => globals.without(() => host.now()), end: host.now() + LIMIT };
  const tick = ticker(deadline);
  const make = (): RateSource => {
    const program = host.program(slice);
    const tidied = slice.usesTensors ? tidyProgram(program, tf as unknown as Tensorflow) : program;
    return sourceOf(tidied, { ...slice, initialRate, horizon, stepsPerEpoch }, tf, tick);
  };
  let source: RateSource;
  try {
    source = globals.within(make);
  } catch (thrown) {
    throw sourceFault(thrown, 'schedule', null);
  }
  const byEpoch = index === 'epoch';
  return {
    byEpoch,
    initialRate: initialRate ?? ANY_RATE,
    rateAt: (step, epoch) => {
      const at = byEpoch ? epoch : Math.floor(step * stride);
      const epochNamed = byEpoch ? epoch : null;
      deadline.end = host.now() + LIMIT;
      let rate: number;
      try {
        rate = globals.within(() => rateAt(source, at));
      } catch (thrown) {
        throw sourceFault(thrown, 'schedule', step, epochNamed);
      }
      const fault = rateFault(rate, step, epochNamed);
      if (fault !== null) {
        throw fault;
      }
      return rate;
    },
  };
}
