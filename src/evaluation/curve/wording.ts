import type { IndexUnit } from '../../protocol/definition';
import { formatCount, formatRate } from '../../protocol/numbers';

/** A rate, as words in a sentence have it. */
export const rate = formatRate;

/** `10,000 steps`, `1 epoch`. */
export function length(count: number, index: IndexUnit): string {
  return `${formatCount(count)} ${index}${count === 1 ? '' : 's'}`;
}

/** `every 10,000 steps`, `every epoch`. */
export function every(count: number, index: IndexUnit): string {
  return `every ${count === 1 ? index : length(count, index)}`;
}

/** `step 500`: for the first index that a sentence names; the others follow as bare numbers. */
export function place(at: number, index: IndexUnit): string {
  return `${index} ${formatCount(at)}`;
}

export const number = formatCount;

/** `a, b and c`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
