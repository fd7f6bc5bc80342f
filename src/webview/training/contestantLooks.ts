import { CONSTANT_KINDS } from '../../protocol/training/form';
import { type Look, lookOf } from '../look';

/** The id of the only contestant of a range test. */
export const RANGE_TEST = 'range-test';

/**
 * The looks of contestants: a schedule has the one it has beside its curve; constant rates and schedules that the file has
 * no longer take those that are free, always the same ones. A range test stands alone and has the first.
 * @param slots the slot of each definition of the file, by id.
 */
export function contestantLooks(
  ids: readonly string[],
  slots: ReadonlyMap<string, number>,
  highContrast: boolean,
): ReadonlyMap<string, Look> {
  const taken = new Map(slots);
  const used = new Set(slots.values());
  let next = 0;
  for (const id of [...CONSTANT_KINDS, ...ids]) {
    if (taken.has(id) || id === RANGE_TEST) {
      continue;
    }
    while (used.has(next)) {
      next += 1;
    }
    used.add(next);
    taken.set(id, next);
  }
  taken.set(RANGE_TEST, 0);
  return new Map([...taken].map(([id, slot]) => [id, lookOf(slot, highContrast)]));
}
