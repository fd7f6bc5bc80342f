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

/** The loop that all the time goes to, a million turns of it; plain comparisons are what engines make the best of. */
function levelOver({ lowest: lowestBelow, highest: highestBelow }: PyramidLevel): PyramidLevel {
  const { length } = lowestBelow;
  const count = Math.ceil(length / FACTOR);
  const lowest = new Float64Array(count);
  const highest = new Float64Array(count);
  for (let bucket = 0, i = 0; bucket < count; bucket += 1) {
    const end = Math.min(length, i + FACTOR);
    let low = Infinity;
    let high = -Infinity;
    for (; i < end; i += 1) {
      const here = lowestBelow[i] as number;
      const there = highestBelow[i] as number;
      if (here < low && here > -Infinity) {
        low = here;
      }
      if (there > high && there < Infinity) {
        high = there;
      }
    }
    lowest[bucket] = low < Infinity ? low : Number.NaN;
    highest[bucket] = high > -Infinity ? high : Number.NaN;
  }
  return { lowest, highest };
}

/** The bounds of the rates from position `from` up to, not including, `to`. */
export function boundsOf(pyramid: Pyramid, from: number, to: number): Bounds {
  const bounds = emptyBounds();
  let level: PyramidLevel = { lowest: pyramid.rates, highest: pyramid.rates };
  let start = Math.max(0, from);
  let end = Math.min(pyramid.rates.length, to);
  for (const above of pyramid.levels) {
    const innerStart = Math.ceil(start / FACTOR);
    const innerEnd = Math.floor(end / FACTOR);
    if (innerStart >= innerEnd) {
      break;
    }
    widen(bounds, level, start, innerStart * FACTOR);
    widen(bounds, level, innerEnd * FACTOR, end);
    level = above;
    start = innerStart;
    end = innerEnd;
  }
  widen(bounds, level, start, end);
  return bounds;
}

function emptyBounds(): Bounds {
  return { lowest: Number.NaN, highest: Number.NaN };
}

function widen(bounds: Bounds, level: PyramidLevel, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    const lowest = level.lowest[i] ?? Number.NaN;
    const highest = level.highest[i] ?? Number.NaN;
    // Written so that a bound which is still NaN gives way, and a rate which is not finite does not.
    if (!(lowest >= bounds.lowest) && Number.isFinite(lowest)) {
      bounds.lowest = lowest;
    }
    if (!(highest <= bounds.highest) && Number.isFinite(highest)) {
      bounds.highest = highest;
    }
  }
}
