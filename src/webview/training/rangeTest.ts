import type { RunTrace } from './runTrace';

/** A loss at a rate. */
export interface RangePoint {
  readonly rate: number;
  readonly loss: number;
}

/** Rates between which a cyclical schedule may go. */
export interface RangeSuggestion {
  /** Where the loss begins to fall. */
  readonly base: number;
  /** Where it has all but stopped falling. */
  readonly maximal: number;
}

/** Parts of its whole fall after which the loss counts as falling, and as having fallen. */
const BEGUN = 0.1;
const DONE = 0.9;
/** A fall of less than this part of the first loss is noise. */
const LEAST_FALL = 0.05;
/** A loss of so many times the lowest before it has left the valley; what comes after it is of no use. */
const LEFT = 4;

/** The smoothed losses of a range test by their rates, as far as they are finite. */
export function rangePoints({ smoothedLosses, rates }: RunTrace): readonly RangePoint[] {
  const points: RangePoint[] = [];
  for (let i = 0; i < smoothedLosses.length; i += 1) {
    const loss = smoothedLosses.valueOf(i);
    const rate = rates.valueAt(smoothedLosses.placeOf(i));
    if (Number.isFinite(loss) && Number.isFinite(rate)) {
      points.push({ rate, loss });
    }
  }
  return points;
}

/**
 * The rates between which the loss falls (Smith, arXiv 1506.01186, section 3.3: the base where it begins to, the maximum
 * where it stops). Null when the loss falls nowhere in the span.
 */
export function suggestedRates(points: readonly RangePoint[]): RangeSuggestion | null {
  const [first] = points;
  if (first === undefined) {
    return null;
  }
  let lowest = first.loss;
  let lowestAt = 0;
  for (const [i, { loss }] of points.entries()) {
    if (loss > LEFT * lowest && lowest > 0) {
      break;
    }
    if (loss < lowest) {
      lowest = loss;
      lowestAt = i;
    }
  }
  const before = points.slice(0, lowestAt + 1);
  const start = Math.max(...before.map(({ loss }) => loss));
  const fall = start - lowest;
  if (!(fall > LEAST_FALL * Math.abs(start))) {
    return null;
  }
  // From the highest loss on, so that a bump at the very start is not taken for the beginning of the fall.
  const from = before.findIndex(({ loss }) => loss === start);
  const falling = before.slice(from);
  const base = falling.find(({ loss }) => loss <= start - BEGUN * fall);
  const maximal = falling.find(({ loss }) => loss <= start - DONE * fall);
  return base === undefined || maximal === undefined || maximal.rate <= base.rate
    ? null
    : { base: twoDigits(base.rate), maximal: twoDigits(maximal.rate) };
}

/** More digits than these a range test does not know. */
function twoDigits(rate: number): number {
  return Number(rate.toPrecision(2));
}
