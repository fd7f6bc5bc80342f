import { evaluate } from '../../../../src/evaluation/evaluate';
import { curveFindings } from '../../../../src/evaluation/findings/curveFindings';
import { createSandbox } from '../../../../src/evaluation/sandbox/sandbox';
import type { Finding } from '../../../../src/protocol/finding';
import { comparePositions } from '../../../../src/protocol/text';
import { analyze, uriOf, type Workspace } from '../support/analysis';

/** One for all files, as a server has it: each run is in a world of its own. */
const sandbox = createSandbox();

/** Everything that is wrong in a file, by its source and by the rates of its schedules; in the order of the places. */
export async function findingsIn(files: Workspace, file: string): Promise<readonly Finding[]> {
  const { definitions, findings } = await analyze(files, file);
  // Patient: what is no endless loop may take its time on a busy machine.
  const limits = { timeMs: 2_000, memoryBytes: 32 * 1024 * 1024, maxRates: 4_000 };
  const host = await sandbox;
  const ofCurves = definitions.flatMap((definition) =>
    curveFindings(
      { uri: uriOf(file), text: files[file] ?? '' },
      definition,
      evaluate(host, definition, limits),
    ),
  );
  return [...findings, ...ofCurves].sort((a, b) => comparePositions(a.range.start, b.range.start));
}
