/** How many entries of one level an entry of the next stands for. */
const FACTOR = 16;

/**
 * The lowest and highest rates over ever longer stretches, so that any stretch of a million rates is known from some
 * hundred of them. Rates that are not finite count as absent: NaN is the bound of a stretch that has no other.
 */
export interface Pyramid {
  /** The rates themselves. */
  readonly rates: Float64Array;
  /** Bounds over 16, 256, 4,096 … rates; the last entry of a level may stand for fewer. */
  readonly levels: readonly PyramidLevel[];
}

export interface PyramidLevel {
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

/** The lowest and highest finite rate of a stretch; both NaN where there is none. */
export interface Bounds {
  lowest: number;
  highest: number;
}

/** The least buckets that are worth a level of their own. */
const LEAST_BUCKETS = 2;

/** Builds the levels over `rates`, which it keeps and does not copy. */
export function buildPyramid(rates: Float64Array): Pyramid {
  const levels: PyramidLevel[] = [];
  let below: PyramidLevel = { lowest: rates, highest: rates };
  while (Math.ceil(below.lowest.length / FACTOR) >= LEAST_BUCKETS) {
    below = levelOver(below);
    levels.push(below);
  }
  return { rates, levels };
}

/** Plain comparisons, which NaN fails, in one pass: a million rates go through it while a person waits. */
function levelOver({ lowest: lower, highest: higher }: PyramidLevel): PyramidLevel {
  const { length } = lower;
  const count = Math.ceil(length / FACTOR);
  const lowest = new Float64Array(count);
  const highest = new Float64Array(count);
  for (let bucket = 0; bucket < count; bucket += 1) {
    const start = bucket * FACTOR;
    const end = Math.min(length, start + FACTOR);
    let low = Infinity;
    let high = -Infinity;
    for (let i = start; i < end; i += 1) {
      const least = lower[i] as number;
      const most = higher[i] as number;
      if (least < low && least > -Infinity) {
        low = least;
      }
      if (most > high && most < Infinity) {
        high = most;
      }
    }
    lowest[bucket] = low < Infinity ? low : Number.NaN;
    highest[bucket] = high > -Infinity ? high : Number.NaN;
  }
  return { lowest, highest };
}

/** The bounds of the rates from position `from` up to, not including, `to`. */
export function boundsOf(pyramid: Pyramid, from: number, to: number): Bounds {
  let lowest = Infinity;
  let highest = -Infinity;
  let level: PyramidLevel = { lowest: pyramid.rates, highest: pyramid.rates };
  let start = Math.max(0, from);
  let end = Math.min(pyramid.rates.length, to);
  for (const above of pyramid.levels) {
    const innerStart = Math.ceil(start / FACTOR);
    const innerEnd = Math.floor(end / FACTOR);
    if (innerStart >= innerEnd) {
      break;
    }
    lowest = lowestOf(level.lowest, start, innerStart * FACTOR, lowest);
    highest = highestOf(level.highest, start, innerStart * FACTOR, highest);
    lowest = lowestOf(level.lowest, innerEnd * FACTOR, end, lowest);
    highest = highestOf(level.highest, innerEnd * FACTOR, end, highest);
    level = above;
    start = innerStart;
    end = innerEnd;
  }
  lowest = lowestOf(level.lowest, start, end, lowest);
  highest = highestOf(level.highest, start, end, highest);
  return lowest <= highest ? { lowest, highest } : { lowest: Number.NaN, highest: Number.NaN };
}

function lowestOf(rates: Float64Array, from: number, to: number, known: number): number {
  let lowest = known;
  for (let i = from; i < to; i += 1) {
    const rate = rates[i] as number;
    if (rate < lowest && rate > -Infinity) {
      lowest = rate;
    }
  }
  return lowest;
}

function highestOf(rates: Float64Array, from: number, to: number, known: number): number {
  let highest = known;
  for (let i = from; i < to; i += 1) {
    const rate = rates[i] as number;
    if (rate > highest && rate < Infinity) {
      highest = rate;
    }
  }
  return highest;
}
