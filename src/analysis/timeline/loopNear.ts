import type { Found } from '../detect/detector';
import { boundOf } from '../detect/repeated';
import { indexName, isTotalEpochs } from '../detect/vocabulary';
import type { LoadedProgram } from '../program/project';
import type { Evidence } from './evidence';
import { fits } from './fitting';
import { impliedBy } from './implied';
import type { Inferred } from './inference';

/** The bound of the nearest loop that counts what a total is of. */
export function boundOfLoopNear(
  name: string,
  found: Found,
  evidence: Evidence,
  program: LoadedProgram,
): Inferred | null {
  const unit = isTotalEpochs(name) ? 'epoch' : 'step';
  for (const loop of evidence.loopsNear(found.node)) {
    const head = boundOf(loop);
    if (head !== null && indexName(head.name)?.unit === unit && indexName(head.name)?.strong === true) {
      const implied = impliedBy(head.bound, program);
      if (implied !== null && fits(name, implied.value)) {
        return { ...implied, name };
      }
    }
  }
  return null;
}
