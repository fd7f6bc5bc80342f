import type { Problem } from './problem';
import type { Slice } from './slice';
import type { Range } from './text';

/** What form of code a definition is; DESIGN section 5 lists an example of each. */
export type DefinitionKind =
  | 'schedule-instance'
  | 'schedule-subclass'
  | 'scheduler-callback'
  | 'callback-class'
  | 'callback-object'
  | 'schedule-function'
  | 'schedule-factory'
  | 'stepper-class'
  | 'inline-rate'
  | 'rate-decay'
  | 'composition'
  | 'metric-driven'
  | 'phantom-api';

/** What a schedule counts: updates already made, or epochs; both 0-based. */
export type IndexUnit = 'step' | 'epoch';

/** The unit of a parameter's value: a learning rate, a count of steps or epochs, a plain factor, or a switch. */
export type ParameterUnit = 'rate' | 'steps' | 'epochs' | 'factor' | 'switch';

/** A literal that shapes a schedule. */
export interface Parameter {
  /** The name of the property, argument or constant; members of a list are named `boundaries[0]`. */
  readonly name: string;
  readonly value: number | boolean;
  readonly unit: ParameterUnit;
  /** The document that holds the value, which need not be the one of the definition. */
  readonly uri: string;
  readonly range: Range;
  /** Whether the literal can be replaced in the source: it stands in a local file of this workspace. */
  readonly editable: boolean;
  /** The index of its value in the slice's slots; null for a value that is computed from others. */
  readonly slot: number | null;
}

/**
 * Where a value of the timeline came from: a `// @lr` comment, the definition's own parameters, a line of the source,
 * the person's entry in the panel, an option on the command line, or nothing better than an assumption.
 */
export type TimelineSource = 'comment' | 'parameters' | 'source' | 'panel' | 'option' | 'assumed';

/** A number with its provenance. */
export interface TimelineValue {
  readonly value: number;
  readonly from: TimelineSource;
  /** The place in the source it was read from, where there is one. */
  readonly place: { readonly uri: string; readonly line: number; readonly text: string } | null;
}

/** What evaluation needs to know beside the definition. */
export interface Timeline {
  /** How many steps (or epochs, for a schedule indexed by epoch) to show. */
  readonly horizon: TimelineValue;
  /** Updates in an epoch; null where nothing depends on it or is known of it. */
  readonly stepsPerEpoch: TimelineValue | null;
  /** The rate before the schedule's first call, for schedules that start from the optimizer's own; null for all others. */
  readonly initialRate: TimelineValue | null;
}

/** One place in the source that defines one schedule. */
export interface Definition {
  /** Stable while the definition is edited: made of its kind, its name, its containers and its ordinal among equals. */
  readonly id: string;
  /** The name a person would call it by: the variable, property or class that holds it, else its constructor's. */
  readonly name: string;
  readonly kind: DefinitionKind;
  /** The class or factory that computes it, such as `CosineDecay`; null for a function. */
  readonly schedule: string | null;
  readonly index: IndexUnit;
  /** The whole definition: the expression or the declaration. */
  readonly range: Range;
  /** The name in the source, where hover answers; equal to `constructorRange` for an anonymous definition. */
  readonly nameRange: Range;
  /** The constructor, factory or callee in the source; null where the definition has none, as a class has. */
  readonly constructorRange: Range | null;
  readonly parameters: readonly Parameter[];
  readonly timeline: Timeline;
  /** How its rate acts, where that is not plain from the curve; words that go on after a semicolon. */
  readonly note?: string;
  /** Names whose values the source does not give; the definition cannot be evaluated while there are any. */
  readonly missing: readonly string[];
  /** The program that yields the schedule; null when `problem` says why there is none. */
  readonly slice: Slice | null;
  readonly problem: Problem | null;
}

/** A call such as `schedule.call(1234)` whose index is written as a number. */
export interface RateCall {
  readonly definitionId: string;
  readonly at: number;
  readonly range: Range;
}

/** The last index that a schedule of this horizon is shown at. Steps end on the horizon itself, where decays reach their
 * end value; of N epochs the last is N - 1, since epoch N never comes. */
export function lastIndexOf(index: IndexUnit, horizon: number): number {
  return index === 'epoch' ? Math.max(0, horizon - 1) : horizon;
}
