import { describe, expect, it } from 'vitest';
import { SPARKLINE, sparkline } from '../../../src/server/sparkline';
import { curveThrough } from './evaluated';

const FALLING = curveThrough({ at: 0, rate: 0.1 }, { at: 500, rate: 0.05 }, { at: 1000, rate: 0 });

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The strokes of the curve: each begins where the pen was set down. */
function strokes(svg: string): readonly (readonly Point[])[] {
  const path = /<path d="([^"]*)"/.exec(svg)?.[1] ?? '';
  return path
    .split('M')
    .slice(1)
    .map((stroke) =>
      stroke.split('L').map((pair) => {
        const [x, y] = pair.split(' ').map(Number);
        return { x: x ?? Number.NaN, y: y ?? Number.NaN };
      }),
    );
}

function marker(svg: string): Point | null {
  const [, x, y] = /<circle cx="([^"]+)" cy="([^"]+)"/.exec(svg) ?? [];
  return x === undefined || y === undefined ? null : { x: Number(x), y: Number(y) };
}

describe('sparkline', () => {
  it('draws the curve from left to right, higher rates higher up', () => {
    const [stroke = []] = strokes(sparkline(FALLING, null, 'dark'));
    const [first, second, third] = stroke;
    expect(stroke).toHaveLength(3);
    expect(second?.x).toBeCloseTo(((first?.x ?? 0) + (third?.x ?? 0)) / 2, 0);
    expect(second?.y).toBeCloseTo(((first?.y ?? 0) + (third?.y ?? 0)) / 2, 0);
    expect(first?.y).toBeLessThan(third?.y ?? 0);
    expect(third?.x).toBeGreaterThan(SPARKLINE.width * 0.9);
  });
  it('marks the point it is about', () => {
    expect(marker(sparkline(FALLING, { at: 500, rate: 0.05 }, 'dark'))).toEqual(
      strokes(sparkline(FALLING, null, 'dark'))[0]?.[1],
    );
  });
  it.each([
    ['beyond the curve', { at: 1001, rate: 0.05 }],
    ['that is not finite', { at: 500, rate: Number.NaN }],
  ])('marks no point %s', (_, point) => {
    expect(marker(sparkline(FALLING, point, 'dark'))).toBeNull();
  });
  it('lifts the pen where rates are not finite', () => {
    const broken = curveThrough(
      { at: 0, rate: 0.1 },
      { at: 1, rate: 0.2 },
      { at: 2, rate: Number.NaN },
      { at: 3, rate: 0.1 },
    );
    expect(strokes(sparkline(broken, null, 'dark')).map((stroke) => stroke.length)).toEqual([2, 1]);
  });
  it('stays in its picture, whatever the rates', () => {
    for (const curve of [
      curveThrough({ at: 0, rate: 0 }, { at: 10, rate: 0 }),
      curveThrough({ at: 0, rate: -2 }, { at: 10, rate: 1 }),
      curveThrough({ at: 0, rate: 1e300 }, { at: 10, rate: 1e-300 }),
      curveThrough({ at: 0, rate: 0.1 }),
      curveThrough({ at: 0, rate: Infinity }),
    ]) {
      const svg = sparkline(curve, null, 'light');
      expect(svg).not.toMatch(/NaN|Infinity"/);
      for (const { x, y } of strokes(svg).flat()) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(SPARKLINE.width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(SPARKLINE.height);
      }
    }
  });
  it('has colours of its own for each kind of theme', () => {
    const kinds = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;
    expect(new Set(kinds.map((kind) => sparkline(FALLING, null, kind))).size).toBe(kinds.length);
  });
});
