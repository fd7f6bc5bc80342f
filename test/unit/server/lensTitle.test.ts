import { describe, expect, it } from 'vitest';
import { countOf, lensTitle } from '../../../src/server/lensTitle';
import { curveThrough, definitionOf, evaluatedOf, evaluationOf, problemAt } from './evaluated';

function titleOf(...rates: readonly number[]): string {
  const points = rates.map((rate, at) => ({ at: at * 500, rate }));
  return lensTitle(evaluatedOf(definitionOf(), evaluationOf(curveThrough(...points))));
}

describe('lensTitle', () => {
  it('goes from start to end', () => {
    expect(titleOf(0.1, 0.05, 0.0096)).toBe('LR 0.1 → 0.0096 over 1,000 steps');
  });
  it('names a peak between them', () => {
    expect(titleOf(0, 1e-3, 1e-5)).toBe('LR 0 → 1e-3 → 1e-5 over 1,000 steps');
  });
  it('names no peak that is an end, or reads like one', () => {
    expect(titleOf(0, 0.5, 0.5)).toBe('LR 0 → 0.5 over 1,000 steps');
    expect(titleOf(0.5, 0.500001, 0)).toBe('LR 0.5 → 0 over 1,000 steps');
  });
  it('speaks of epochs where the schedule does', () => {
    const timeline = {
      ...definitionOf().timeline,
      horizon: { value: 30, from: 'source', place: null },
    } as const;
    const definition = definitionOf({ index: 'epoch', timeline });
    const curve = curveThrough({ at: 0, rate: 0.1 }, { at: 29, rate: 0.01 });
    expect(lensTitle(evaluatedOf(definition, evaluationOf(curve)))).toBe('LR 0.1 → 0.01 over 30 epochs');
  });
  it('names the values that are wanting', () => {
    const definition = definitionOf({ missing: ['initialLearningRate', 'halfLife'], slice: null });
    expect(lensTitle(evaluatedOf(definition, null))).toBe('LR needs initialLearningRate, halfLife');
  });
  it('says what went wrong rather than a part of the curve', () => {
    const curve = curveThrough({ at: 0, rate: 0.1 });
    expect(lensTitle(evaluatedOf(definitionOf(), evaluationOf(curve, problemAt(2))))).toBe(
      'LR schedule throws Error: no',
    );
  });
  it('says what keeps a definition from being evaluated', () => {
    const definition = definitionOf({ slice: null, problem: problemAt(2, 'needs the package lodash') });
    expect(lensTitle(evaluatedOf(definition, null))).toBe('LR needs the package lodash');
  });
  it('claims nothing while nothing is known', () => {
    expect(lensTitle(evaluatedOf(definitionOf(), null))).toBe('LR …');
    expect(titleOf(Number.NaN)).toBe('LR …');
  });
});

describe('countOf', () => {
  it('counts one and many', () => {
    expect([countOf(1, 'epoch'), countOf(0, 'step'), countOf(10_000, 'step')]).toEqual([
      '1 epoch',
      '0 steps',
      '10,000 steps',
    ]);
  });
});
