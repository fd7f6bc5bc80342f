import { describe, expect, test } from 'vitest';
import { InverseTimeDecay } from '../../../src/schedules/InverseTimeDecay';
import { testGoldenRates } from './goldens';

describe('InverseTimeDecay', () => {
  testGoldenRates('keras', 'InverseTimeDecay', (config) => new InverseTimeDecay(config));

  test('a staircase has the new rate at the multiple itself', () => {
    const schedule = new InverseTimeDecay({
      initialLearningRate: 1,
      decaySteps: 4,
      decayRate: 1,
      staircase: true,
    });
    expect([0, 3, 4, 7, 12].map((step) => schedule.call(step))).toEqual([1, 1, 0.5, 0.5, 0.25]);
  });

  test('its defaults are those of Keras', () => {
    const schedule = new InverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5 });
    expect(schedule.getConfig()).toMatchObject({ staircase: false, name: 'InverseTimeDecay' });
  });
});
