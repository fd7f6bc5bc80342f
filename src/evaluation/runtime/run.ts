import type { SliceForm } from '../../protocol/slice';
import { instantiate, type SliceProgram } from './bindings';
import { faultFrom, ScheduleFault } from './fault';
import { rateSource } from './rateSource';
import { type Deadline, trace, type Trace, type TraceRequest } from './trace';

/** All that a slice needs to be run, but for its code. */
export interface RunRequest extends TraceRequest {
  readonly form: SliceForm;
  readonly slots: readonly (number | boolean)[];
  readonly given: Readonly<Record<string, number>>;
  readonly initialRate: number | null;
}

/** Loop turns between two looks at the clock. */
const TICKS_PER_LOOK = 0x4000;

/**
 * Runs a slice and traces the schedule it yields: the one driver of both hosts.
 * @param tensorflow what imports of tf.js are bound to.
 * @returns a trace always; a slice that fails yields an empty one with its fault.
 */
export function run(
  program: SliceProgram,
  request: RunRequest,
  tensorflow: unknown,
  deadline: Deadline,
): Trace {
  let ticks = 0;
  const tick = (): void => {
    ticks += 1;
    if (ticks % TICKS_PER_LOOK === 0 && deadline.now() > deadline.end) {
      throw new ScheduleFault('timeout', 'does not come to an end');
    }
  };
  try {
    const value = instantiate(program, { slots: request.slots, given: request.given, tick }, tensorflow);
    return trace(rateSource(value, request.form, request.initialRate), request, deadline);
  } catch (thrown) {
    return { rates: new Float64Array(0), stride: 1, exact: [], fault: faultFrom(thrown, null) };
  }
}
