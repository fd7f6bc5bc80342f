import {
  isInitialRate,
  isStepsPerEpoch,
  isTotalEpochs,
  isTotalSteps,
  mentionsRate,
} from '../detect/vocabulary';
import type { Found } from '../detect/detector';
import { isForeignWord } from '../parameters/choices';
import type { GivenValue } from '../slice/given';

/** Whether a value may be meant for a name: rates and lengths are positive numbers. */
export function fits(name: string, value: GivenValue): boolean {
  const counts = isTotalEpochs(name) || isTotalSteps(name) || isStepsPerEpoch(name);
  if (typeof value !== 'number') {
    return (
      !counts &&
      // Settings that are all left out elsewhere say nothing of those that are wanted here.
      !/^\{\s*\}$/.test(value.code) &&
      !isInitialRate(name) &&
      !(mentionsRate(name) && !/schedule|type|name|kind|mode|policy/i.test(name))
    );
  }
  return counts || isInitialRate(name) ? value > 0 : true;
}

/** Whether a word is one that the code of a definition has no case for: it is of something else by the same name. */
export function leadsNowhere(value: GivenValue, name: string, found: Found): boolean {
  return typeof value === 'object' && isForeignWord(value.code, name, found);
}

/** Whether two values are one. */
export function sameValue(a: GivenValue, b: GivenValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
