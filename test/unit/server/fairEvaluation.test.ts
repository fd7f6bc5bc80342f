import { describe, expect, it, vi } from 'vitest';
import type { Evaluation } from '../../../src/protocol/curve';
import { evaluateFairly } from '../../../src/server/fairEvaluation';
import { curveThrough, evaluationOf, problemAt } from './evaluated';

const GOOD = evaluationOf(curveThrough({ at: 0, rate: 0.1 }));
const LATE = evaluationOf(null, { ...problemAt(null), code: 'timeout' });

/** Runs that come to these evaluations after so much work, one after another. */
function runs(...outcomes: readonly (readonly [evaluation: Evaluation, work: number])[]): {
  readonly evaluate: () => Evaluation;
  readonly workClock: () => number;
} {
  let work = 0;
  const left = [...outcomes];
  return {
    evaluate: vi.fn(() => {
      const [evaluation, worked] = left.shift() ?? [GOOD, 0];
      work += worked;
      return evaluation;
    }),
    workClock: () => work,
  };
}

describe('evaluateFairly', () => {
  it('takes the first answer that is none of the clock', () => {
    const { evaluate, workClock } = runs([GOOD, 1], [LATE, 500]);
    expect(evaluateFairly(evaluate, 500, workClock)).toEqual({ evaluation: GOOD, isFair: true });
    expect(evaluate).toHaveBeenCalledTimes(1);
  });
  it('believes a timeout of a run that worked all the time', () => {
    const { evaluate, workClock } = runs([LATE, 480], [GOOD, 1]);
    expect(evaluateFairly(evaluate, 500, workClock)).toEqual({ evaluation: LATE, isFair: true });
    expect(evaluate).toHaveBeenCalledTimes(1);
  });
  it('tries again when others had the machine', () => {
    const { evaluate, workClock } = runs([LATE, 40], [GOOD, 5]);
    expect(evaluateFairly(evaluate, 500, workClock)).toEqual({ evaluation: GOOD, isFair: true });
  });
  it('gives up in the end, and says that this is not to be relied upon', () => {
    const { evaluate, workClock } = runs([LATE, 40], [LATE, 40], [GOOD, 5]);
    expect(evaluateFairly(evaluate, 500, workClock)).toEqual({ evaluation: LATE, isFair: false });
    expect(evaluate).toHaveBeenCalledTimes(2);
  });
});
