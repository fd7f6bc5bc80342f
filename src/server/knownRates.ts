import type { Evaluation, RatePoint } from '../protocol/curve';

/** The rates at these indices that are among those of the curve, in order of index. A run for them would take longer. */
export function knownRates(evaluation: Evaluation | null, at: readonly number[]): readonly RatePoint[] {
  const { notable = [], points = [] } = evaluation?.curve ?? {};
  const wanted = new Set(at);
  const found = new Map<number, RatePoint>();
  for (const { at: index, rate } of [...notable, ...points]) {
    if (wanted.has(index) && !found.has(index) && Number.isFinite(rate)) {
      found.set(index, { at: index, rate });
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}
