import type { RatePoint } from '../../protocol/curve';
import type { Samples } from './samples';

/** A stretch between two kept samples, with the one in it that lies farthest from the straight line between them. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly farthest: number;
  readonly distance: number;
}

/**
 * The samples that draw the curve best, at most `most` of them. Beginning with the ends and both extremes, the sample that
 * the drawing misses by most is added each time (after Ramer, 1972, and Douglas and Peucker, 1973, with the distance
 * measured along the rate): corners of stairs and both sides of jumps come first, points on straight lines never.
 */
export function reduceSamples(samples: Samples, most: number): RatePoint[] {
  const { length } = samples;
  if (length <= most) {
    return Array.from({ length }, (_, i) => samples.point(i));
  }
  const kept = [...new Set([0, ...extremes(samples), length - 1])].sort((a, b) => a - b);
  const stretches = kept.slice(1).map((to, i) => stretch(samples, kept[i] ?? 0, to));
  while (kept.length < most) {
    const widest = stretches.reduce(
      (best, { distance }, i) => (distance > (stretches[best]?.distance ?? 0) ? i : best),
      0,
    );
    const split = stretches[widest];
    if (split === undefined || split.distance === 0) {
      break;
    }
    kept.push(split.farthest);
    stretches.splice(
      widest,
      1,
      stretch(samples, split.from, split.farthest),
      stretch(samples, split.farthest, split.to),
    );
  }
  return kept.sort((a, b) => a - b).map((i) => samples.point(i));
}

function extremes({ rate, length }: Samples): [number, number] {
  let lowest = 0;
  let highest = 0;
  for (let i = 1; i < length; i += 1) {
    lowest = (rate[i] ?? 0) < (rate[lowest] ?? 0) ? i : lowest;
    highest = (rate[i] ?? 0) > (rate[highest] ?? 0) ? i : highest;
  }
  return [lowest, highest];
}

function stretch({ at, rate }: Samples, from: number, to: number): Stretch {
  const start = at[from] ?? 0;
  const base = rate[from] ?? 0;
  const slope = ((rate[to] ?? 0) - base) / ((at[to] ?? 0) - start);
  let farthest = from;
  let distance = 0;
  for (let i = from + 1; i < to; i += 1) {
    const off = Math.abs((rate[i] ?? 0) - (base + slope * ((at[i] ?? 0) - start)));
    if (off > distance) {
      distance = off;
      farthest = i;
    }
  }
  // What rounding alone puts off the line is on it.
  const noise = 1e-12 * Math.max(Math.abs(base), Math.abs(rate[to] ?? 0));
  return { from, to, farthest, distance: distance > noise ? distance : 0 };
}
