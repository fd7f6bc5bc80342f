import { readList } from '../../protocol/enteredValue';

/** What a person typed for the value of a name: nothing, a number or a list of some, or neither. */
export type ValueInput =
  | { readonly kind: 'empty' | 'invalid' }
  | { readonly kind: 'value'; readonly value: number | readonly number[] };

/** As numbers stand in source code, or with groups of digits parted as in `10,000` and `10 000`. */
const GROUPED = /^[+-]?\d{1,3}(?:[,_ ]\d{3})+(?:\.\d+)?$/;
const NUMBER = /^[+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads a number as a person types it, `1e-3`, `1_000`, `10,000`, `.5`, or a list in brackets. */
export function readValueInput(text: string): ValueInput {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const list = readList(trimmed);
  if (list !== null) return { kind: 'value', value: list };
  if (!GROUPED.test(trimmed) && !NUMBER.test(trimmed)) return { kind: 'invalid' };
  const value = Number(trimmed.replace(/[,_ ]/g, ''));
  return Number.isFinite(value) ? { kind: 'value', value } : { kind: 'invalid' };
}
