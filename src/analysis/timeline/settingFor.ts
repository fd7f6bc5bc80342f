import type ts from 'typescript';
import type { Found } from '../detect/detector';
import { isForeignWord } from '../parameters/choices';
import type { LoadedProgram } from '../program/project';
import type { GivenValue } from '../slice/given';
import { fits } from './fitting';
import { impliedByProperty } from './implied';
import type { Inferred } from './inference';

/** The value that a setting has for a name of a definition; null where it cannot be meant for it. */
export function settingFor(
  name: string,
  setting: ts.Expression,
  found: Found | null,
  program: LoadedProgram,
): Inferred | null {
  const implied = impliedByProperty(setting, program);
  return implied !== null &&
    fits(name, implied.value) &&
    !(found !== null && leadsNowhere(implied.value, name, found))
    ? { ...implied, name }
    : null;
}

/** Whether a word is one that the code of a definition has no case for: it is of something else by the same name. */
function leadsNowhere(value: GivenValue, name: string, found: Found): boolean {
  return typeof value === 'object' && isForeignWord(value.code, name, found);
}
