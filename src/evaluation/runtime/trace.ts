import type { RatePoint } from '../../protocol/curve';
import { formatRate } from '../../protocol/numbers';
import { type Fault, faultFrom, ScheduleFault } from './fault';
import type { RateSource } from './rateSource';
import type { Impurity } from './repeatable';

/** What to compute of a schedule. Indices are steps or epochs, 0-based. */
export interface TraceRequest {
  readonly lastIndex: number;
  /** The most rates to keep; a longer range is computed at every n-th index alone. */
  readonly maxRates: number;
  /** Indices whose exact rate is wanted whatever the range; they may lie beyond it. */
  readonly at: readonly number[];
}

/** When to give up, by a clock that gives milliseconds. */
export interface Deadline {
  readonly now: () => number;
  readonly end: number;
}

/** The rates of a schedule. */
export interface Trace {
  /** `rates[i]` is the rate at index `i * stride`. Shorter than asked for when a fault ended it. */
  readonly rates: Float64Array;
  readonly stride: number;
  /** Further exact rates, in order of index: those asked for, and both sides of jumps that the stride would hide. */
  readonly exact: readonly RatePoint[];
  /** What ended the trace, or the first non-finite or negative rate; null when all is well. */
  readonly fault: Fault | null;
  /** What the schedule used beside its index; empty for a schedule that is a rule. */
  readonly impurities: readonly Impurity[];
}

/** How far a trace has come. It outlives a run that its host ends from outside. */
export class Progress {
  rates = new Float64Array(0);
  stride = 1;
  /** How many of `rates` are computed. */
  done = 0;
  exact: RatePoint[] = [];
  /** The index being computed; null while the schedule is being made. */
  index: number | null = null;

  /** The trace as far as it came, and what ended it. */
  ended(fault: Fault | null): Trace {
    const exact = [...this.exact].sort((a, b) => a.at - b.at);
    return {
      rates: this.rates.subarray(0, this.done),
      stride: this.stride,
      exact,
      fault,
      impurities: [],
    };
  }
}

/** Calls between two looks at the clock: few enough to notice a slow schedule, enough not to be the cost. */
const CALLS_PER_LOOK = 64;
/**
 * The share of its time after which a schedule's pace is judged. The first calls say little: they come before the engine
 * has compiled them, and a browser's clock ticks in tenths of a millisecond.
 */
const JUDGED_AFTER = 1 / 16;
/** However slow a schedule is, this many points are tried for: fewer do not make a curve. */
const LEAST_RATES = 256;
/** The most jumps that are searched for between two kept rates. */
const MAX_JUMPS = 64;

/** Computes the rates of `source`. Never throws: what the schedule throws becomes the trace's fault. */
export function trace(
  source: RateSource,
  request: TraceRequest,
  deadline: Deadline,
  progress: Progress = new Progress(),
): Trace {
  try {
    const spoiled = traceRange(source, request, deadline, progress);
    if (progress.stride > 1) {
      jumps(source, progress, deadline);
    }
    for (const at of new Set([...request.at, request.lastIndex])) {
      progress.index = at;
      progress.exact.push({ at, rate: rateAt(source, at, progress, deadline) });
    }
    return progress.ended(spoiled === null ? null : firstSpoiled(source, spoiled, progress.stride, deadline));
  } catch (thrown) {
    return progress.ended(faultFrom(thrown, progress.index));
  }
}

/**
 * Fills in the rates at every n-th index.
 * @returns the first that is no learning rate.
 */
function traceRange(
  source: RateSource,
  request: TraceRequest,
  deadline: Deadline,
  progress: Progress,
): Fault | null {
  const start = deadline.now();
  const begin = (most: number): number => {
    progress.stride = Math.max(1, Math.ceil((request.lastIndex + 1) / most));
    const count = Math.floor(request.lastIndex / progress.stride) + 1;
    progress.rates = new Float64Array(count);
    progress.done = 0;
    return count;
  };
  let count = begin(request.maxRates);
  let judged = source.sequential || count <= LEAST_RATES;
  let spoiled: Fault | null = null;
  while (progress.done < count) {
    checkDeadline(deadline);
    const given = deadline.end - start;
    const spent = deadline.now() - start;
    if (!judged && spent > given * JUDGED_AFTER) {
      judged = true;
      const affordable = affordableRates(spent / progress.done, given);
      if (affordable < count) {
        count = begin(affordable);
        spoiled = null;
      }
    }
    const found = fill(source, progress, Math.min(count, progress.done + callsUntilLook(source, progress)));
    spoiled ??= found;
  }
  return spoiled;
}

