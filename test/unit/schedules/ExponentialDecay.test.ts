import { describe, expect, test } from 'vitest';
import { ExponentialDecay } from '../../../src/schedules/ExponentialDecay';
import { testGoldenRates } from './goldens';

describe('ExponentialDecay', () => {
  testGoldenRates('keras', 'ExponentialDecay', (config) => new ExponentialDecay(config));

  test('a staircase has the new rate at the multiple itself', () => {
    const schedule = new ExponentialDecay({
      initialLearningRate: 0.5,
      decaySteps: 10,
      decayRate: 0.5,
      staircase: true,
    });
    expect([9, 10, 19, 20].map((step) => schedule.call(step))).toEqual([0.5, 0.25, 0.25, 0.125]);
  });

  test('its defaults are those of Keras', () => {
    const schedule = new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.96 });
    expect(schedule.getConfig()).toEqual({
      initialLearningRate: 0.1,
      decaySteps: 100,
      decayRate: 0.96,
      staircase: false,
      name: 'ExponentialDecay',
    });
  });
});
