import type { Tensor } from '@tensorflow/tfjs';
import type { LossName } from '../problems/problem';
import { outputLoss } from './outputLoss';
import type { Evaluation } from './trainee';

/** The loss of all examples and the part that is told right; lets go of the outputs. */
export function evaluateOutputs(name: LossName, targets: Tensor, outputs: Tensor): Evaluation {
  const size = outputs.shape[1] ?? 1;
  const values = outputs.dataSync();
  const wanted = targets.dataSync();
  outputs.dispose();
  const { loss } = outputLoss(name, values, wanted, size);
  return { loss, accuracy: name === 'squared-error' ? null : accuracy(values, wanted, size) };
}

function accuracy(outputs: ArrayLike<number>, targets: ArrayLike<number>, size: number): number {
  let right = 0;
  for (let start = 0; start < outputs.length; start += size) {
    right += greatest(outputs, start, size) === greatest(targets, start, size) ? 1 : 0;
  }
  return right / (outputs.length / size);
}

function greatest(values: ArrayLike<number>, start: number, size: number): number {
  let at = start;
  for (let i = start + 1; i < start + size; i += 1) {
    if ((values[i] ?? 0) > (values[at] ?? 0)) {
      at = i;
    }
  }
  return at - start;
}
