import type { CurveStatistics } from '../../protocol/curve';
import type { Samples } from './samples';

/** Figures over all samples; null when there are none. */
export function statisticsOf(samples: Samples): CurveStatistics | null {
  const { at, rate, length } = samples;
  if (length === 0) {
    return null;
  }
  let lowest = 0;
  let highest = 0;
  let area = 0;
  let weight = 0;
  for (let i = 0; i < length; i += 1) {
    const here = rate[i] ?? 0;
    if (here < (rate[lowest] ?? 0)) {
      lowest = i;
    }
    if (here > (rate[highest] ?? 0)) {
      highest = i;
    }
    // A sample stands for the indices up to the next one, so that a jump sampled densely does not count for more.
    const width = i + 1 < length ? (at[i + 1] ?? 0) - (at[i] ?? 0) : 1;
    area += here * width;
    weight += width;
  }
  return {
    start: samples.point(0),
    end: samples.point(length - 1),
    lowest: samples.point(lowest),
    highest: samples.point(highest),
    mean: area / weight,
  };
}
