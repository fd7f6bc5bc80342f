import type { RatePoint } from '../../protocol/curve';
import type { Samples } from './samples';

/** A part of a curve that does one thing. */
export interface Segment {
  readonly kind: 'rise' | 'fall' | 'hold' | 'jump';
  readonly from: RatePoint;
  readonly to: RatePoint;
}

/** What a curve looks like, as far as words go. */
export type Shape =
  | { readonly kind: 'constant'; readonly rate: number }
  /** Flat but for its jumps; `jumps` are the samples after each. */
  | { readonly kind: 'stairs'; readonly start: RatePoint; readonly jumps: readonly RatePoint[] }
  /** Up and down again and again. `period` is null when it is not always the same. */
  | {
      readonly kind: 'cycles';
      readonly low: number;
      readonly high: number;
      readonly period: number | null;
      /** The top that the first cycle begins from, where the curve first climbs up to it. */
      readonly warmup: RatePoint | null;
      /** Whether the curve goes back to its top at once, as warm restarts do. */
      readonly restarts: boolean;
      readonly shrinking: boolean;
      /** Where each cycle but the first begins. */
      readonly starts: readonly RatePoint[];
    }
  | { readonly kind: 'segments'; readonly segments: readonly Segment[] };

/** Changes below this part of the whole range are none to the eye. */
const VISIBLE = 0.02;
/** A change in one sample that is this part of the range, and this many times its neighbours', is a jump. */
const JUMP = 0.05;
const JUMP_OVER_NEIGHBOURS = 8;
/** Stretches shorter than this part of the whole are no holds of their own. */
const SHORTEST_HOLD = 0.02;
/** Turning points that make cycles of ups and downs. */
const LEAST_TURNS = 4;

/** Finds what a curve does. @param samples two at least. */
export function shapeOf(samples: Samples): Shape {
  const { rate, length } = samples;
  const low = rate.reduce((a, b) => Math.min(a, b), Infinity);
  const high = rate.reduce((a, b) => Math.max(a, b), -Infinity);
  const range = high - low;
  if (range <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) {
    return { kind: 'constant', rate: rate[0] ?? 0 };
  }
  const changes = changed(samples, 1e-9 * range);
  if (isStairs(samples, changes)) {
    return {
      kind: 'stairs',
      start: samples.point(0),
      jumps: changes.map((i) => samples.point(i)),
    };
  }
  const turns = turningPoints(rate, VISIBLE * range);
  const cycles = turns.length >= LEAST_TURNS ? cyclesOf(samples, turns) : null;
  if (cycles !== null) {
    return cycles;
  }
  const vertices = [0, ...turns, length - 1];
  const jumps = changes.filter((i) => isJump(rate, i, range));
  const segments = vertices
    .slice(1)
    .flatMap((to, i) => segmentsBetween(samples, vertices[i] ?? 0, to, jumps, range));
  return { kind: 'segments', segments: merged(segments) };
}

/** The positions whose rate differs from the one before. */
function changed({ rate, length }: Samples, noise: number): number[] {
  const positions: number[] = [];
  for (let i = 1; i < length; i += 1) {
    if (Math.abs((rate[i] ?? 0) - (rate[i - 1] ?? 0)) > noise) {
      positions.push(i);
    }
  }
  return positions;
}

/** Stairs stand still most of the time, on each tread for two samples at least, but for the last one that is cut off. */
function isStairs(samples: Samples, changes: readonly number[]): boolean {
  const apart = changes.every((position, i) => i === 0 || position - (changes[i - 1] ?? 0) > 1);
  return apart && changes.length <= samples.length / 3;
}

function isJump(rate: Float64Array, i: number, range: number): boolean {
  const change = (j: number): number => Math.abs((rate[j] ?? Number.NaN) - (rate[j - 1] ?? Number.NaN)) || 0;
  return (
    change(i) > JUMP * range &&
    change(i) > JUMP_OVER_NEIGHBOURS * Math.max(change(i - 1), change(i + 1)) &&
    rate.length > 8
  );
}

/** Positions of the tops and bottoms between which the rate moves by more than `least`; the ends are none. */
function turningPoints(rate: Float64Array, least: number): number[] {
  const turns: number[] = [];
  let lowest = 0;
  let highest = 0;
  let direction = 0;
  for (let i = 1; i < rate.length; i += 1) {
    const here = rate[i] ?? 0;
    // The last of equals at a bottom and a top: a hold before a fall belongs to what is before it.
    if (here <= (rate[lowest] ?? 0)) {
      lowest = i;
    }
    if (here > (rate[highest] ?? 0)) {
      highest = i;
    }
    if (direction >= 0 && here < (rate[highest] ?? 0) - least) {
      if (direction > 0) {
        turns.push(highest);
      }
      direction = -1;
      lowest = i;
    } else if (direction <= 0 && here > (rate[lowest] ?? 0) + least) {
      if (direction < 0) {
        turns.push(lowest);
      }
      direction = 1;
      highest = i;
    }
  }
  return turns;
}

