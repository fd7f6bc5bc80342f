import { describe, expect, it } from 'vitest';
import { lookOf } from '../../../../src/webview/look';
import { RunTrace } from '../../../../src/webview/training/runTrace';
import { clampTo, lossRange, seedSpread } from '../../../../src/webview/training/trainingData';
import type { DrawnContestant } from '../../../../src/webview/training/trainingScene';

function traceOf(losses: readonly number[], seed = 1): RunTrace {
  const trace = new RunTrace('one', seed, 1);
  trace.append({
    type: 'progress',
    from: 0,
    rates: Float64Array.from(losses, () => 0.1),
    losses: Float32Array.from(losses),
    validation: [],
    effective: [],
    path: new Float32Array(0),
  });
  return trace;
}

function drawn(...traces: readonly RunTrace[]): DrawnContestant {
  return { id: 'one', name: 'one', look: lookOf(0, false), traces };
}

describe('the axis of losses', () => {
  it('holds all losses of runs that are sound', () => {
    expect(lossRange([drawn(traceOf([2, 3, 0.5]))], false)).toEqual({ lowest: 0.5, highest: 3 });
  });

  it('stays readable beside a run that diverges', () => {
    const contestants = [drawn(traceOf([2, 1, 0.5])), drawn(traceOf([2, 1e10, 1e30, Number.NaN]))];
    expect(lossRange(contestants, false)).toEqual({ lowest: 0.5, highest: 6 });
    expect(lossRange(contestants, true)).toEqual({ lowest: 0.5, highest: 60 });
  });

  it('keeps a line that leaves it along its edge', () => {
    const clamp = clampTo({ lowest: 0.5, highest: 6 }, false);
    expect([0.1, 2, 1e30].map(clamp)).toEqual([0.5, 2, 6]);
    expect(clamp(Number.NaN)).toBeNaN();
    expect(clampTo({ lowest: 0.5, highest: 6 }, true)(0)).toBeNaN();
  });

  it('is none without a loss', () => {
    expect(lossRange([drawn()], false)).toBeNull();
    expect(lossRange([drawn(traceOf([Number.NaN]))], false)).toBeNull();
  });
});

describe('the losses of several seeds', () => {
  it('have a median between the lowest and the highest, over the seeds that got so far', () => {
    const spread = seedSpread([traceOf([3, 3]), traceOf([1, 1]), traceOf([2])], 2);
    expect(spread).toEqual([
      { place: 0, low: 1, median: 2, high: 3 },
      { place: 1, low: 1, median: 2, high: 3 },
    ]);
    expect(seedSpread([traceOf([3]), traceOf([1])], 2).at(-1)).toEqual({
      place: 0,
      low: 1,
      median: 2,
      high: 3,
    });
  });
});

describe('a trace', () => {
  it('takes what follows on, and drops what does not', () => {
    const trace = traceOf([2, 1]);
    trace.append({
      type: 'progress',
      from: 7,
      rates: Float64Array.of(0.1),
      losses: Float32Array.of(9),
      validation: [],
      effective: [],
      path: new Float32Array(0),
    });
    expect(trace.steps).toBe(2);
    expect(trace.losses.length).toBe(2);
  });
});
