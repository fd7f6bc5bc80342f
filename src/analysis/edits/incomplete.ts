import type { LoadedProgram } from '../program/project';

/**
 * Why nothing is written into code with a syntax error; null where there is none. Beside that, offsets of a text that had to
 * be repaired are not those of the person's own.
 */
export function refusalOfIncomplete(
  faults: LoadedProgram['faults'],
): { readonly kind: 'refused'; readonly reason: string } | null {
  const [fault] = faults;
  return fault === undefined
    ? null
    : {
        kind: 'refused',
        reason: `There is a syntax error on line ${fault.line + 1}; nothing is written into code that is incomplete.`,
      };
}
