import type { SliceForm } from '../../protocol/slice';
import type { SliceProgram } from './bindings';
import { faultFrom, ScheduleFault } from './fault';
import type { FillRates } from './fillRates';
import { Progress } from './progress';
import { repeatably } from './repeatable';
import { sourceOf } from './sourceOf';
import { type Deadline, trace, type Trace, type TraceRequest } from './trace';

/** All that a slice needs to be run, but for its code. */
export interface RunRequest extends TraceRequest {
  readonly form: SliceForm;
  readonly slots: readonly (number | boolean)[];
  readonly given: Readonly<Record<string, number>>;
  readonly initialRate: number | null;
  /** The length of the whole in steps or epochs; that of the range when it is left out. */
  readonly horizon?: number;
  /** Updates in an epoch, for callbacks; 1 where it is left out. */
  readonly stepsPerEpoch?: number;
}

/** Loop turns between two looks at the clock, when turns are quick. */
const MOST_TICKS_PER_LOOK = 0x4000;
/** Milliseconds between two looks at the clock that are few enough to stop in time. */
const LONG_BETWEEN_LOOKS = 4;

/**
 * Runs a slice and traces the schedule it yields: the one driver of both hosts.
 * @param tensorflow what imports of tf.js are bound to.
 * @param progress filled in as the run goes on, for a host that may end it from outside.
 * @param fill the loop over the indices, where it is not to be the one that other runs go through.
 * @returns a trace always; a slice that fails yields an empty one with its fault.
 */
export function run(
  program: SliceProgram,
  request: RunRequest,
  tensorflow: unknown,
  deadline: Deadline,
  progress: Progress = new Progress(),
  fill?: FillRates,
): Trace {
  const { result, impurities } = repeatably(deadline, (trueDeadline) => {
    try {
      const tick = ticker(trueDeadline);
      const { horizon = request.lastIndex } = request;
      const source = sourceOf(program, { ...request, horizon }, tensorflow, tick);
      return trace(source, request, trueDeadline, progress, fill);
    } catch (thrown) {
      return progress.ended(faultFrom(thrown, null));
    }
  });
  return { ...result, impurities };
}

/**
 * What loops call at each turn. It looks at the clock ever more seldom while turns are quick, and more often when they
 * are not: a loop that copies a growing list takes a millisecond a turn.
 */
export function ticker(deadline: Deadline): () => void {
  let ticks = 0;
  let untilLook = 1;
  let lastLook = deadline.now();
  return () => {
    ticks += 1;
    if (ticks < untilLook) {
      return;
    }
    ticks = 0;
    const now = deadline.now();
    if (now > deadline.end) {
      throw new ScheduleFault('timeout', 'does not come to an end');
    }
    untilLook =
      now - lastLook > LONG_BETWEEN_LOOKS
        ? Math.max(1, Math.floor(untilLook / 4))
        : Math.min(MOST_TICKS_PER_LOOK, untilLook * 2);
    lastLook = now;
  };
}
