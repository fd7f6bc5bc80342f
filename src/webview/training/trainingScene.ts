import type { RangeSuggestion } from '../../training/results/rangeTest';
import type { Look } from '../look';
import type { Theme } from '../theme';
import type { RunTrace } from './runTrace';

/** A contestant as it is drawn: its look, and its runs in the order of their seeds. */
export interface DrawnContestant {
  readonly id: string;
  readonly name: string;
  readonly look: Look;
  readonly traces: readonly RunTrace[];
}

/** Everything that the chart of a training draws, whole. */
export interface TrainingScene {
  readonly contestants: readonly DrawnContestant[];
  /** Updates of the whole run: the axis goes from 0 to this. */
  readonly steps: number;
  readonly hasAccuracy: boolean;
  readonly logarithmic: boolean;
  readonly effectiveRates: boolean;
  /** Set for a range test, whose axis is that of rates. */
  readonly range: {
    readonly from: number;
    readonly to: number;
    readonly suggestion: RangeSuggestion | null;
  } | null;
  readonly theme: Theme;
  /** The update, or the rate of a range test, that the crosshair stands at; null where it does not show. */
  readonly cursor: number | null;
}
