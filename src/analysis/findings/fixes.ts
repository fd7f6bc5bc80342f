import type { Finding } from '../../protocol/finding';
import type { TextReplacement } from '../../protocol/server';
import { codeStyleOf } from '../edits/codeStyle';
import { libraryImport } from '../edits/libraryImport';
import { replacements, type Splice } from '../edits/splice';
import type { LoadedProgram } from '../program/project';
import type { LocatedFinding } from './findings';

/** A change of a document that does away with one of its findings, in one step. */
export interface FindingFix {
  readonly finding: Finding;
  readonly title: string;
  readonly isPreferred: boolean;
  /** In order of their place, none touching another; all places are those of the text before. */
  readonly edits: readonly TextReplacement[];
}

/** Writes the fixes of findings. There are none while the text is half-typed: its places may be others than the person's. */
export function fixesOf(program: LoadedProgram, located: readonly LocatedFinding[]): readonly FindingFix[] {
  if (program.isHalfTyped()) {
    return [];
  }
  const style = codeStyleOf(program.main);
  return located.flatMap(({ finding, source }) => {
    const imports = new Map<string, { readonly name: string; readonly splices: readonly Splice[] }>();
    const use = (exported: string): string => {
      const known = imports.get(exported) ?? libraryImport(exported, program, style);
      imports.set(exported, known);
      return known.name;
    };
    const fix = source.fix?.({ program, style, use }) ?? null;
    if (fix === null) {
      return [];
    }
    // What is imported comes first where both stand at the top of the file.
    const splices = [...[...imports.values()].flatMap((one) => one.splices), ...fix.splices];
    const { title, isPreferred } = fix;
    return [{ finding, title, isPreferred, edits: replacements(program.main.text, splices) }];
  });
}
