import type { Placement } from './placement';
import { STRINGS } from './strings';

/** The shown curves in words: the picture's label, and what is announced when it changes. */
export function summaryOf({ placed }: Placement): string {
  if (placed.length === 0) {
    return STRINGS.nothingShown;
  }
  return placed
    .map(({ series: { definition, curve, problem } }) => {
      const said = [
        curve === null || curve.sentence === '' ? null : `${definition.name}: ${curve.sentence}`,
        problem === null ? null : `${definition.name} ${problem.message}`,
      ].filter((text) => text !== null);
      return said.length === 0 ? `${definition.name}: ${STRINGS.evaluating}` : said.join('. ');
    })
    .join('. ');
}
