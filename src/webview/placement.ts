import { type IndexUnit, lastIndexOf } from '../protocol/definition';
import type { Series } from './series';
import type { View } from './zoom';

/** A series on the shared horizontal axis. */
export interface PlacedSeries {
  readonly series: Series;
  /** Axis units to one index of the series: 1, or the steps of an epoch where epochs are drawn on an axis of steps. */
  readonly perIndex: number;
}

/** How the shown series share one axis. */
export interface Placement {
  readonly unit: IndexUnit;
  readonly placed: readonly PlacedSeries[];
  /** Series that count epochs of unknown length beside others that count steps. */
  readonly unplaced: readonly Series[];
  /** The whole axis. */
  readonly whole: View;
}

/** An axis counts epochs when all series do; otherwise steps, and an epoch takes as many as its own series says. */
export function placementOf(shown: readonly Series[]): Placement {
  const unit: IndexUnit =
    shown.length > 0 && shown.every(({ definition }) => definition.index === 'epoch') ? 'epoch' : 'step';
  const common = commonStepsPerEpoch(shown);
  const placed: PlacedSeries[] = [];
  const unplaced: Series[] = [];
  for (const series of shown) {
    const perIndex =
      series.definition.index === unit ? 1 : (series.definition.timeline.stepsPerEpoch?.value ?? common);
    if (perIndex === null || perIndex <= 0) {
      unplaced.push(series);
    } else {
      placed.push({ series, perIndex });
    }
  }
  const to = Math.max(1, ...placed.map(axisEnd));
  return { unit, placed, unplaced, whole: { from: 0, to } };
}

/** The steps of an epoch that the shown series agree on, for one that does not say. */
function commonStepsPerEpoch(shown: readonly Series[]): number | null {
  const known = new Set(
    shown
      .map(({ definition }) => definition.timeline.stepsPerEpoch?.value ?? null)
      .filter((value) => value !== null),
  );
  const [only] = known;
  return known.size === 1 && only !== undefined ? only : null;
}

function axisEnd({ series, perIndex }: PlacedSeries): number {
  const { index, timeline } = series.definition;
  const last = Math.max(lastIndexOf(index, timeline.horizon.value), series.curve?.lastIndex ?? 0);
  // On an axis of steps an epoch's rate is in force until the next epoch begins.
  return perIndex === 1 ? last : (last + 1) * perIndex;
}

/** The index of a series at a place on the axis. */
export function indexAt({ perIndex }: PlacedSeries, at: number): number {
  return Math.max(0, perIndex === 1 ? Math.round(at) : Math.floor(at / perIndex));
}
