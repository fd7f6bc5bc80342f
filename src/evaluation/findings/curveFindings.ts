import type { Evaluation } from '../../protocol/curve';
import type { Definition } from '../../protocol/definition';
import { type Finding, FINDINGS } from '../../protocol/finding';
import type { Range } from '../../protocol/text';
import { badRates } from './badRates';
import { boundaries } from './boundaries';
import type { CurveCheck } from './curveCheck';
import { riseAfterEnd } from './riseAfterEnd';
import { warmupBeyondEnd } from './warmupBeyondEnd';
import { zeroLength } from './zeroLength';
import { zeroWarmup } from './zeroWarmup';

/** In the order of their claim: what gives the reason for a bad rate or a failure stands before what only says that there is one. */
const CHECKS: readonly CurveCheck[] = [
  zeroLength,
  boundaries,
  warmupBeyondEnd,
  riseAfterEnd,
  zeroWarmup,
  badRates,
];

/**
 * What a definition's parameters and rates tell to be wrong with it.
 * @param document the one that the definition stands in: what lies in another is marked at the definition.
 */
export function curveFindings(
  document: { readonly uri: string; readonly text: string },
  definition: Definition,
  evaluation: Evaluation | null,
): readonly Finding[] {
  const found: Finding[] = [];
  let explained = false;
  for (const check of CHECKS) {
    for (const { code, message, place, severity, explains = false } of check(definition, evaluation)) {
      // One reason is enough: whatever follows from it goes away with it.
      if (explained && explains) {
        continue;
      }
      explained ||= explains;
      const isHere = place !== null && place.uri === document.uri;
      const range = isHere ? withoutIndentation(place.range, document.text) : definition.nameRange;
      found.push({ code, severity: severity ?? FINDINGS[code], message, range });
    }
  }
  return found;
}

/** Places of failures are whole lines, whose white space is not to be marked. */
function withoutIndentation({ start, end }: Range, text: string): Range {
  if (start.character > 0) {
    return { start, end };
  }
  const line = text.split('\n')[start.line] ?? '';
  const character = Math.max(0, line.search(/\S/));
  return { start: { ...start, character }, end };
}
