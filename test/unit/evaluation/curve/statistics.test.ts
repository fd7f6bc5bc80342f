import { describe, expect, test } from 'vitest';
import { Samples } from '../../../../src/evaluation/curve/samples';
import { statisticsOf } from '../../../../src/evaluation/curve/statistics';
import { samplesOf } from './subjects';

describe('statistics', () => {
  test('name the first of equal extremes', () => {
    expect(statisticsOf(samplesOf((step) => [2, 5, 1, 5, 1, 3][step] ?? 0, 5))).toEqual({
      start: { at: 0, rate: 2 },
      end: { at: 5, rate: 3 },
      lowest: { at: 2, rate: 1 },
      highest: { at: 1, rate: 5 },
      mean: 17 / 6,
    });
  });

  test('leave out what is not finite', () => {
    const figures = statisticsOf(samplesOf((step) => (step < 2 || step > 7 ? NaN : step), 9));
    expect(figures).toMatchObject({ start: { at: 2 }, end: { at: 7 }, highest: { rate: 7 }, mean: 4.5 });
    expect(statisticsOf(samplesOf(() => Infinity, 3))).toBeNull();
  });

  test('weigh a rate by the indices it stands for', () => {
    const dense = Samples.of(
      {
        rates: Float64Array.of(0, 0, 10),
        stride: 100,
        exact: Array.from({ length: 99 }, (_, i) => ({ at: 101 + i, rate: 10 })),
        fault: null,
        impurities: [],
      },
      200,
    );
    expect(statisticsOf(dense)?.mean).toBeCloseTo((101 * 0 + 100 * 10) / 201, 12);
  });
});

describe('samples', () => {
  const samples = Samples.of(
    {
      rates: Float64Array.of(1, 2, NaN, 4),
      stride: 10,
      exact: [
        { at: 5, rate: 1.5 },
        { at: 10, rate: 2 },
        { at: 29, rate: 3.9 },
        { at: 35, rate: 4.5 },
        { at: 1000, rate: 9 },
      ],
      fault: null,
      impurities: [],
    },
    40,
  );

  test('merge both kinds of rates in order, each index once, none beyond the end', () => {
    expect([...samples.at]).toEqual([0, 5, 10, 29, 30, 35]);
    expect([...samples.rate]).toEqual([1, 1.5, 2, 3.9, 4, 4.5]);
  });

  test('find the rate of an index that was computed, and of no other', () => {
    expect([...samples.at].map((at) => samples.rateAt(at))).toEqual([...samples.rate]);
    expect([1, 20, 31, 36, 1000, -1].map((at) => samples.rateAt(at))).toEqual(new Array<null>(6).fill(null));
  });
});
