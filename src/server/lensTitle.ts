import type { Curve } from '../protocol/curve';
import type { IndexUnit } from '../protocol/definition';
import { formatCount, formatRate } from '../protocol/numbers';
import type { EvaluatedDefinition } from '../protocol/snapshot';

/** Whether values are to be given before there are rates. */
export function needsValues({ definition }: EvaluatedDefinition): boolean {
  return definition.missing.length > 0;
}

/** The one line above a schedule: its rates from start over peak to end, or what keeps them from being known. */
export function lensTitle(evaluated: EvaluatedDefinition): string {
  const { definition, evaluation } = evaluated;
  if (needsValues(evaluated)) {
    return `LR needs ${definition.missing.join(', ')}`;
  }
  const problem = evaluation?.problem ?? definition.problem;
  const rates = evaluation?.curve == null ? null : rateSpan(evaluation.curve);
  if (problem !== null) {
    return `LR ${problem.message}`;
  }
  if (rates === null || evaluation?.curve == null) {
    return 'LR …';
  }
  return `LR ${rates} over ${countOf(definition.timeline.horizon.value, definition.index)}`;
}

/** `0 → 1e-3 → 1e-5`: the peak is named only where it is above both ends. */
function rateSpan({ statistics }: Curve): string | null {
  if (statistics === null) {
    return null;
  }
  const { start, end, highest } = statistics;
  const ends = [formatRate(start.rate), formatRate(end.rate)] as const;
  const peak = formatRate(highest.rate);
  const rises = highest.rate > start.rate && highest.rate > end.rate && !ends.includes(peak);
  return rises ? `${ends[0]} → ${peak} → ${ends[1]}` : `${ends[0]} → ${ends[1]}`;
}

/** `1,000 steps`, `1 epoch`. */
export function countOf(count: number, index: IndexUnit): string {
  return `${formatCount(count)} ${index}${count === 1 ? '' : 's'}`;
}
