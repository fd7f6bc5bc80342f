import type { Optimizer } from '@tensorflow/tfjs';
import { attachSchedule } from '../../schedules/tfjs/attachSchedule';
import { getLearningRate } from '../../schedules/tfjs/learningRate';
import { LearningRateScheduler } from '../../schedules/tfjs/LearningRateScheduler';
import type { RateAtUpdate } from './rateAtUpdate';

/** Makes an optimizer follow rates, by the means that the library gives to everyone who trains. */
export interface FollowedRates {
  /** To be called before each update; a promise where an epoch begins that brings a rate. */
  beforeUpdate(step: number): Promise<void> | null;
  /** The rate of the update just made. */
  rateOfUpdate(): number;
  detach(): void;
}

/** @param stepsPerEpoch updates in an epoch. */
export function followRates(optimizer: Optimizer, rates: RateAtUpdate, stepsPerEpoch: number): FollowedRates {
  return rates.byEpoch
    ? followByEpoch(optimizer, rates, stepsPerEpoch)
    : followByStep(optimizer, rates, stepsPerEpoch);
}

function followByStep(optimizer: Optimizer, rates: RateAtUpdate, stepsPerEpoch: number): FollowedRates {
  let rate = rates.initialRate;
  const detach = attachSchedule(optimizer, {
    call: (step) => {
      rate = rates.rateAt(step, Math.floor(step / stepsPerEpoch));
      return rate;
    },
  });
  return { beforeUpdate: () => null, rateOfUpdate: () => rate, detach };
}

/** The callback does what it does in `fit`: at the beginning of each epoch it sets the rate, which then stays. */
function followByEpoch(optimizer: Optimizer, rates: RateAtUpdate, stepsPerEpoch: number): FollowedRates {
  const rateOfEpoch = (epoch: number): number => rates.rateAt(epoch * stepsPerEpoch, epoch);
  const callback = new LearningRateScheduler(rateOfEpoch, { optimizer });
  let rate = rates.initialRate;
  return {
    beforeUpdate: (step) => {
      if (step % stepsPerEpoch !== 0) {
        return null;
      }
      return callback.onEpochBegin(step / stepsPerEpoch).then(() => {
        rate = getLearningRate(optimizer);
      });
    },
    rateOfUpdate: () => rate,
    detach: () => undefined,
  };
}
