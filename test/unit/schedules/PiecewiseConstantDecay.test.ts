import { describe, expect, test } from 'vitest';
import { PiecewiseConstantDecay } from '../../../src/schedules/PiecewiseConstantDecay';
import { testGoldenRates } from './goldens';

describe('PiecewiseConstantDecay', () => {
  testGoldenRates('keras', 'PiecewiseConstantDecay', (config) => new PiecewiseConstantDecay(config));

  test('a boundary itself still has the rate before it', () => {
    const schedule = new PiecewiseConstantDecay({ boundaries: [10, 20], values: [0.3, 0.2, 0.1] });
    expect([10, 11, 20, 21].map((step) => schedule.call(step))).toEqual([0.3, 0.2, 0.2, 0.1]);
  });

  test('the name it gets by default is the one Keras gives it', () => {
    const schedule = new PiecewiseConstantDecay({ boundaries: [1], values: [1, 2] });
    expect(schedule.getConfig().name).toBe('PiecewiseConstant');
    expect(schedule.getClassName()).toBe('PiecewiseConstantDecay');
  });

  test('lists changed after construction, or taken from its config, change nothing', () => {
    const boundaries = [10];
    const values = [0.2, 0.1];
    const schedule = new PiecewiseConstantDecay({ boundaries, values });
    boundaries[0] = 0;
    values[0] = 9;
    schedule.getConfig().values[0] = 9;
    expect(schedule.call(5)).toBe(0.2);
  });

  test.each([
    {
      boundaries: [10, 5],
      values: [1, 0.5, 0.25],
      says: 'boundaries must be in ascending order, got [10, 5]',
    },
    {
      boundaries: [1, 2],
      values: [1, 0.5],
      says: 'values must hold one rate more than boundaries, 3 of them',
    },
    { boundaries: [], values: [1], says: 'boundaries must not be empty, got []' },
    { boundaries: [1, NaN], values: [1, 2, 3], says: 'boundaries[1] must be a finite number, got NaN' },
    { boundaries: [1], values: [1, Infinity], says: 'values[1] must be a finite number, got Infinity' },
  ])('refuses boundaries $boundaries with values $values', ({ boundaries, values, says }) => {
    const create = (): unknown => new PiecewiseConstantDecay({ boundaries, values });
    expect(create).toThrow(RangeError);
    expect(create).toThrow(`PiecewiseConstantDecay: ${says}`);
  });

  test('refuses what is no list of numbers', () => {
    expect(() => new PiecewiseConstantDecay({ boundaries: 5 as never, values: [1, 2] })).toThrow(
      new TypeError('PiecewiseConstantDecay: boundaries must be a list of numbers, got 5.'),
    );
    expect(() => new PiecewiseConstantDecay({ boundaries: [5], values: [1, '2' as never] })).toThrow(
      new TypeError('PiecewiseConstantDecay: values[1] must be a number, got "2".'),
    );
  });
});
