import { describe, expect, it } from 'vitest';
import type { TrainingSetup } from '../../../../src/protocol/training/setup';
import { lookOf } from '../../../../src/webview/look';
import type { Series } from '../../../../src/webview/series';
import { seriesOf } from '../../../../src/webview/series';
import { pacingOf, ratesOfRun, scheduleEntrant } from '../../../../src/webview/training/contestants';
import { contestantLooks } from '../../../../src/webview/training/contestantLooks';
import { plannedRuns } from '../../../../src/webview/training/planRun';
import { cosine, evaluated, type ScheduleSketch } from '../../../page/support/snapshots';

const SETUP: TrainingSetup = {
  problem: 'two-moons',
  optimizer: { name: 'sgd', parameters: {} },
  backend: 'cpu',
  steps: 100,
  batchSize: 32,
  stepsPerEpoch: 20,
  seed: 7,
  repeats: 1,
  wholeSchedule: true,
};

function series(sketch: ScheduleSketch): Series {
  return seriesOf(evaluated(sketch), null, lookOf(0, false));
}

const epochs = (horizon: number): Series =>
  series({
    name: 'epochs',
    code: [],
    form: 'epoch-function',
    index: 'epoch',
    horizon,
    sandbox: (epoch) => 0.1 * 0.5 ** epoch,
  });

describe('a schedule in a run', () => {
  it('that is longer is gone through whole in strides, or only its beginning', () => {
    const long = series(cosine('long', 0.1, 10_000));
    expect(pacingOf(long, SETUP)).toMatchObject({ stride: 100, hurried: true });
    expect(pacingOf(long, { ...SETUP, wholeSchedule: false })).toMatchObject({ stride: 1, hurried: false });
  });

  it('that is shorter goes on as it is written', () => {
    expect(pacingOf(series(cosine('short', 0.1, 50)), SETUP)).toMatchObject({ stride: 1, hurried: false });
  });

  it('of epochs has its epochs shortened until all have their place', () => {
    expect(pacingOf(epochs(5), SETUP)).toMatchObject({ stepsPerEpoch: 20, hurried: false });
    expect(pacingOf(epochs(10), SETUP)).toMatchObject({ stepsPerEpoch: 10, hurried: true });
    expect(pacingOf(epochs(1000), SETUP)).toMatchObject({ stepsPerEpoch: 1, hurried: true });
  });

  it('has the mean and the peak of exactly the rates that are trained with', () => {
    const line = series({
      name: 'line',
      code: [],
      horizon: 200,
      // Exact at each step, since there are no more steps than points.
      sandbox: (step) => 0.2 - step * 0.001,
    });
    // Steps 0, 2, 4 … 198.
    expect(ratesOfRun(line, SETUP)?.peak).toBeCloseTo(0.2, 12);
    expect(ratesOfRun(line, SETUP)?.mean).toBeCloseTo(0.101, 12);
    // Five epochs of twenty updates.
    expect(ratesOfRun(epochs(5), SETUP)?.mean).toBeCloseTo((0.1 * (2 - 0.5 ** 4)) / 5, 12);
  });

  it('without a curve has no mean', () => {
    expect(ratesOfRun(series({ name: 'unknown', code: [] }), SETUP)).toBeNull();
  });

  it('without a program takes no part', () => {
    expect(scheduleEntrant(series({ name: 'none', code: null }), SETUP)).toBeNull();
  });
});

describe('the runs of a comparison', () => {
  it('take every contestant with the first seed, then with the next', () => {
    const entrants = ['a', 'b'].flatMap(
      (name) => scheduleEntrant(series(cosine(name, 0.1, 100)), SETUP) ?? [],
    );
    const runs = plannedRuns({ ...SETUP, repeats: 2 }, entrants, {
      ownModel: null,
      effectiveRates: false,
      atOnce: 2,
    });
    expect(runs.map(({ contestantId, job }) => [contestantId, job.seed])).toEqual([
      ['schedule-instance:a', 7],
      ['schedule-instance:b', 7],
      ['schedule-instance:a', 8],
      ['schedule-instance:b', 8],
    ]);
  });
});

describe('the looks of contestants', () => {
  it('are those of the curves, and free ones for constant rates', () => {
    const slots = new Map([
      ['first', 0],
      ['second', 2],
    ]);
    const looks = contestantLooks(['second', 'constant-mean', 'gone'], slots, false);
    expect(looks.get('second')).toEqual(lookOf(2, false));
    expect(looks.get('constant-mean')).toEqual(lookOf(1, false));
    expect(looks.get('gone')).toEqual(lookOf(5, false));
    expect(contestantLooks([], slots, false).get('constant-mean')).toEqual(lookOf(1, false));
  });
});
