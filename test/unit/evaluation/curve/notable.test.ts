import { describe, expect, test } from 'vitest';
import { indicesWanted } from '../../../../src/evaluation/curve/notable';
import { curveOf, subjectOf } from './subjects';

/** The table of a schedule whose rate is its index. */
function rows(...given: Parameters<typeof subjectOf>): string[] {
  return curveOf((index) => index, subjectOf(...given)).notable.map(({ at, rate, label }) => {
    expect(rate).toBe(at);
    return `${at} ${label}`;
  });
}

describe('the rows of the table', () => {
  test('start, quarters and end where nothing is known', () => {
    expect(rows(null, {}, 1000)).toEqual(['0 start', '250 25 %', '500 50 %', '750 75 %', '1000 end']);
    expect(rows(null, {}, 10, 'epoch')).toEqual(['0 start', '2 25 %', '5 50 %', '7 75 %', '9 end']);
    expect(rows(null, {}, 0)).toEqual(['0 start']);
    expect(rows(null, {}, 1)).toEqual(['0 start', '1 end']);
  });

  test('the steps that parameters name, the warmup counted in', () => {
    const warm = { initialLearningRate: 0, warmupTarget: 1e-3, warmupSteps: 500, decaySteps: 8000 };
    expect(rows('CosineDecay', warm, 10_000)).toEqual([
      '0 start',
      '500 warmupSteps',
      '2500 25 %',
      '5000 50 %',
      '7500 75 %',
      '8500 decaySteps',
      '10000 end',
    ]);
    const cold = { initialLearningRate: 1e-3, warmupSteps: 500, decaySteps: 8000 };
    expect(rows('CosineDecay', cold, 10_000)).toContain('8000 decaySteps');
    expect(rows('ExponentialDecay', { decaySteps: 300 }, 1000)).toContain('300 decaySteps');
    expect(rows('TriangularCyclicalLearningRate', { stepSize: 200 }, 1000)).toEqual(
      expect.arrayContaining(['200 stepSize', '400 cycle']),
    );
  });

  test('both sides of boundaries, also of a schedule of our own', () => {
    expect(rows('PiecewiseConstantDecay', { boundaries: [100, 250.5] }, 400)).toEqual([
      '0 start',
      '100 boundaries',
      '101 after boundaries',
      '200 50 %',
      '250 boundaries',
      '251 after boundaries',
      '300 75 %',
      '400 end',
    ]);
    expect(rows(null, { milestones: [30] }, 90)).toEqual(
      expect.arrayContaining(['30 milestones', '31 after milestones']),
    );
  });

  test('nine at the most, the quarters going first, none beyond the end', () => {
    const boundaries = [10, 20, 30, 40, 50, 60, 500];
    const table = rows('PiecewiseConstantDecay', { boundaries }, 100);
    expect(table).toHaveLength(9);
    expect(table.some((row) => row.endsWith('%'))).toBe(false);
    expect(table.at(-1)).toBe('100 end');
  });

  test('epochs of a schedule of steps count for the steps they hold, where that is known', () => {
    const subject = subjectOf(null, { warmupEpochs: 3 }, 1000);
    expect(indicesWanted(subject, 1000)).not.toContain(3);
    const stepsPerEpoch = { value: 50, from: 'source', place: null } as const;
    const known = { ...subject, timeline: { ...subject.timeline, stepsPerEpoch } };
    expect(indicesWanted(known, 1000)).toContain(150);
  });

  test('a row without a finite rate is left out', () => {
    const subject = subjectOf(null, {}, 100);
    const table = curveOf((step) => (step > 60 ? NaN : 0.1), subject).notable;
    expect(table.map(({ at }) => at)).toEqual([0, 25, 50]);
  });

  test('rates are exact however far apart the computed ones are', () => {
    const subject = subjectOf('CosineDecay', { decaySteps: 33_333 }, 1_000_000);
    expect(curveOf((step) => step, subject, 1000).notable.map(({ at }) => at)).toEqual([
      0, 33_333, 250_000, 500_000, 750_000, 1_000_000,
    ]);
  });
});
