import type { EnteredValues } from '../../protocol/enteredValue';

/** A value given to a name: a number, or a literal of the source such as a string or a list, as code. */
export type GivenValue = number | { readonly code: string };

/** Values of names that the source leaves open. */
export type GivenValues = Readonly<Record<string, GivenValue>>;

/** Numbers, words in place of strings, `true` and `false` for themselves, and lists of numbers as given values. */
export function givenByValue(values: EnteredValues): GivenValues {
  return Object.fromEntries<GivenValue>(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number'
        ? value
        : { code: value === 'true' || value === 'false' ? value : JSON.stringify(value) },
    ]),
  );
}

/** The numbers among given values, which are handed to a slice when it runs. */
export function givenNumbers(given: GivenValues): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

/**
 * The code of a given value.
 * @param slots numbers that are handed over by slot, because they stand as literals in the source.
 */
export function givenCode(name: string, given: GivenValues, slots: ReadonlyMap<string, number>): string {
  const slot = slots.get(name);
  if (slot !== undefined) {
    return `$lr.slots[${slot}]`;
  }
  const value = given[name];
  return typeof value === 'object' ? `(${value.code})` : `$lr.given[${JSON.stringify(name)}]`;
}
