import type { IndexUnit } from '../../protocol/definition';

/** Constant rates that a schedule has to be better than. */
export interface Baselines {
  /** The mean of the schedule's rates over all updates. */
  readonly mean: number;
  /** The highest of them. */
  readonly peak: number;
}

/** @returns null where there are no rates, or some are no learning rates. */
export function baselinesOf(rates: ArrayLike<number>): Baselines | null {
  let sum = 0;
  let peak = 0;
  for (let i = 0; i < rates.length; i += 1) {
    const rate = rates[i] ?? Number.NaN;
    if (!(rate >= 0 && rate < Infinity)) {
      return null;
    }
    sum += rate;
    peak = Math.max(peak, rate);
  }
  return rates.length === 0 ? null : { mean: sum / rates.length, peak };
}

/**
 * The rate of each update of a run.
 * @param rateAt the schedule's rate at an index of its unit.
 * @param stride how far the index of a schedule of steps moves at each update.
 */
export function ratesOverRun(
  rateAt: (index: number) => number,
  unit: IndexUnit,
  steps: number,
  stepsPerEpoch: number,
  stride: number,
): Float64Array {
  return Float64Array.from({ length: steps }, (_, step) =>
    rateAt(unit === 'epoch' ? Math.floor(step / stepsPerEpoch) : Math.floor(step * stride)),
  );
}
