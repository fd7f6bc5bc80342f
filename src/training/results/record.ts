import type { EffectiveRates, TrainingEnd, ValidationPoint } from '../../protocol/training/messages';
import type { RunRecord, RunSeries } from '../../protocol/training/storedRun';

/** A run with all that its worker told. */
export interface CompleteRun {
  readonly contestantId: string;
  readonly seed: number;
  readonly end: TrainingEnd;
  /** Milliseconds. */
  readonly time: number;
  readonly message: string | null;
  /** Of each update. */
  readonly rates: ArrayLike<number>;
  readonly losses: ArrayLike<number>;
  readonly validation: readonly ValidationPoint[];
  readonly effective: readonly EffectiveRates[];
  /** Where the two weights were, for problems that have no more. */
  readonly path: readonly { readonly x: number; readonly y: number }[];
}

/** Points that a kept series has at most. */
export const MOST_POINTS = 2000;

/** Points of what is drawn and not reckoned with. */
const MOST_DRAWN = 400;

/**
 * A run as it is kept: series thinned, and what is no number left out.
 * @param most points of a series that figures are made from.
 */
export function recordOf(run: CompleteRun, most: number = MOST_POINTS): RunRecord {
  const { contestantId, seed, end, time, message, validation } = run;
  const looks = (value: (point: ValidationPoint) => number | null): RunSeries => {
    const points = validation.flatMap((point) => {
      const found = value(point);
      return found !== null && Number.isFinite(found) ? [{ at: point.step, value: found }] : [];
    });
    return { at: points.map(({ at }) => at), values: points.map((point) => point.value) };
  };
  return {
    contestantId,
    seed,
    end,
    steps: run.rates.length,
    time,
    message,
    losses: thinned(run.losses, most),
    rates: thinned(run.rates, most),
    validationLosses: looks(({ loss }) => loss),
    accuracies: looks(({ accuracy }) => accuracy),
    effectiveRates: everyNth(
      run.effective.filter(({ low, median, high }) => [low, median, high].every(Number.isFinite)),
    ),
    path: everyNth(run.path.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).flatMap(
      ({ x, y }) => [x, y],
    ),
  };
}

/** At most as many as are drawn, the last among them. */
function everyNth<T>(all: readonly T[]): readonly T[] {
  const stride = Math.ceil(all.length / (MOST_DRAWN - 1));
  return all.filter((_, i) => i % stride === 0 || i === all.length - 1);
}

/**
 * The lowest and the highest value of each stretch, where there are more values than points, and the first and the last of
 * all: what a picture would show of all of them. What is no number is left out.
 * @param most points to keep, at least 4.
 */
export function thinned(values: ArrayLike<number>, most: number): RunSeries {
  const at: number[] = [];
  if (values.length <= most) {
    for (let i = 0; i < values.length; i += 1) {
      at.push(i);
    }
  } else {
    const stretches = Math.floor(most / 2) - 1;
    const kept = new Set([0, values.length - 1]);
    for (let stretch = 0; stretch < stretches; stretch += 1) {
      const from = Math.floor((stretch * values.length) / stretches);
      const to = Math.floor(((stretch + 1) * values.length) / stretches);
      for (const extreme of extremes(values, from, to)) {
        kept.add(extreme);
      }
    }
    at.push(...[...kept].sort((a, b) => a - b));
  }
  const finite = at.filter((i) => Number.isFinite(values[i]));
  return { at: finite, values: finite.map((i) => values[i] ?? 0) };
}

function extremes(values: ArrayLike<number>, from: number, to: number): readonly number[] {
  let lowest = -1;
  let highest = -1;
  for (let i = from; i < to; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) {
      lowest = lowest < 0 || value < (values[lowest] ?? 0) ? i : lowest;
      highest = highest < 0 || value > (values[highest] ?? 0) ? i : highest;
    }
  }
  return lowest < 0 ? [] : [lowest, highest];
}
