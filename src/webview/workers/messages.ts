import type { Curve, RatePoint } from '../../protocol/curve';
import type { CurveSubject } from '../../evaluation/curve/parameters';
import type { Fault } from '../../evaluation/runtime/fault';
import type { RunRequest } from '../../evaluation/runtime/run';
import { guards } from '../../protocol/guard';
import { isCurve } from '../../protocol/preview';
import type { Pyramid, PyramidLevel } from './pyramid';

/** Messages between the page and a worker that runs one slice. */

/** Page to worker: run a slice. The first request of a worker loads its code; later ones run the same code anew. */
export interface CurveRequest {
  /** Given back with the answer. */
  readonly id: number;
  /** A blob that sets `$slice`. */
  readonly sliceAddress: string;
  /** A blob that sets `$tensorflow`, for a slice that imports tf.js. */
  readonly tensorflowAddress: string | null;
  readonly run: RunRequest;
  /** Milliseconds that the run may take, loading not counted. */
  readonly budget: number;
  /** What the curve is of; null when single rates are wanted and no curve. */
  readonly subject: CurveSubject | null;
}

/** Worker to page: its own script has been read. */
export interface WorkerBooted {
  readonly type: 'booted';
}

/** Worker to page: the code is loaded and its budget begins. */
export interface RunStarted {
  readonly type: 'started';
  readonly id: number;
}

/** Worker to page: all that came of a run. */
export interface RunFinished {
  readonly type: 'finished';
  readonly id: number;
  readonly pyramid: Pyramid;
  /** Position `i` of the pyramid's rates is index `i * stride`. */
  readonly stride: number;
  /** Further exact rates, in order of index. */
  readonly exact: readonly RatePoint[];
  readonly curve: Curve | null;
  readonly fault: Fault | null;
}

export type FromWorker = WorkerBooted | RunStarted | RunFinished;

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
    type: guards.literal('finished'),
    id: guards.count,
    pyramid: guards.object({ rates: isRates, levels: isLevels }),
    stride: guards.count,
    exact: guards.array(guards.object({ at: guards.count, rate: isRate })),
    curve: guards.nullable(isCurve),
    fault: guards.nullable(isFault),
  }),
);

/** A slice runs beside the worker's own code and can post whatever it likes, so its messages are checked. */
export function isFromWorker(value: unknown): value is FromWorker {
  return isAnswer(value);
}
