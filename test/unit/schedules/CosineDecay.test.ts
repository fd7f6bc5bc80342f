import { describe, expect, test } from 'vitest';
import { CosineDecay } from '../../../src/schedules/CosineDecay';
import { testGoldenRates } from './goldens';

describe('CosineDecay', () => {
  testGoldenRates('keras', 'CosineDecay', (config) => new CosineDecay(config));

  test('warms up beside the decay, not within it', () => {
    const schedule = new CosineDecay({
      initialLearningRate: 0,
      warmupTarget: 1e-3,
      warmupSteps: 500,
      decaySteps: 9_500,
      alpha: 0.01,
    });
    expect(schedule.call(250)).toBe(0.0005);
    expect(schedule.call(500)).toBe(1e-3);
    expect(schedule.call(9_999)).toBeGreaterThan(1e-5);
    expect(schedule.call(10_000)).toBeCloseTo(1e-5, 17);
    expect(schedule.call(20_000)).toBeCloseTo(1e-5, 17);
  });

  test('a target of 0 is a target, and null is none', () => {
    const config = { initialLearningRate: 0.4, decaySteps: 10, warmupSteps: 4 };
    expect(new CosineDecay({ ...config, warmupTarget: 0 }).call(1)).toBeCloseTo(0.3, 15);
    expect(new CosineDecay({ ...config, warmupTarget: 0 }).call(4)).toBe(0);
    expect(new CosineDecay({ ...config, warmupTarget: null }).call(0)).toBe(0.4);
  });

  test('a target without a warmup is where the decay starts', () => {
    const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10, warmupTarget: 0.5 });
    expect(schedule.call(0)).toBe(0.5);
  });

  test('refuses a negative warmup where there is one', () => {
    const config = { initialLearningRate: 0.1, decaySteps: 10, warmupSteps: -3 };
    expect(() => new CosineDecay({ ...config, warmupTarget: 0.2 })).toThrow(
      new RangeError('CosineDecay: warmupSteps must not be negative, got -3.'),
    );
  });
});
