import type { DocumentAnalysis } from '../../analysis/analyze';
import { curveFindings } from '../../evaluation/findings/curveFindings';
import type { EvaluatedDefinition } from '../../protocol/snapshot';
import type { FoundInDocument } from './FindingBoard';

/** What the source of a document and the rates of its schedules tell to be wrong. */
export function allFindings(
  uri: string,
  { version, text }: { readonly version: number; readonly text: string },
  { findings, faults }: Pick<DocumentAnalysis, 'findings' | 'faults'>,
  evaluated: readonly EvaluatedDefinition[],
): FoundInDocument {
  // The places in a stale definition are those of an earlier text.
  const ofCurves = evaluated
    .filter(({ stale }) => !stale)
    .flatMap(({ definition, evaluation }) => curveFindings({ uri, text }, definition, evaluation));
  return { uri, version, text, findings: [...findings, ...ofCurves], faults };
}
