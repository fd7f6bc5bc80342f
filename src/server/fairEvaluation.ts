import type { Evaluation } from '../protocol/curve';

/** Milliseconds of work that this process has done, or of time where its host does not count work. */
export type WorkClock = () => number;

/** An evaluation, and whether it is to be relied upon. */
export interface FairEvaluation {
  readonly evaluation: Evaluation;
  /** False when time ran out while others were at work, which tells nothing of the schedule. */
  readonly isFair: boolean;
}

/** How often a schedule is evaluated at most. */
export const MOST_TRIES = 2;
/** The least part of its time that a run must have had the processor to itself to be called too slow. */
const FAIR_SHARE = 0.5;

/**
 * Evaluates a schedule again when it ran out of time only because the machine was busy: time limits are by the clock, and
 * a harmless schedule would be called endless.
 * @param timeMs the time that a run is given.
 */
export function evaluateFairly(
  evaluate: () => Evaluation,
  timeMs: number,
  workClock: WorkClock,
): FairEvaluation {
  for (let attempt = 1; ; attempt += 1) {
    const before = workClock();
    const evaluation = evaluate();
    const isFair = evaluation.problem?.code !== 'timeout' || workClock() - before >= timeMs * FAIR_SHARE;
    if (isFair || attempt === MOST_TRIES) {
      return { evaluation, isFair };
    }
  }
}