/**
 * Reads alternating turning points as cycles. They are some when they last equally long, or ever longer by one factor;
 * anything else, such as noise, is not.
 */
function cyclesOf(samples: Samples, turns: readonly number[]): Shape | null {
  const start = samples.point(0);
  const points = turns.map((position) => samples.point(position));
  const isTop = (i: number): boolean => (points[i]?.rate ?? 0) > (points[i === 0 ? 1 : i - 1]?.rate ?? 0);
  const tops = points.filter((_, i) => isTop(i));
  const bottoms = points.filter((_, i) => !isTop(i));
  const restarts = bottoms.every((bottom) => {
    const next = tops.find(({ at }) => at > bottom.at);
    return next === undefined || next.at - bottom.at <= samples.stride;
  });
  const beginsLow = isTop(0);
  // A gradual way up to where restarts then begin is a warmup and no cycle.
  const warmup = restarts && beginsLow ? (tops[0] ?? null) : null;
  const begin = warmup ?? start;
  const starts = restarts || !beginsLow ? tops.filter(({ at }) => at > begin.at) : bottoms;
  const period = periodOf([begin, ...starts], samples.stride);
  if (period === undefined) {
    return null;
  }
  const lows = [...bottoms, ...(beginsLow && warmup === null ? [start] : [])].map(({ rate }) => rate);
  const highs = (beginsLow ? tops : [start, ...tops]).map(({ rate }) => rate);
  const high = Math.max(...highs);
  return {
    kind: 'cycles',
    low: Math.min(...lows),
    high,
    period,
    warmup,
    restarts,
    shrinking: (highs.at(-1) ?? high) < 0.95 * (highs[0] ?? high),
    starts,
  };
}

/** How far apart points are: null when ever farther by one factor, undefined when there is no rule to it. */
function periodOf(points: readonly RatePoint[], stride: number): number | null | undefined {
  const lengths = points.slice(1).map(({ at }, i) => at - (points[i]?.at ?? 0));
  const first = lengths[0];
  if (first === undefined) {
    return undefined;
  }
  const slack = Math.max(2 * stride, 0.02 * first);
  if (lengths.every((other) => Math.abs(other - first) <= slack)) {
    return lengths.reduce((a, b) => a + b, 0) / lengths.length;
  }
  const factor = (lengths[1] ?? first) / first;
  const isGeometric = lengths.every((other, i) => {
    const expected = first * factor ** i;
    return Math.abs(other - expected) <= Math.max(2 * stride, 0.05 * expected);
  });
  return isGeometric ? null : undefined;
}

/** A stretch that goes one way, parted at its jumps and at the flat parts of its ends. */
function segmentsBetween(
  samples: Samples,
  from: number,
  to: number,
  jumps: readonly number[],
  range: number,
): Segment[] {
  const jump = jumps.find((position) => position > from && position <= to);
  if (jump !== undefined) {
    return [
      ...(jump - 1 > from ? segmentsBetween(samples, from, jump - 1, [], range) : []),
      { kind: 'jump', from: samples.point(jump - 1), to: samples.point(jump) },
      ...(jump < to ? segmentsBetween(samples, jump, to, jumps, range) : []),
    ];
  }
  const { rate, at, length } = samples;
  const still = 1e-6 * range;
  let leaves = from;
  while (leaves < to && Math.abs((rate[leaves + 1] ?? 0) - (rate[from] ?? 0)) <= still) {
    leaves += 1;
  }
  let arrives = to;
  while (arrives > leaves && Math.abs((rate[arrives - 1] ?? 0) - (rate[to] ?? 0)) <= still) {
    arrives -= 1;
  }
  const whole = (at[length - 1] ?? 0) - (at[0] ?? 0);
  const isHold = (a: number, b: number): boolean =>
    (at[b] ?? 0) - (at[a] ?? 0) >= Math.max(2, SHORTEST_HOLD * whole);
  const segment = (kind: Segment['kind'], a: number, b: number): Segment => ({
    kind,
    from: samples.point(a),
    to: samples.point(b),
  });
  if (leaves >= to) {
    return [segment('hold', from, to)];
  }
  const begin = isHold(from, leaves) ? leaves : from;
  const end = isHold(arrives, to) ? arrives : to;
  const kind = (rate[end] ?? 0) > (rate[begin] ?? 0) ? 'rise' : 'fall';
  return [
    ...(begin > from ? [segment('hold', from, begin)] : []),
    segment(kind, begin, end),
    ...(end < to ? [segment('hold', end, to)] : []),
  ];
}

/** Joins neighbours that do the same. */
function merged(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last?.kind === segment.kind && last.kind !== 'jump') {
      joined[joined.length - 1] = { ...last, to: segment.to };
    } else {
      joined.push(segment);
    }
  }
  return joined;
}
