/** A value put into a slice when it runs. */
export type SlotValue = number | boolean;

/** How the driver reads rates from the value that a slice yields. */
export const SLICE_FORMS = [
  /** An object with one of the methods of `RATE_METHODS`, called with the step. */
  'schedule',
  /** A function `(epoch, rate) => rate`, or an object of form `schedule`, stepped from epoch 0. */
  'epoch-function',
  /** A function `(index, horizon, initialRate) => rate` that may be asked in any order, or an object of form `schedule`. */
  'index-function',
  /** A function of the same kind whose rates are made from one another: it is called for each index from 0 on. */
  'stepped-function',
  /** `{ callback }` with the hooks of a tf.js callback, which set the rate of each epoch. */
  'epoch-callback',
  /** The same with hooks that set the rate of each update. */
  'step-callback',
  /** `{ stepper }`, an object that is told to go one step on after each update, or epoch, and holds, sets or gives the rate. */
  'stepper',
  /** Nothing that rates are read from: a model, or data to train it with. */
  'value',
] as const;
export type SliceForm = (typeof SLICE_FORMS)[number];

/** The forms that are run from index 0 on beside a stand-in of what is trained. */
export type ReplayForm = 'epoch-callback' | 'step-callback' | 'stepper';

export function isReplayForm(form: SliceForm): form is ReplayForm {
  return form === 'epoch-callback' || form === 'step-callback' || form === 'stepper';
}

/** The methods that give a schedule's rate, in the order they are looked for. */
export const RATE_METHODS = ['call', 'get', 'getLr', 'getLearningRate'] as const;

/** The script name under which slices run, so that error stacks can be mapped back. */
export const SLICE_SCRIPT_NAME = 'lr-lens-slice.js';

/** The smallest self-contained program that yields a schedule. */
export interface Slice {
  /**
   * A JavaScript expression: a function of the bindings of `SliceBindings` that returns its modules by number.
   * Module 0 exports `$root`, a function without parameters that returns the schedule. It carries no value that a
   * slot holds, so two slices of equal code differ in their slots alone.
   */
  readonly code: string;
  readonly form: SliceForm;
  readonly slots: readonly SlotValue[];
  /** Values of free names, from an `@lr` comment or from evidence in the source. */
  readonly given: Readonly<Record<string, number>>;
  /** The documents that lines were taken from. */
  readonly sources: readonly string[];
  /** For each line of `code` (0-based) where it came from, or null for a line that we wrote. */
  readonly lines: readonly (SliceLine | null)[];
  /** Whether it imports tf.js. */
  readonly usesTensors: boolean;
  /** Whether its modules hold nothing that a run could change or that a slot could: they can then serve all runs. */
  readonly stateless: boolean;
}

/** A line of a slice's origin: an index into `sources` and a 0-based line there. */
export interface SliceLine {
  readonly source: number;
  readonly line: number;
}
