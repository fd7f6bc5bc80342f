import type ts from 'typescript';
import { type Finding, FINDINGS } from '../../protocol/finding';
import { comparePositions } from '../../protocol/text';
import type { Survey } from '../memo/survey';
import { rangeOf } from '../program/place';
import type { LoadedProgram } from '../program/project';
import type { CandidateFinder } from './candidates';
import type { CheckedFile, SourceFinding } from './check';

/** The most findings reported for one file. */
export const MOST_FINDINGS = 200;

/** A finding, and what can write its fix. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly source: SourceFinding;
}

/**
 * Everything that the source of a document tells to be wrong, in the order of its places.
 * @param surveys those of the statements of the program's main file, in their order.
 */
export function sourceFindings(
  program: LoadedProgram,
  finder: CandidateFinder,
  surveys: readonly Survey[],
): readonly LocatedFinding[] {
  const { statements } = program.main;
  const candidates = statements.map((statement) => finder.candidatesIn(statement));
  const file: CheckedFile = {
    program,
    trainingCalls: candidates.flatMap(({ trainingCalls }) => trainingCalls),
    statementsWith: (name) =>
      statements.filter((_: ts.Statement, i) => surveys[i]?.mentions.has(name) ?? true),
  };
  const found = candidates.flatMap(({ checked }) =>
    checked.flatMap(({ node, check }) => check.check(node, file)),
  );
  return found
    .map((source) => ({
      finding: {
        code: source.code,
        severity: source.severity ?? FINDINGS[source.code],
        message: source.message,
        range: rangeOf(source.node),
      },
      source,
    }))
    .sort((a, b) => comparePositions(a.finding.range.start, b.finding.range.start))
    .slice(0, MOST_FINDINGS);
}
