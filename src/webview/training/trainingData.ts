import type { VerticalRange } from '../chartData';
import type { RunTrace } from './runTrace';
import type { DrawnContestant } from './trainingScene';

/** Places at which seeds are put together. */
const GRID = 240;
/** A loss that is so many times the first of all is off the picture: a run that diverges leaves the others readable. */
const HEADROOM = 3;
const LOGARITHMIC_HEADROOM = 30;
/** Decades shown at most on a logarithmic axis. */
const MOST_DECADES = 12;

/** A value at a place, kept within an axis. NaN where the axis has no place for it. */
export type Clamp = (value: number) => number;

/** Keeps values within the range of an axis: what leaves it runs along its edge. */
export function clampTo(range: VerticalRange | null, logarithmic: boolean): Clamp {
  return (value) =>
    range === null || !Number.isFinite(value) || (logarithmic && value <= 0)
      ? Number.NaN
      : Math.min(range.highest, Math.max(range.lowest, value));
}

/** The lowest, median and highest of the seeds at a place; null where no seed has a value. */
export interface SeedSpread {
  readonly place: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** How the smoothed losses of several seeds lie at even places. */
export function seedSpread(traces: readonly RunTrace[], steps: number): readonly SeedSpread[] {
  const spread: SeedSpread[] = [];
  const stride = Math.max(1, steps / GRID);
  for (let at = 0; at < steps; at += stride) {
    const place = Math.floor(at);
    const values = traces
      .map(({ smoothedLosses }) => smoothedLosses.valueAt(place))
      .filter((value) => Number.isFinite(value))
      .sort((a, b) => a - b);
    const low = values[0];
    const high = values.at(-1);
    if (low !== undefined && high !== undefined) {
      const upper = values[Math.floor(values.length / 2)] ?? low;
      const lower = values[Math.floor((values.length - 1) / 2)] ?? low;
      spread.push({ place, low, median: (lower + upper) / 2, high });
    }
  }
  return spread;
}

/** The losses that the axis shows: all that are finite, less those far above where the runs began. Null when there is none. */
export function lossRange(
  contestants: readonly DrawnContestant[],
  logarithmic: boolean,
): VerticalRange | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let first = Number.NEGATIVE_INFINITY;
  const include = (value: number): void => {
    if (Number.isFinite(value) && (!logarithmic || value > 0)) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  };
  for (const { traces } of contestants) {
    for (const { smoothedLosses, validationLosses } of traces) {
      for (let i = 0; i < smoothedLosses.length; i += 1) {
        include(smoothedLosses.valueOf(i));
      }
      for (let i = 0; i < validationLosses.length; i += 1) {
        include(validationLosses.valueOf(i));
      }
      if (Number.isFinite(smoothedLosses.valueOf(0))) {
        first = Math.max(first, smoothedLosses.valueOf(0));
      }
    }
  }
  if (!(lowest <= highest)) {
    return null;
  }
  const room = first * (logarithmic ? LOGARITHMIC_HEADROOM : HEADROOM);
  const top = room > lowest ? Math.min(highest, room) : highest;
  return { lowest: logarithmic ? Math.max(lowest, top / 10 ** MOST_DECADES) : lowest, highest: top };
}

/** The rates that the axis shows; effective ones count where they are shown. Null when there is none. */
export function rateRange(contestants: readonly DrawnContestant[], effective: boolean): VerticalRange | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  const include = (value: number): void => {
    if (Number.isFinite(value) && (!effective || value > 0)) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  };
  for (const { traces } of contestants) {
    const [trace] = traces;
    for (let i = 0; i < (trace?.rates.length ?? 0); i += 1) {
      include(trace?.rates.valueOf(i) ?? Number.NaN);
    }
    for (const { low, high } of effective ? (trace?.effectiveRates ?? []) : []) {
      include(low);
      include(high);
    }
  }
  if (!(lowest <= highest)) {
    return null;
  }
  return { lowest: effective ? Math.max(lowest, highest / 10 ** MOST_DECADES) : lowest, highest };
}
