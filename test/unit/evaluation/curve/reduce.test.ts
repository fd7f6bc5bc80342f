import { describe, expect, test } from 'vitest';
import { reduceSamples } from '../../../../src/evaluation/curve/reduce';
import type { Samples } from '../../../../src/evaluation/curve/samples';
import type { RatePoint } from '../../../../src/protocol/curve';
import { samplesOf } from './subjects';

/** What a drawing of straight lines shows at an index. */
function drawn(points: readonly RatePoint[], index: number): number {
  const right = points.findIndex(({ at }) => at >= index);
  const b = points[right];
  const a = points[Math.max(0, right - 1)];
  if (a === undefined || b === undefined || a.at === b.at) {
    return b?.rate ?? NaN;
  }
  return a.rate + ((b.rate - a.rate) * (index - a.at)) / (b.at - a.at);
}

function worst(points: readonly RatePoint[], samples: Samples): number {
  return [...samples.at].reduce(
    (most, at, i) => Math.max(most, Math.abs(drawn(points, at) - (samples.rate[i] ?? 0))),
    0,
  );
}

describe('a curve of few points', () => {
  test('is all of a short one', () => {
    expect(
      reduceSamples(
        samplesOf((step) => step ** 2, 9),
        10,
      ),
    ).toHaveLength(10);
  });

  test('is exact for stairs, with both sides of every step', () => {
    const samples = samplesOf((step) => 0.9 ** Math.floor(step / 100), 10_000);
    const points = reduceSamples(samples, 400);
    expect(points.length).toBeLessThanOrEqual(202);
    expect(worst(points, samples)).toBe(0);
    for (let edge = 100; edge < 10_000; edge += 100) {
      expect(points.map(({ at }) => at)).toEqual(expect.arrayContaining([edge - 1, edge]));
    }
  });

  test('needs no point on a straight line', () => {
    const triangle = samplesOf((step) => Math.min(step / 500, (10_500 - step) / 10_000), 10_000);
    expect(reduceSamples(triangle, 400).map(({ at }) => at)).toEqual([0, 500, 10_000]);
  });

  test('keeps to a smooth curve within what can be seen', () => {
    const samples = samplesOf((step) => Math.cos(step / 1000) + 0.2 * Math.sin(step / 77), 20_000);
    const points = reduceSamples(samples, 400);
    expect(points).toHaveLength(400);
    // Of a height of 2.4, on a card of a hundred pixels.
    expect(worst(points, samples)).toBeLessThan(2.4 / 100);
  });

  test('keeps the ends and the first of the extremes, however narrow', () => {
    const samples = samplesOf((step) => (step === 777 ? 9 : step === 778 ? -9 : Math.sin(step)), 5000);
    const points = reduceSamples(samples, 50);
    expect(points).toHaveLength(50);
    expect(points).toEqual(
      expect.arrayContaining([samples.point(0), samples.point(777), samples.point(778), samples.point(5000)]),
    );
    expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).sort((a, b) => a - b));
  });
});
