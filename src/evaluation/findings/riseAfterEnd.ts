import type { RatePoint } from '../../protocol/curve';
import { formatCount, formatRate } from '../../protocol/numbers';
import { type CurveCheck, knownHorizon, lengths, TOTAL } from './curveCheck';

/** A rise by less than this part of the whole fall is none to the eye. */
const VISIBLE = 0.05;

/** A decay that reaches its end and climbs again in the rest of the training, as a cosine does that is not held there. */
export const riseAfterEnd: CurveCheck = (definition, evaluation) => {
  const horizon = knownHorizon(definition);
  const curve = evaluation?.curve ?? null;
  // The classes of the library are held at their end, or cycle by design.
  if (horizon === null || curve === null || definition.kind === 'schedule-instance') {
    return [];
  }
  const unit = definition.index === 'epoch' ? 'epochs' : 'steps';
  const end = lengths(definition, TOTAL)
    .filter((one) => one.unit === unit && one.value > 1 && one.value < curve.lastIndex)
    .at(0);
  const rise = end === undefined ? null : riseAfter(end.value, curve.points);
  return end === undefined || rise === null
    ? []
    : [
        {
          code: 'rise-after-end',
          message: `${definition.name} falls to ${formatRate(rise.low)} at its end after ${formatCount(end.value)} ${unit} and climbs back to ${formatRate(rise.high)} in the rest of the ${formatCount(horizon.value)} ${unit} of training: hold the ${definition.index} at ${end.name}, for instance with Math.min(${definition.index}, ${end.name}).`,
          place: null,
        },
      ];
};

function riseAfter(
  end: number,
  points: readonly RatePoint[],
): { readonly low: number; readonly high: number } | null {
  const before = points.filter(({ at, rate }) => at <= end && Number.isFinite(rate));
  const after = points.filter(({ at, rate }) => at > end && Number.isFinite(rate));
  const last = before.at(-1);
  const peak = before.reduce<RatePoint | null>(
    (top, one) => (top === null || one.rate > top.rate ? one : top),
    null,
  );
  if (last === undefined || peak === null || after.length === 0) {
    return null;
  }
  const falling = before.filter(({ at }) => at >= peak.at);
  // One way down from the peak: what goes up and down before its end does so by design.
  const fallsOnce = falling.every(({ rate }, i) => rate <= (falling[i - 1]?.rate ?? Infinity) * (1 + 1e-9));
  const low = Math.min(last.rate, ...after.map(({ rate }) => rate));
  const high = Math.max(...after.map(({ rate }) => rate));
  const fall = peak.rate - low;
  return fallsOnce && fall > 0 && last.rate - low < VISIBLE * fall && high - low > VISIBLE * fall
    ? { low, high }
    : null;
}
