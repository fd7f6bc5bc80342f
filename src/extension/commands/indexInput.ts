/** What a person typed for a step or an epoch: nothing, an index, or neither. Groups of digits may be parted as in `10,000` or `10_000`. */
export type IndexInput =
  { readonly kind: 'empty' | 'invalid' } | { readonly kind: 'index'; readonly at: number };

const DIGITS = /^\d+(?:[,_ ]\d{3})*$/;

/** Reads a 0-based step or epoch as a person types it. */
export function readIndexInput(text: string): IndexInput {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const at = Number(trimmed.replace(/[,_ ]/g, ''));
  return DIGITS.test(trimmed) && Number.isSafeInteger(at) ? { kind: 'index', at } : { kind: 'invalid' };
}
