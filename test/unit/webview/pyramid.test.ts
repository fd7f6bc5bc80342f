import { describe, expect, it } from 'vitest';
import { boundsOf, buildPyramid } from '../../../src/webview/workers/pyramid';

/** A plain scan, which the pyramid must equal whatever the stretch. */
function scan(rates: Float64Array, from: number, to: number): [number, number] {
  const finite = [...rates.subarray(from, to)].filter((rate) => Number.isFinite(rate));
  return finite.length === 0 ? [Number.NaN, Number.NaN] : [Math.min(...finite), Math.max(...finite)];
}

/** A fixed sequence without order, from the multiplicative generator of Lehmer. */
function scattered(count: number): Float64Array {
  const rates = new Float64Array(count);
  let state = 42;
  for (let i = 0; i < count; i += 1) {
    state = (state * 48_271) % 2_147_483_647;
    rates[i] = state / 2_147_483_647;
  }
  return rates;
}

describe('boundsOf', () => {
  const rates = scattered(5000);
  rates[17] = Number.NaN;
  rates[300] = Number.POSITIVE_INFINITY;
  rates[4999] = Number.NEGATIVE_INFINITY;
  const pyramid = buildPyramid(rates);

  it.each([
    [0, 5000],
    [0, 16],
    [1, 5000],
    [15, 17],
    [255, 257],
    [16, 4096],
    [3, 4990],
    [4095, 4999],
    [4980, 5000],
  ])('equals a scan from %i to %i', (from, to) => {
    const bounds = boundsOf(pyramid, from, to);
    expect([bounds.lowest, bounds.highest]).toEqual(scan(rates, from, to));
  });

  it('equals a scan over any stretch', () => {
    for (let from = 0; from < 5000; from += 331) {
      for (let to = from + 1; to <= 5000; to += 113) {
        const bounds = boundsOf(pyramid, from, to);
        expect([bounds.lowest, bounds.highest]).toEqual(scan(rates, from, to));
      }
    }
  });

  it('has no bounds where no rate is finite', () => {
    expect(boundsOf(pyramid, 17, 18)).toEqual({ lowest: Number.NaN, highest: Number.NaN });
    expect(boundsOf(pyramid, 40, 40)).toEqual({ lowest: Number.NaN, highest: Number.NaN });
    expect(boundsOf(buildPyramid(new Float64Array(0)), 0, 10)).toEqual({
      lowest: Number.NaN,
      highest: Number.NaN,
    });
  });
});

describe('buildPyramid', () => {
  it('keeps the rates and adds a fifteenth of them at most', () => {
    const rates = scattered(100_000);
    const pyramid = buildPyramid(rates);
    expect(pyramid.rates).toBe(rates);
    const added = pyramid.levels.reduce((sum, level) => sum + level.lowest.length, 0);
    expect(added).toBeLessThan(rates.length / 15 + pyramid.levels.length);
    expect(pyramid.levels.at(-1)?.lowest.length).toBeLessThan(32);
  });
});
