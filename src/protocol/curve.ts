import type { Problem } from './problem';

/** A rate at an index. */
export interface RatePoint {
  readonly at: number;
  readonly rate: number;
}

/** Figures over the finite rates of a curve. Indices are steps or epochs, 0-based; the first of equals is named. */
export interface CurveStatistics {
  readonly start: RatePoint;
  readonly end: RatePoint;
  readonly lowest: RatePoint;
  readonly highest: RatePoint;
  readonly mean: number;
}

/** The rates of one schedule over its horizon, small enough to send and to draw in a card. */
export interface Curve {
  /** The last index computed. */
  readonly lastIndex: number;
  /** Sampled points in order of index, both sides of each jump among them. */
  readonly points: readonly RatePoint[];
  /** Null when no rate was finite. */
  readonly statistics: CurveStatistics | null;
  /** The rows a person wants to read: the start, the parameters' steps, the quarters, the end. */
  readonly notable: readonly NotablePoint[];
  /** The curve in words, without a full stop. */
  readonly sentence: string;
}

/** A row of the small table, with the reason it is there, such as `start`, `warmupSteps` or `end`. */
export interface NotablePoint extends RatePoint {
  readonly label: string;
}

/** Where rates were computed: in the server's sandbox, or in the webview with the real tf.js. */
export type EvaluationHost = 'sandbox' | 'webview';

/** What came of evaluating a definition. Both may be set: a curve up to the index at which the problem began. */
export interface Evaluation {
  readonly host: EvaluationHost;
  readonly curve: Curve | null;
  readonly problem: Problem | null;
}
