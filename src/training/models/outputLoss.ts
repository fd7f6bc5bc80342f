import type { LossName } from '../problems/problem';

/** The loss of a batch and how it changes with each output. */
export interface OutputLoss {
  readonly loss: number;
  readonly gradient: Float32Array;
}

/**
 * The loss of a batch in plain arithmetic. Outputs are few, and each tensor operation costs more than all of this.
 * @param size outputs of an example.
 */
export function outputLoss(
  name: LossName,
  outputs: ArrayLike<number>,
  targets: ArrayLike<number>,
  size: number,
): OutputLoss {
  return name === 'squared-error' ? squaredError(outputs, targets) : crossEntropy(outputs, targets, size);
}

/** The mean over all outputs, as `meanSquaredError` of tf.js has it. */
function squaredError(outputs: ArrayLike<number>, targets: ArrayLike<number>): OutputLoss {
  const gradient = new Float32Array(outputs.length);
  let total = 0;
  for (let i = 0; i < outputs.length; i += 1) {
    const difference = (outputs[i] ?? 0) - (targets[i] ?? 0);
    total += difference * difference;
    gradient[i] = (2 * difference) / outputs.length;
  }
  return { loss: total / outputs.length, gradient };
}

/** The mean over the examples of the cross-entropy between the softmax of the outputs and the targets. */
function crossEntropy(outputs: ArrayLike<number>, targets: ArrayLike<number>, size: number): OutputLoss {
  const gradient = new Float32Array(outputs.length);
  const examples = outputs.length / size;
  let total = 0;
  for (let start = 0; start < outputs.length; start += size) {
    let most = -Infinity;
    for (let i = start; i < start + size; i += 1) {
      most = Math.max(most, outputs[i] ?? 0);
    }
    let sum = 0;
    let target = 0;
    for (let i = start; i < start + size; i += 1) {
      const above = (outputs[i] ?? 0) - most;
      const weight = Math.exp(above);
      gradient[i] = weight;
      sum += weight;
      target += above * (targets[i] ?? 0);
    }
    total += Math.log(sum) - target;
    for (let i = start; i < start + size; i += 1) {
      gradient[i] = ((gradient[i] ?? 0) / sum - (targets[i] ?? 0)) / examples;
    }
  }
  return { loss: total / examples, gradient };
}
