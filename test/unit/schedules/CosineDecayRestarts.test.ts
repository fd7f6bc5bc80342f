import { describe, expect, test } from 'vitest';
import { CosineDecayRestarts } from '../../../src/schedules/CosineDecayRestarts';
import { testGoldenRates } from './goldens';

describe('CosineDecayRestarts', () => {
  testGoldenRates('keras', 'CosineDecayRestarts', (config) => new CosineDecayRestarts(config));

  test('the name it gets by default is the one Keras gives it', () => {
    const schedule = new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 10 });
    expect(schedule.getConfig()).toEqual({
      initialLearningRate: 0.1,
      firstDecaySteps: 10,
      tMul: 2,
      mMul: 1,
      alpha: 0,
      name: 'SGDRDecay',
    });
  });

  // A bare floor(log / log) misses some of these by rounding and would put the bottom of the old period there.
  test.each([2, 3, 5, 7, 10])('restarts at the very step for periods that grow %i-fold', (tMul) => {
    const schedule = new CosineDecayRestarts({ initialLearningRate: 1, firstDecaySteps: 10, tMul });
    let restart = 0;
    for (let length = 10; restart + length < 1e7; length *= tMul) {
      restart += length;
      expect(schedule.call(restart), `step ${restart}`).toBeCloseTo(1, 9);
      expect(schedule.call(restart - 1), `step ${restart - 1}`).toBeLessThan(0.03);
    }
    expect(restart).toBeGreaterThan(1e6);
  });

  test('shrinking periods end, and the rate after them is no number', () => {
    const schedule = new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 10, tMul: 0.5 });
    expect(schedule.call(19)).toBeGreaterThan(0);
    expect(schedule.call(20)).toBeNaN();
  });

  test.each([0, -1])('refuses periods that grow %i-fold', (tMul) => {
    expect(() => new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 10, tMul })).toThrow(
      new RangeError(`CosineDecayRestarts: tMul must be greater than 0, got ${tMul}.`),
    );
  });
});
