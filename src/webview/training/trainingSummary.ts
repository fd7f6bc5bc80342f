import { formatCount, formatRate } from '../../protocol/numbers';
import type { Comparison } from './comparison';
import { resultsOf } from './results';
import { TRAINING } from './trainingStrings';

/** A comparison in words, best first: the picture's label, and what is announced when it is over. */
export function trainingSummary(comparison: Comparison): string {
  const { plan, traces } = comparison;
  if (comparison.isRangeTest) {
    const [trace] = traces;
    return `${plan.title}: ${TRAINING.ends[trace?.state ?? 'waiting']}`;
  }
  const lines = resultsOf(comparison, null).map(({ contestant, finalLoss, divergedAt, failed, best }) => {
    const [diverged] = divergedAt;
    if (diverged !== undefined) {
      return `${contestant.name} ${TRAINING.diverged(formatCount(diverged))}`;
    }
    if (failed > 0 || finalLoss === null) {
      return `${contestant.name} ${failed > 0 ? TRAINING.ends.failed : TRAINING.ends.waiting}`;
    }
    const text = `${contestant.name} ${TRAINING.loss} ${formatRate(finalLoss.median)}`;
    return best ? `${text} (${TRAINING.best})` : text;
  });
  return `${plan.title}: ${lines.join(', ')}`;
}
