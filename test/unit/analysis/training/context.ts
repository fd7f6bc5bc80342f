import * as tf from '@tensorflow/tfjs';
import { instantiate } from '../../../../src/evaluation/runtime/bindings';
import type { ExportedFunction, TrainingContext } from '../../../../src/protocol/training/context';
import { analyzerOf, programOf, uriOf, type Workspace } from '../support/analysis';

/** What one file of a workspace says of training. */
export async function contextOf(files: Workspace, path = 'main.ts'): Promise<TrainingContext> {
  const context = await analyzerOf(files).trainingContext(uriOf(path), files[path] ?? '', { language: null });
  if (context === null) {
    throw new Error(`${path} was not looked into`);
  }
  return context;
}

/** What a function returns when its slice is run, with the real tf.js and nothing else of the host. */
export function valueOf(found: ExportedFunction | undefined): unknown {
  if (found?.slice == null) {
    throw new Error(`there is no slice: ${found?.problem?.message ?? 'nothing was found'}`);
  }
  const bindings = { slots: found.slice.slots, given: found.slice.given, tick: () => undefined };
  return instantiate(programOf(found.slice), bindings, tf);
}
