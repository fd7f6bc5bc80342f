import type { RatePoint } from '../../protocol/curve';
import { formatRate } from '../../protocol/numbers';
import { type Fault, faultFrom, ScheduleFault } from './fault';
import { type FillRates, fillRates } from './fillRates';
import { Progress } from './progress';
import { rateAt, type RateSource, readRate } from './rateSource';
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

/** Calls before the first look at the clock: few enough to notice a slow schedule. */
const FIRST_CALLS = 64;
/** Calls between two looks at the clock when calls are quick: enough for looking not to be the cost. */
const MOST_CALLS = 0x4000;
/** Milliseconds between two looks at the clock that are few enough to stop in time. */
const LONG_BETWEEN_LOOKS = 1;
/**
 * The share of its time after which a schedule's pace is judged. The first calls say little: they come before the engine
 * has compiled them, and a browser's clock ticks in tenths of a millisecond.
 */
const JUDGED_AFTER = 1 / 16;
/** However slow a schedule is, this many points are tried for: fewer do not make a curve. */
const LEAST_RATES = 256;
/** The most jumps that are searched for between two kept rates. */
const MAX_JUMPS = 64;

/**
 * Computes the rates of `source`. Never throws: what the schedule throws becomes the trace's fault.
 * @param fill the loop over the indices.
 */
export function trace(
  source: RateSource,
  request: TraceRequest,
  deadline: Deadline,
  progress: Progress = new Progress(),
  fill: FillRates = fillRates,
): Trace {
  try {
    const spoiled = traceRange(source, request, deadline, progress, fill);
    if (progress.stride > 1) {
      jumps(source, progress, deadline);
    }
    for (const at of new Set([...request.at, request.lastIndex])) {
      progress.index = at;
      progress.exact.push({ at, rate: knownOrAsked(source, at, progress, deadline) });
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
  fill: FillRates,
): Fault | null {
  const start = deadline.now();
  const begin = (most: number): number => {
    const stride = Math.max(1, Math.ceil((request.lastIndex + 1) / most));
    const count = Math.floor(request.lastIndex / stride) + 1;
    progress.begin(count, stride);
    return count;
  };
  let count = begin(request.maxRates);
  let judged = source.sequential || count <= LEAST_RATES;
  let spoiled: Fault | null = null;
  let calls = FIRST_CALLS;
  let now = start;
  while (progress.done < count) {
    if (now > deadline.end) {
      throw tooSlow();
    }
    const given = deadline.end - start;
    const spent = now - start;
    if (!judged && spent > given * JUDGED_AFTER) {
      judged = true;
      const affordable = affordableRates(spent / progress.done, given);
      if (affordable < count) {
        count = begin(affordable);
        spoiled = null;
      }
    }
    const end = Math.min(count, progress.done + ratesFor(calls, source, progress));
    const first = fill(source, progress, end, readRate);
    if (first >= 0) {
      spoiled ??= spoiledRate(progress.rates[first] ?? Number.NaN, first * progress.stride);
    }
    const lastLook = now;
    now = deadline.now();
    calls = now - lastLook > LONG_BETWEEN_LOOKS ? Math.max(1, calls >> 1) : Math.min(MOST_CALLS, calls << 1);
  }
  return spoiled;
}

/** Rates that so many calls give. One that depends on those before it costs all that its stride leaves out. */
function ratesFor(calls: number, { sequential }: RateSource, { stride }: Progress): number {
  return sequential ? Math.max(1, Math.floor(calls / stride)) : calls;
}

/**
 * The most rates that fit in half the time, at so many milliseconds for each. A schedule written in tf.js operations takes
 * a thousand times as long as one in plain arithmetic, and fewer points of it say more than the first part of it.
 */
function affordableRates(each: number, given: number): number {
  return Math.max(LEAST_RATES, Math.floor(given / 2 / each));
}

/** Rates that are known are not asked for again: the less a schedule is called, the less it can remember. */
function knownOrAsked(source: RateSource, at: number, progress: Progress, deadline: Deadline): number {
  const known = at % progress.stride === 0 ? progress.rates[at / progress.stride] : undefined;
  if (known !== undefined) {
    return known;
  }
  checkDeadline(deadline);
  return rateAt(source, at);
}

function checkDeadline(deadline: Deadline): void {
  if (deadline.now() > deadline.end) {
    throw tooSlow();
  }
}

function tooSlow(): ScheduleFault {
  return new ScheduleFault('timeout', 'takes too long to compute');
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
    if (index % FIRST_CALLS === 0 && deadline.now() > deadline.end) {
      break;
    }
    const earlier = spoiledRate(rateAt(source, index), index);
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
      const middle: RatePoint = { at, rate: rateAt(source, at) };
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