/**
 * Fills in the rates up to a position. This is the loop that all the time goes to: what it needs is at hand in it, and
 * what it has done is noted at each turn, since a run may be ended at any.
 * @returns the first of them that is no learning rate.
 */
function fill({ rateAt }: RateSource, progress: Progress, end: number): Fault | null {
  const { rates, stride } = progress;
  let spoiled: Fault | null = null;
  for (let position = progress.done; position < end; position += 1) {
    const index = position * stride;
    progress.index = index;
    const rate = rateAt(index);
    rates[position] = rate;
    progress.done = position + 1;
    if (!(rate >= 0 && rate < Infinity)) {
      spoiled ??= spoiledRate(rate, index);
    }
  }
  return spoiled;
}

/** Rates between two looks at the clock. One that depends on those before it costs all that its stride leaves out. */
function callsUntilLook(source: RateSource, { stride }: Progress): number {
  return source.sequential ? Math.max(1, Math.floor(CALLS_PER_LOOK / stride)) : CALLS_PER_LOOK;
}

/**
 * The most rates that fit in half the time, at so many milliseconds for each. A schedule written in tf.js operations takes
 * a thousand times as long as one in plain arithmetic, and fewer points of it say more than the first part of it.
 */
function affordableRates(each: number, given: number): number {
  return Math.max(LEAST_RATES, Math.floor(given / 2 / each));
}

/** Rates that are known are not asked for again: the less a schedule is called, the less it can remember. */
function rateAt(source: RateSource, at: number, progress: Progress, deadline: Deadline): number {
  const known = at % progress.stride === 0 ? progress.rates[at / progress.stride] : undefined;
  if (known !== undefined) {
    return known;
  }
  checkDeadline(deadline);
  return source.rateAt(at);
}

function checkDeadline(deadline: Deadline): void {
  if (deadline.now() > deadline.end) {
    throw new ScheduleFault('timeout', 'takes too long to compute');
  }
}

function spoiledRate(rate: number, at: number): Fault | null {
  if (!Number.isFinite(rate)) {
    return { code: 'non-finite', message: `gives ${String(rate)}`, at, stack: null, names: [] };
  }
  if (rate < 0) {
    return {
      code: 'negative',
      message: `gives a negative rate, ${formatRate(rate)},`,
      at,
      stack: null,
      names: [],
    };
  }
  return null;
}

/**
 * The kept index is the first bad one of a stride; the rates between it and the good one before it are still to be asked,
 * as far as time allows.
 */
function firstSpoiled(source: RateSource, spoiled: Fault, stride: number, deadline: Deadline): Fault {
  const until = spoiled.at ?? 0;
  for (let index = Math.max(0, until - stride + 1); index < until; index += 1) {
    if (index % CALLS_PER_LOOK === 0 && deadline.now() > deadline.end) {
      break;
    }
    const earlier = spoiledRate(source.rateAt(index), index);
    if (earlier !== null) {
      return earlier;
    }
  }
  return spoiled;
}

/**
 * Finds where the rate jumps between two kept indices, and keeps both sides of each jump. A jump stands out from its
 * neighbours; halving the gap keeps the half that holds the greater change.
 */
function jumps(source: RateSource, progress: Progress, deadline: Deadline): void {
  const { rates, stride, exact } = progress;
  for (let i = 1; i < rates.length && exact.length < 2 * MAX_JUMPS; i += 1) {
    if (!standsOut(rates, i)) {
      continue;
    }
    checkDeadline(deadline);
    let left: RatePoint = { at: (i - 1) * stride, rate: rates[i - 1] ?? Number.NaN };
    let right: RatePoint = { at: i * stride, rate: rates[i] ?? Number.NaN };
    while (right.at - left.at > 1) {
      const at = Math.floor((left.at + right.at) / 2);
      progress.index = at;
      const middle: RatePoint = { at, rate: source.rateAt(at) };
      if (Math.abs(middle.rate - left.rate) >= Math.abs(right.rate - middle.rate)) {
        right = middle;
      } else {
        left = middle;
      }
    }
    exact.push(left, right);
  }
}

function standsOut(rates: Float64Array, i: number): boolean {
  const change = (j: number): number =>
    Math.abs((rates[j] ?? Number.NaN) - (rates[j - 1] ?? Number.NaN)) || 0;
  const here = change(i);
  const neighbours = Math.max(change(i - 1), change(i + 1));
  return here > 0 && here > 3 * neighbours;
}
