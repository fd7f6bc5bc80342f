import { describe, expect, test } from 'vitest';
import { PolynomialDecay } from '../../../src/schedules/PolynomialDecay';
import { testGoldenRates } from './goldens';

describe('PolynomialDecay', () => {
  testGoldenRates('keras', 'PolynomialDecay', (config) => new PolynomialDecay(config));

  test('stays at the end rate, which is 0.0001 unless given', () => {
    const schedule = new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 10 });
    expect([10, 11, 1000].map((step) => schedule.call(step))).toEqual([0.0001, 0.0001, 0.0001]);
  });

  test('a cycle ends at its multiple and goes on half-way up', () => {
    const schedule = new PolynomialDecay({
      initialLearningRate: 1,
      decaySteps: 8,
      endLearningRate: 0,
      cycle: true,
    });
    expect([0, 8, 9, 16].map((step) => schedule.call(step))).toEqual([1, 0, 0.4375, 0]);
  });
});
