import type { RunSeries } from '../../protocol/training/storedRun';

/** Updates over which the loss of a run of so many is smoothed, roughly: one in fifty, and no fewer than ten. */
export function smoothingWindow(steps: number): number {
  return Math.max(10, steps / 50);
}

/**
 * An exponential moving mean whose weights fall to 1/e over about `window` updates, corrected for its start as in Adam
 * (Kingma and Ba 2015, section 3), so that the first values count in full. A gap in a thinned series weighs as many updates
 * as it spans.
 * @returns a value for each of the series, at the same updates.
 */
export function smoothed({ at, values }: RunSeries, window: number): Float64Array {
  const kept = window <= 1 ? 0 : 1 - 1 / window;
  const means = new Float64Array(values.length);
  let mean = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i += 1) {
    const gap = i === 0 ? 1 : Math.max(1, (at[i] ?? 0) - (at[i - 1] ?? 0));
    const old = kept ** gap;
    mean = old * mean + (1 - old) * (values[i] ?? Number.NaN);
    weight = old * weight + (1 - old);
    means[i] = mean / weight;
  }
  return means;
}
