import { formatExactRate } from './numbers';

/** The value of an open name: a number, one of the words that the code compares it with, or a list of numbers. */
export type EnteredValue = number | string | readonly number[];
export type EnteredValues = Readonly<Record<string, EnteredValue>>;

/** Words that an `@lr` comment can carry. */
const WORD = /^[a-z][\w-]*$/i;
const LIST = /^\[(.*)\]$/s;
/** Longer lists are data. */
const MOST_NUMBERS = 1_000;

/** Whether a text is a word that can stand for a string, or `true` or `false` for themselves. */
export function isWord(text: string): boolean {
  return WORD.test(text) && text !== 'NaN' && text !== 'Infinity';
}

/** Reads a list of numbers as it stands in source code, `[30, 80, 1_000]`; null for anything else. */
export function readList(text: string): readonly number[] | null {
  const inner = LIST.exec(text.trim())?.[1]?.replace(/,\s*$/, '');
  if (inner === undefined) {
    return null;
  }
  const numbers = inner.split(',').map(readNumber);
  return numbers.length <= MOST_NUMBERS && numbers.every((number) => number !== null) ? numbers : null;
}

function readNumber(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : null;
}

/** A value as people write it in source code, with every digit it has. */
export function writeEntered(value: EnteredValue): string {
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'number' ? writeNumber(value) : `[${value.map(writeNumber).join(', ')}]`;
}

function writeNumber(value: number): string {
  return formatExactRate(value).replaceAll(',', '_');
}
