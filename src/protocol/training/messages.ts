import { guards } from '../guard';
import type { ProblemCode } from '../problem';
import type { TrainingJob } from './job';
import { BACKEND_NAMES, type BackendName } from './setup';

/**
 * Messages between the page and a worker that trains. One worker makes one run and is then ended.
 *
 * A worker is started from a script that imports, in this order, `tensorflow.js`, `tensorflowWasm.js` where the job wants
 * that backend, and `trainingWorker.js`. It may be sent its run at once.
 */

/** Page to worker: what is to be loaded, and the run. */
export interface TrainCommand {
  readonly type: 'train';
  readonly job: TrainingJob;
  /** Blobs of scripts that set `$slice`, by the code of each slice of the job, in any order. */
  readonly sliceAddresses: readonly { readonly code: string; readonly address: string }[];
  /** The bytes of the WebAssembly backend; null where the job does not want it. */
  readonly wasm: ArrayBuffer | null;
  /** The bytes of the digits; null where the problem does not want them. */
  readonly digits: ArrayBuffer | null;
}

/** Page to worker: the person has been told how long it takes, and wants it all the same. */
export interface ContinueCommand {
  readonly type: 'continue';
}

/** Page to worker: end after the update under way; what there is stays. */
export interface StopCommand {
  readonly type: 'stop';
}

export type ToTrainingWorker = TrainCommand | ContinueCommand | StopCommand;

/** Worker to page: its scripts are loaded, data and model are made, and the first update has been timed. */
export interface TrainingStarted {
  readonly type: 'started';
  /** The backend that is used: `cpu` where the other could not be had. */
  readonly backend: BackendName;
  /** Trainable weights. */
  readonly parameters: number;
  /** Milliseconds that the whole run is expected to take. */
  readonly expected: number;
  /** Set when that is beyond the job's patience: the worker waits for `continue`. */
  readonly waits: boolean;
  /** What the person should know of the data or model, such as that labels come from a random teacher. */
  readonly notes: readonly string[];
}

/** A look at the validation data after so many updates. */
export interface ValidationPoint {
  readonly step: number;
  readonly loss: number;
  /** Of 1; null for a problem that has none. */
  readonly accuracy: number | null;
}

/** The effective rates of the weights after so many updates: their median, and where 10 and 90 of 100 lie below. */
export interface EffectiveRates {
  readonly step: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Worker to page, at about the rate of frames: the updates since the last of these. */
export interface TrainingProgress {
  readonly type: 'progress';
  /** The first update that is told of, 0-based. */
  readonly from: number;
  /** The rate of each update: exactly what the optimizer held. */
  readonly rates: Float64Array;
  /** The loss of each update's batch, before the update. */
  readonly losses: Float32Array;
  readonly validation: readonly ValidationPoint[];
  readonly effective: readonly EffectiveRates[];
  /** For problems of two weights: x and y before each update, in pairs; else empty. */
  readonly path: Float32Array;
}

/** How a run ended. */
export type TrainingEnd =
  | 'complete'
  | 'stopped'
  /** Loss or weights became NaN or infinite. */
  | 'diverged'
  /** The schedule, the model or the data failed. */
  | 'failed';

/** Worker to page, last: how it ended. */
export interface TrainingEnded {
  readonly type: 'ended';
  readonly end: TrainingEnd;
  /** Updates made. */
  readonly steps: number;
  /** Milliseconds from the first update to the last. */
  readonly time: number;
  /** What went wrong; null when nothing did. */
  readonly fault: TrainingFault | null;
  /** Tensors that the run left behind once all of its own were let go of: 0 unless something leaks. */
  readonly tensorsLeft: number;
}

/** What went wrong in a run, in one sentence for a person. */
export interface TrainingFault {
  readonly code: ProblemCode | 'diverged' | 'model' | 'data';
  readonly message: string;
  /** The update at which it happened; null when it was before the first. */
  readonly step: number | null;
  /** The stack of what the person's source threw, for its place to be found; null where there is none. */
  readonly stack: string | null;
}

export type FromTrainingWorker = TrainingStarted | TrainingProgress | TrainingEnded;

/** Loss and weights may be anything while a run diverges. */
const isNumber = (value: unknown): value is number => typeof value === 'number';

const isStarted = guards.object({
  type: guards.literal('started'),
  backend: guards.oneOf(...BACKEND_NAMES.map((name) => guards.literal(name))),
  parameters: guards.count,
  expected: guards.finite,
  waits: guards.boolean,
  notes: guards.array(guards.string),
});

const hasProgressShape = guards.object({
  type: guards.literal('progress'),
  from: guards.count,
  rates: (value: unknown): value is Float64Array => value instanceof Float64Array,
  losses: (value: unknown): value is Float32Array => value instanceof Float32Array,
  validation: guards.array(
    guards.object({ step: guards.count, loss: isNumber, accuracy: guards.nullable(isNumber) }),
  ),
  effective: guards.array(
    guards.object({ step: guards.count, low: guards.finite, median: guards.finite, high: guards.finite }),
  ),
  path: (value: unknown): value is Float32Array => value instanceof Float32Array,
});

const isProgress = (value: unknown): value is TrainingProgress =>
  hasProgressShape(value) &&
  value.rates.length === value.losses.length &&
  (value.path.length === 0 || value.path.length === 2 * value.losses.length);

const FAULT_CODES = [
  'missing-value',
  'unmet-import',
  'unknown-operation',
  'unsupported',
  'threw',
  'timeout',
  'memory',
  'not-a-number',
  'non-finite',
  'negative',
  'incomplete',
  'diverged',
  'model',
  'data',
] as const satisfies readonly TrainingFault['code'][];

/** Whether something tells how a run came to its end. */
export const isTrainingEnd = guards.oneOf(
  guards.literal('complete'),
  guards.literal('stopped'),
  guards.literal('diverged'),
  guards.literal('failed'),
);

const isEnded = guards.object({
  type: guards.literal('ended'),
  end: isTrainingEnd,
  steps: guards.count,
  time: guards.finite,
  fault: guards.nullable(
    guards.object({
      code: guards.oneOf(...FAULT_CODES.map((code) => guards.literal(code))),
      message: guards.string,
      step: guards.nullable(guards.count),
      stack: guards.nullable(guards.string),
    }),
  ),
  tensorsLeft: guards.finite,
});

const isAnswer = guards.oneOf(isStarted, isProgress, isEnded);

/** The code of a person runs beside the worker's own and can post whatever it likes, so its messages are checked. */
export function isFromTrainingWorker(value: unknown): value is FromTrainingWorker {
  return isAnswer(value);
}
