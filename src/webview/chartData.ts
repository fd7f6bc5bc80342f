import type { PlacedSeries } from './placement';
import type { View } from './zoom';

/** A point as chart.js reads it. `y` is NaN where the line breaks. */
export interface ChartPoint {
  x: number;
  y: number;
}

/** The rates in view. */
export interface VerticalRange {
  readonly lowest: number;
  readonly highest: number;
}

/** Decades shown at most on a logarithmic axis: rates that fade to nothing would leave no room for the others. */
const MOST_DECADES = 12;

/** Fills `points` with what draws a series, keeping the objects that are there: panning makes sixty pictures a second. */
export function fillPoints(
  points: ChartPoint[],
  placed: PlacedSeries,
  view: View,
  columns: number,
  logarithmic: boolean,
): void {
  const { series, perIndex } = placed;
  let count = 0;
  const push = (x: number, y: number): void => {
    const drawn = Number.isFinite(y) && (!logarithmic || y > 0) ? y : Number.NaN;
    const point = points[count];
    if (point === undefined) {
      points.push({ x, y: drawn });
    } else {
      point.x = x;
      point.y = drawn;
    }
    count += 1;
  };
  series.samples?.forEachPoint(view.from / perIndex, view.to / perIndex, columns, (index, rate) => {
    push(index * perIndex, rate);
  });
  const last = points[count - 1];
  if (perIndex !== 1 && last !== undefined && count > 0) {
    // The last epoch lasts as long as the others.
    push(last.x + perIndex, last.y);
  }
  points.length = count;
}

/** The lowest and highest rate in view; on a logarithmic axis of those above 0. Null when there is none. */
export function verticalRange(
  placed: readonly PlacedSeries[],
  view: View,
  data: readonly (readonly ChartPoint[])[],
  logarithmic: boolean,
): VerticalRange | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const { series, perIndex } of placed) {
    const bounds = series.samples?.bounds(view.from / perIndex, view.to / perIndex);
    if (bounds !== undefined && Number.isFinite(bounds.lowest)) {
      lowest = Math.min(lowest, bounds.lowest);
      highest = Math.max(highest, bounds.highest);
    }
  }
  if (!(lowest <= highest)) {
    return null;
  }
  if (!logarithmic) {
    return { lowest, highest };
  }
  if (highest <= 0) {
    return null;
  }
  if (lowest <= 0) {
    // The points that are drawn hold the bounds of their columns; none of those at 0 or below is among them.
    lowest = highest;
    for (const points of data) {
      for (const { x, y } of points) {
        if (y < lowest && x >= view.from && x <= view.to) {
          lowest = y;
        }
      }
    }
  }
  return { lowest: Math.max(lowest, highest / 10 ** MOST_DECADES), highest };
}

/** Whether a logarithmic axis leaves something of these series out. */
export function hasRatesWithoutLogarithm(placed: readonly PlacedSeries[]): boolean {
  return placed.some(
    ({ series: { samples } }) => samples !== null && samples.bounds(0, samples.lastIndex).lowest <= 0,
  );
}
