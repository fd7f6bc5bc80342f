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
  let above = Math.ceil(rates.length / FACTOR);
  let build = (count: number): PyramidLevel => levelOverRates(rates, count);
  while (above >= LEAST_BUCKETS) {
    const level = build(above);
    levels.push(level);
    build = (count) => levelOver(level, count);
    above = Math.ceil(above / FACTOR);
  }
  return { rates, levels };
}

/**
 * The first level, which all rates go through while a person waits: one comparison for most, which NaN fails. Stretches
 * that this tells nothing of, since they begin with NaN or have an infinite rate, are looked at with more care.
 */
function levelOverRates(rates: Float64Array, count: number): PyramidLevel {
  const level = emptyLevel(count);
  for (let bucket = 0; bucket < count; bucket += 1) {
    const start = bucket * FACTOR;
    const end = Math.min(rates.length, start + FACTOR);
    let low = rates[start] as number;
    let high = low;
    for (let i = start + 1; i < end; i += 1) {
      const rate = rates[i] as number;
      if (rate < low) {
        low = rate;
      } else if (rate > high) {
        high = rate;
      }
    }
    if (low > -Infinity && high < Infinity) {
      level.lowest[bucket] = low;
      level.highest[bucket] = high;
    } else {
      noteBounds(level, bucket, { lowest: rates, highest: rates });
    }
  }
  return level;
}

function levelOver(below: PyramidLevel, count: number): PyramidLevel {
  const level = emptyLevel(count);
  for (let bucket = 0; bucket < count; bucket += 1) {
    noteBounds(level, bucket, below);
  }
  return level;
}

function emptyLevel(count: number): PyramidLevel {
  return { lowest: new Float64Array(count), highest: new Float64Array(count) };
}

function noteBounds(level: PyramidLevel, bucket: number, below: PyramidLevel): void {
  const start = bucket * FACTOR;
  const end = Math.min(below.lowest.length, start + FACTOR);
  const low = lowestOf(below.lowest, start, end, Infinity);
  const high = highestOf(below.highest, start, end, -Infinity);
  level.lowest[bucket] = low < Infinity ? low : Number.NaN;
  level.highest[bucket] = high > -Infinity ? high : Number.NaN;
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
