import type { Curve, RatePoint } from '../../protocol/curve';
import type { CurveSubject } from '../../evaluation/curve/parameters';
import type { Fault } from '../../evaluation/runtime/fault';
import type { RunRequest } from '../../evaluation/runtime/run';
import { guards } from '../../protocol/guard';
import { isCurve } from '../../protocol/preview';
import type { Pyramid, PyramidLevel } from './pyramid';

/** Messages between the page and a worker that runs one slice. */

/** Page to worker: run a slice. The first request of a worker loads its code; later ones run the same code anew. */
export interface TraceCommand {
  readonly type: 'trace';
  /** Given back with the answer. */
  readonly id: number;
  /** A blob that sets `$slice`. */
  readonly sliceAddress: string;
  /** A blob that sets `$tensorflow`, for a slice that imports tf.js. */
  readonly tensorflowAddress: string | null;
  /** Whether its modules can serve all runs. */
  readonly stateless: boolean;
  readonly run: RunRequest;
  /** Milliseconds that the run may take, loading not counted. */
  readonly budget: number;
}

/** Page to worker: put the rates of its last run in figures and words. */
export interface DescribeCommand {
  readonly type: 'describe';
  readonly id: number;
  readonly subject: CurveSubject;
}

export type ToWorker = TraceCommand | DescribeCommand;

/** Worker to page: its own script has been read. */
export interface WorkerBooted {
  readonly type: 'booted';
}

/** Worker to page: the code is loaded and its budget begins. */
export interface RunStarted {
  readonly type: 'started';
  readonly id: number;
}

/** Worker to page: the rates of a run. */
export interface RunTraced {
  readonly type: 'traced';
  readonly id: number;
  readonly pyramid: Pyramid;
  /** Position `i` of the pyramid's rates is index `i * stride`. */
  readonly stride: number;
  /** Further exact rates, in order of index. */
  readonly exact: readonly RatePoint[];
  readonly fault: Fault | null;
}

/** Worker to page: the last run in figures and words; null when it has no rate. */
export interface RunDescribed {
  readonly type: 'described';
  readonly id: number;
  readonly curve: Curve | null;
}

export type FromWorker = WorkerBooted | RunStarted | RunTraced | RunDescribed;

const isRates = (value: unknown): value is Float64Array => value instanceof Float64Array;
const isLevel = guards.object({ lowest: isRates, highest: isRates });
const isLevels = (value: unknown): value is readonly PyramidLevel[] =>
  guards.array(isLevel)(value) && value.every((level) => level.lowest.length === level.highest.length);
// An exact rate may be NaN or infinite, which no other message needs.
const isRate = (value: unknown): value is number => typeof value === 'number';
const isFault = guards.object({
  code: guards.string,
  message: guards.string,
  at: guards.nullable(guards.finite),
  stack: guards.nullable(guards.string),
  names: guards.array(guards.string),
});

const isAnswer = guards.oneOf(
  guards.object({ type: guards.literal('booted') }),
  guards.object({ type: guards.literal('started'), id: guards.count }),
  guards.object({
    type: guards.literal('traced'),
    id: guards.count,
    pyramid: guards.object({ rates: isRates, levels: isLevels }),
    stride: guards.count,
    exact: guards.array(guards.object({ at: guards.count, rate: isRate })),
    fault: guards.nullable(isFault),
  }),
  guards.object({ type: guards.literal('described'), id: guards.count, curve: guards.nullable(isCurve) }),
);

/** A slice runs beside the worker's own code and can post whatever it likes, so its messages are checked. */
export function isFromWorker(value: unknown): value is FromWorker {
  return isAnswer(value);
}
