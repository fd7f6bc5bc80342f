import type { RatePoint } from '../../protocol/curve';
import { type Fault, faultFrom, ScheduleFault } from './fault';
import type { RateSource } from './rateSource';

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
}

/** Calls between two looks at the clock: few enough to notice a slow schedule, enough not to be the cost. */
const CALLS_PER_LOOK = 64;
/** However slow a schedule is, this many points are tried for: fewer do not make a curve. */
const LEAST_RATES = 256;
/** The most jumps that are searched for between two kept rates. */
const MAX_JUMPS = 64;

/** Computes the rates of `source`. Never throws: what the schedule throws becomes the trace's fault. */
export function trace(source: RateSource, request: TraceRequest, deadline: Deadline): Trace {
  let stride = 1;
  let rates = new Float64Array(0);
  let spoiled: Fault | null = null;
  let done = 0;
  let index = 0;
  try {
    stride = Math.max(1, Math.ceil((request.lastIndex + 1) / affordableRates(source, request, deadline)));
    const count = Math.floor(request.lastIndex / stride) + 1;
    rates = new Float64Array(count);
    for (; done < count; done += 1) {
      if (done % CALLS_PER_LOOK === 0) {
        checkDeadline(deadline);
      }
      index = done * stride;
      const rate = source.rateAt(index);
      rates[done] = rate;
      spoiled ??= spoiledRate(rate, index);
    }
    const exact: RatePoint[] = stride > 1 ? jumps(source, rates, stride, deadline) : [];
    for (const at of new Set([...request.at, request.lastIndex])) {
      checkDeadline(deadline);
      index = at;
      exact.push({ at, rate: source.rateAt(at) });
    }
    if (spoiled !== null && stride > 1) {
      spoiled = firstSpoiled(source, spoiled, stride);
    }
    return { rates, stride, exact: exact.sort((a, b) => a.at - b.at), fault: spoiled };
  } catch (thrown) {
    return { rates: rates.subarray(0, done), stride, exact: [], fault: faultFrom(thrown, index) };
  }
}

/**
 * The most rates that fit in half the time left, judged by the first few calls. A schedule written in tf.js operations
 * takes a thousand times as long as one in plain arithmetic, and fewer points of it say more than the first part of it.
 */
function affordableRates(source: RateSource, request: TraceRequest, deadline: Deadline): number {
  if (source.sequential || request.lastIndex <= LEAST_RATES) {
    return request.maxRates;
  }
  const start = deadline.now();
  for (let index = 0; index < CALLS_PER_LOOK; index += 1) {
    source.rateAt(index);
  }
  const each = (deadline.now() - start) / CALLS_PER_LOOK;
  const affordable = each > 0 ? Math.floor((deadline.end - start) / 2 / each) : request.maxRates;
  return Math.min(request.maxRates, Math.max(LEAST_RATES, affordable));
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
      message: `gives a negative rate, ${String(rate)}`,
      at,
      stack: null,
      names: [],
    };
  }
  return null;
}

/** The kept index is the first bad one of a stride; the rates between it and the good one before it are still to be asked. */
function firstSpoiled(source: RateSource, spoiled: Fault, stride: number): Fault {
  const until = spoiled.at ?? 0;
  for (let index = Math.max(0, until - stride + 1); index < until; index += 1) {
    const earlier = spoiledRate(source.rateAt(index), index);
    if (earlier !== null) {
      return earlier;
    }
  }
  return spoiled;
}

/**
 * Finds where the rate jumps between two kept indices, and returns both sides of each jump. A jump stands out from its
 * neighbours; halving the gap keeps the half that holds the greater change.
 */
function jumps(source: RateSource, rates: Float64Array, stride: number, deadline: Deadline): RatePoint[] {
  const found: RatePoint[] = [];
  for (let i = 1; i < rates.length && found.length < 2 * MAX_JUMPS; i += 1) {
    if (!standsOut(rates, i)) {
      continue;
    }
    checkDeadline(deadline);
    let left: RatePoint = { at: (i - 1) * stride, rate: rates[i - 1] ?? Number.NaN };
    let right: RatePoint = { at: i * stride, rate: rates[i] ?? Number.NaN };
    while (right.at - left.at > 1) {
      const at = Math.floor((left.at + right.at) / 2);
      const middle: RatePoint = { at, rate: source.rateAt(at) };
      if (Math.abs(middle.rate - left.rate) >= Math.abs(right.rate - middle.rate)) {
        right = middle;
      } else {
        left = middle;
      }
    }
    found.push(left, right);
  }
  return found;
}

function standsOut(rates: Float64Array, i: number): boolean {
  const change = (j: number): number =>
    Math.abs((rates[j] ?? Number.NaN) - (rates[j - 1] ?? Number.NaN)) || 0;
  const here = change(i);
  const neighbours = Math.max(change(i - 1), change(i + 1));
  return here > 0 && here > 3 * neighbours;
}
