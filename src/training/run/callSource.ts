import * as tf from '@tensorflow/tfjs';
import { instantiate } from '../../evaluation/runtime/bindings';
import { ticker } from '../../evaluation/runtime/run';
import type { Slice } from '../../protocol/slice';
import type { TrainingHost } from './host';
import { sourceFault } from './runFault';

/** Milliseconds that a function which makes a model or data may take. */
const LIMIT = 20_000;

/**
 * Calls the function of the person's source that makes a model or data, with the tf.js that trains.
 * @throws RunFault when it fails or does not come to an end.
 */
export async function callSource(slice: Slice, part: 'model' | 'data', host: TrainingHost): Promise<unknown> {
  const now = (): number => host.now();
  const tick = ticker({ now, end: now() + LIMIT });
  try {
    return await instantiate(host.program(slice), { slots: slice.slots, given: slice.given, tick }, tf);
  } catch (thrown) {
    throw sourceFault(thrown, part, null);
  }
}
