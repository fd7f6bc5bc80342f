import { describe, expect, it } from 'vitest';
import { EvaluationCache } from '../../../src/server/evaluationCache';
import { curveThrough, evaluationOf, problemAt, sliceAt } from './evaluated';

const GOOD = evaluationOf(curveThrough({ at: 0, rate: 0.1 }));

describe('EvaluationCache', () => {
  it('gives back what it was told', () => {
    const cache = new EvaluationCache();
    expect(cache.get('a', sliceAt(2))).toBeNull();
    cache.set('a', GOOD, sliceAt(2));
    expect(cache.get('a', sliceAt(9))).toBe(GOOD);
    cache.clear();
    expect(cache.get('a', sliceAt(2))).toBeNull();
  });
  it('moves the place of an error to where its line is now, again and again', () => {
    const cache = new EvaluationCache();
    cache.set('a', evaluationOf(null, problemAt(2)), sliceAt(2));
    for (const line of [5, 1, 1, 7]) {
      expect(cache.get('a', sliceAt(line))).toEqual(evaluationOf(null, problemAt(line)));
    }
  });
  it('forgets a place that is no more', () => {
    const cache = new EvaluationCache();
    cache.set('a', evaluationOf(null, problemAt(2)), sliceAt(2));
    expect(cache.get('a', { lines: [null, null], sources: [] })).toEqual(evaluationOf(null, problemAt(null)));
  });
  it('takes over a better evaluation of what it knows alone', () => {
    const cache = new EvaluationCache();
    cache.set('a', evaluationOf(null, problemAt(2)), sliceAt(2));
    cache.replace('a', GOOD);
    cache.replace('b', GOOD);
    expect(cache.get('a', sliceAt(2))).toBe(GOOD);
    expect(cache.get('b', sliceAt(2))).toBeNull();
  });
  it('forgets the least recently used first', () => {
    const cache = new EvaluationCache();
    for (let i = 0; i < 2000; i += 1) {
      cache.set(String(i), GOOD, sliceAt(2));
    }
    cache.get('0', sliceAt(2));
    cache.set('one more', GOOD, sliceAt(2));
    expect(cache.get('0', sliceAt(2))).toBe(GOOD);
    expect(cache.get('1', sliceAt(2))).toBeNull();
    expect(cache.get('2', sliceAt(2))).toBe(GOOD);
  });
});
