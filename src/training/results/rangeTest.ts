import { formatRate } from '../../protocol/numbers';
import { smoothed } from './smoothing';

/**
 * The rate of an update in a range test: it rises exponentially from the first update to the last.
 * @param step 0-based. @param steps updates in all.
 */
export function rampRate(from: number, to: number, step: number, steps: number): number {
  return steps === 1 ? from : from * (to / from) ** (step / (steps - 1));
}

/** The bounds that a range test suggests for a cyclical schedule. */
export interface RangeSuggestion {
  readonly base: number;
  readonly maximal: number;
}

/** The loss by the rate, and what follows from it. */
export interface RangeTest {
  readonly rates: readonly number[];
  /** The loss of each batch. */
  readonly losses: readonly number[];
  readonly smoothed: readonly number[];
  /** Null where the losses suggest nothing. */
  readonly suggestion: RangeSuggestion | null;
  /** How the suggestion was found, or why there is none, for a person. */
  readonly explanation: string;
}

/** Updates without which nothing can be said. */
const FEWEST = 20;
/** The part of the updates that the loss is smoothed over. */
const WINDOW = 1 / 25;
/** The part of the updates from which the loss at the start is told. */
const START = 1 / 20;
/** Of the whole fall of the loss: where it clearly falls, and where it has nearly ended. */
const CLEAR = 0.1;
const ENDING = 0.9;
/** A fall by less than this part of the loss at the start is none. */
const LEAST_FALL = 0.05;
/** Where the loss is this many times what it was at the start, it is past saving. */
const BEYOND = 4;
/** Without a span to go by, the base is that part of the maximal rate (Smith 2015, section 3.3, says a third or fourth). */
const USUAL_RATIO = 1 / 4;

/**
 * Reads a run with a rising rate as the range test of Smith (2015, arXiv 1506.01186, section 3.3): the base is the rate at
 * which the loss begins to fall, the maximal rate the one at which it falls no more. Smith reads accuracies by eye; here
 * both are read off the smoothed loss, where it has made a tenth and nine tenths of its whole fall.
 */
export function rangeTest(rates: ArrayLike<number>, losses: ArrayLike<number>): RangeTest {
  const count = finiteCount(losses);
  const usedRates = Array.from({ length: count }, (_, i) => rates[i] ?? Number.NaN);
  const usedLosses = Array.from({ length: count }, (_, i) => losses[i] ?? Number.NaN);
  const at = usedLosses.map((_, i) => i);
  const means = [...smoothed({ at, values: usedLosses }, Math.max(5, losses.length * WINDOW))];
  const reading = read(usedRates, means, count < losses.length);
  return { rates: usedRates, losses: usedLosses, smoothed: means, ...reading };
}

type Reading = Pick<RangeTest, 'suggestion' | 'explanation'>;

function read(rates: readonly number[], means: readonly number[], becameInfinite: boolean): Reading {
  const rateAt = (i: number): number => rates[i] ?? Number.NaN;
  const last = formatRate(rateAt(rates.length - 1));
  if (means.length < FEWEST) {
    const updates = means.length === 1 ? '1 update' : `${means.length} updates`;
    return none(
      becameInfinite
        ? `The loss became infinite after ${updates}, at a rate of ${last}: begin with a lower rate.`
        : `${updates} are too few to read anything from: make at least ${FEWEST}.`,
    );
  }
  const first = medianOf(means.slice(0, Math.max(5, Math.ceil(means.length * START))));
  const beyond = means.findIndex((mean) => mean > BEYOND * first);
  const considered = beyond < 0 ? means : means.slice(0, beyond);
  const lowest = considered.indexOf(Math.min(...considered));
  const fall = first - (means[lowest] ?? first);
  if (!(fall > LEAST_FALL * Math.abs(first)) || lowest < 1) {
    return none(
      beyond >= 0 || becameInfinite
        ? `The loss never fell clearly before it rose beyond bounds, at about ${formatRate(rateAt(beyond < 0 ? rates.length - 1 : beyond))}: begin with a lower rate, or make more updates.`
        : 'The loss never fell clearly: let the rate rise further, or make more updates.',
    );
  }
  const stillFalling = lowest >= means.length - 1 && beyond < 0 && !becameInfinite;
  const begins = lastAbove(means, first - CLEAR * fall, lowest);
  const ends = stillFalling ? lowest : lastAbove(means, first - ENDING * fall, lowest);
  const maximal = rateAt(ends);
  const clear = rateAt(begins);
  const base = Math.min(clear, maximal * USUAL_RATIO);
  const found = [
    `The smoothed loss clearly began to fall at a rate of ${formatRate(clear)}, after a tenth of its whole fall`,
    stillFalling
      ? `, and still fell at the highest rate, ${last}, so that rates above may do as well: let it rise further.`
      : ` and had made nine tenths of it at ${formatRate(maximal)}; it was lowest at ${formatRate(rateAt(lowest))}.`,
    base < clear ? ' The base is a quarter of the maximal rate, since the two lie close together.' : '',
  ];
  return { suggestion: { base, maximal }, explanation: found.join('') };
}

function none(explanation: string): Reading {
  return { suggestion: null, explanation };
}

/** How many losses there are before the first that is no number. */
function finiteCount(losses: ArrayLike<number>): number {
  let count = 0;
  while (count < losses.length && Number.isFinite(losses[count])) {
    count += 1;
  }
  return count;
}

/** The first index from which on the values stay at a level or below, up to the lowest. */
function lastAbove(values: readonly number[], level: number, lowest: number): number {
  let at = lowest;
  while (at > 0 && (values[at - 1] ?? Infinity) <= level) {
    at -= 1;
  }
  return at;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
