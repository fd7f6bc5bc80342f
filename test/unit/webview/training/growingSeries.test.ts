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

  it('is drawn in the columns there are, its extremes among them, in order', () => {
    const at: number[] = [];
    seriesOf(NOISY).forEachDrawn(200, (place, value) => {
      at.push(place);
      expect(value).toBe(NOISY[place]);
    });
    expect(at.length).toBeLessThanOrEqual(400);
    expect(at.length).toBeGreaterThan(300);
    expect(at).toEqual(expect.arrayContaining([1234, 8765]));
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  it('leaves out what is not finite', () => {
    const at: number[] = [];
    seriesOf([1, Number.NaN, 2, Number.POSITIVE_INFINITY]).forEachDrawn(10, (place) => {
      at.push(place);
    });
    expect(at).toEqual([0, 2]);
  });
});
