import { describe, expect, it } from 'vitest';
import { fittedView, pannedView, viewWith, zoomedView } from '../../../src/webview/zoom';

const whole = { from: 0, to: 1000 };

describe('zoomedView', () => {
  it('keeps the centre where it is', () => {
    const view = zoomedView(null, whole, 250, 0.5);
    expect(view).toEqual({ from: 125, to: 625 });
    expect(zoomedView(view, whole, 250, 0.5)).toEqual({ from: 187.5, to: 437.5 });
  });

  it('ends at the whole axis', () => {
    expect(zoomedView({ from: 100, to: 900 }, whole, 500, 2)).toBeNull();
  });

  it('stays within the axis and above the narrowest view', () => {
    expect(zoomedView({ from: 0, to: 100 }, whole, 90, 4)).toEqual({ from: 0, to: 400 });
    const narrow = zoomedView({ from: 500, to: 505 }, whole, 502, 0.001);
    expect((narrow?.to ?? 0) - (narrow?.from ?? 0)).toBe(4);
  });
});

describe('pannedView', () => {
  it('keeps its width at both ends of the axis', () => {
    expect(pannedView({ from: 100, to: 300 }, whole, -500)).toEqual({ from: 0, to: 200 });
    expect(pannedView({ from: 100, to: 300 }, whole, 5000)).toEqual({ from: 800, to: 1000 });
  });

  it('leaves a view of everything alone', () => {
    expect(pannedView(null, whole, 50)).toBeNull();
  });
});

describe('viewWith', () => {
  it('moves no farther than it must', () => {
    expect(viewWith({ from: 100, to: 300 }, whole, 320)).toEqual({ from: 120, to: 320 });
    expect(viewWith({ from: 100, to: 300 }, whole, 90)).toEqual({ from: 90, to: 290 });
    expect(viewWith({ from: 100, to: 300 }, whole, 200)).toEqual({ from: 100, to: 300 });
  });
});

describe('fittedView', () => {
  it('brings a view of a longer axis into this one', () => {
    expect(fittedView({ from: 5000, to: 5400 }, whole)).toEqual({ from: 600, to: 1000 });
  });

  it('has no view of an axis shorter than the narrowest', () => {
    expect(fittedView({ from: 0, to: 1 }, { from: 0, to: 2 })).toBeNull();
  });
});
