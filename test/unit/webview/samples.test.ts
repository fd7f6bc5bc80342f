import { describe, expect, it } from 'vitest';
import { type CurveSamples, DenseSamples, SparseSamples } from '../../../src/webview/samples';
import { buildPyramid } from '../../../src/webview/workers/pyramid';

function drawn(samples: CurveSamples, from: number, to: number, columns: number): [number, number][] {
  const points: [number, number][] = [];
  samples.forEachPoint(from, to, columns, (index, rate) => {
    points.push([index, rate]);
  });
  return points;
}

const line = (count: number, stride = 1): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => i * stride);

describe('DenseSamples', () => {
  it('draws every rate where they fit, and one beyond each end', () => {
    const samples = new DenseSamples(buildPyramid(line(1000)), 1, []);
    expect(drawn(samples, 10.5, 13.5, 100)).toEqual([
      [10, 10],
      [11, 11],
      [12, 12],
      [13, 13],
      [14, 14],
    ]);
  });

  it('draws the bounds of each column where they do not', () => {
    const rates = new Float64Array(100_000).fill(0.5);
    rates[61_803] = 9;
    rates[27_182] = -3;
    const points = drawn(new DenseSamples(buildPyramid(rates), 1, []), 0, 99_999, 500);
    expect(points.length).toBeLessThanOrEqual(1002);
    expect(Math.max(...points.map(([, rate]) => rate))).toBe(9);
    expect(Math.min(...points.map(([, rate]) => rate))).toBe(-3);
    expect(points.every(([index], i) => index >= (points[i - 1]?.[0] ?? 0))).toBe(true);
  });

  it('draws the exact rates between those of its stride in their order', () => {
    const extra = [
      { at: 14, rate: 14 },
      { at: 15, rate: 99 },
      { at: 35, rate: 35 },
    ];
    const samples = new DenseSamples(buildPyramid(line(4, 10)), 10, extra);
    expect(drawn(samples, 0, 40, 100)).toEqual([
      [0, 0],
      [10, 10],
      [14, 14],
      [15, 99],
      [20, 20],
      [30, 30],
      [35, 35],
    ]);
    expect(samples.lastIndex).toBe(35);
    expect(samples.bounds(0, 40).highest).toBe(99);
  });

  it('tells an exact rate from one between two', () => {
    const samples = new DenseSamples(buildPyramid(line(4, 10)), 10, [{ at: 14, rate: 77 }]);
    expect(samples.rateAt(20)).toEqual({ rate: 20, exact: true });
    expect(samples.rateAt(14)).toEqual({ rate: 77, exact: true });
    expect(samples.rateAt(25)).toEqual({ rate: 25, exact: false });
    expect(samples.rateAt(31)).toBeNull();
  });
});

describe('SparseSamples', () => {
  const samples = new SparseSamples([
    { at: 0, rate: 1 },
    { at: 100, rate: 0 },
    { at: 101, rate: 5 },
    { at: 200, rate: 5 },
  ]);

  it('draws its points, and one beyond each end', () => {
    expect(drawn(samples, 50, 100.5, 10)).toEqual([
      [0, 1],
      [100, 0],
      [101, 5],
    ]);
  });

  it('knows the bounds of a stretch without a point', () => {
    expect(samples.bounds(20, 60)).toEqual({ lowest: 0.4, highest: 0.8 });
  });

  it('reads exactly at its points alone, and nothing beyond them', () => {
    expect(samples.rateAt(101)).toEqual({ rate: 5, exact: true });
    expect(samples.rateAt(50)).toEqual({ rate: 0.5, exact: false });
    expect(samples.rateAt(201)).toBeNull();
  });
});
