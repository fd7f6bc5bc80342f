import { describe, expect, it } from 'vitest';
import { GrowingSeries } from '../../../../src/webview/training/growingSeries';

function seriesOf(values: readonly number[]): GrowingSeries {
  const series = new GrowingSeries();
  values.forEach((value, i) => {
    series.push(i, value);
  });
  return series;
}

/** A noisy fall with one peak and one dip, each a single value. */
const NOISY = Array.from({ length: 10_000 }, (_, i) =>
  i === 1234 ? 50 : i === 8765 ? -50 : 10 - i / 1000 + Math.sin(i * 12.9898) * 0.1,
);

describe('GrowingSeries', () => {
  it('keeps what is pushed, however much it is', () => {
    const series = seriesOf(NOISY);
    expect(series.length).toBe(10_000);
    expect([series.valueOf(0), series.valueOf(1234), series.valueOf(9999)]).toEqual([
      NOISY[0],
      50,
      NOISY[9999],
    ]);
    expect(series.valueOf(10_000)).toBeNaN();
  });

  it('reads the value in force at a place, and none before the first or beyond the last', () => {
    const series = new GrowingSeries();
    series.push(10, 1);
    series.push(20, 2);
    expect([10, 15, 20].map((place) => series.valueAt(place))).toEqual([1, 1, 2]);
    expect([9, 21].map((place) => series.valueAt(place))).toEqual([Number.NaN, Number.NaN]);
  });

  it('is thinned to the points allowed, its extremes and its end among them, in order', () => {
    const { at, values } = seriesOf(NOISY).thinned(400);
    expect(at.length).toBeLessThanOrEqual(400);
    expect(at.length).toBeGreaterThan(300);
    expect(Math.max(...values)).toBe(50);
    expect(Math.min(...values)).toBe(-50);
    expect(at.at(-1)).toBe(9999);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    at.forEach((place, i) => {
      expect(values[i]).toBe(NOISY[place]);
    });
  });

  it('leaves out what is not finite', () => {
    const { at, values } = seriesOf([1, Number.NaN, 2, Number.POSITIVE_INFINITY]).thinned(400);
    expect(at).toEqual([0, 2]);
    expect(values).toEqual([1, 2]);
  });
});
