import { customGrad, scalar, type Scalar, type Tensor, tensor } from '@tensorflow/tfjs';
import type { LossName } from '../problems/problem';
import { outputLoss } from './outputLoss';

/**
 * The loss of a batch as an operation that tf.js can derive, computed in plain arithmetic: as tensor operations it is a
 * third of all those of an update.
 */
export function derivedLoss(name: LossName, targets: Tensor, outputs: Tensor): Scalar {
  const operation = customGrad((given) => {
    const values = given as Tensor;
    const { loss, gradient } = outputLoss(name, values.dataSync(), targets.dataSync(), values.shape[1] ?? 1);
    return {
      value: scalar(loss),
      // Nothing comes after the loss, so what is derived from it is derived from 1.
      gradFunc: () => tensor(gradient, values.shape),
    };
  });
  return operation(outputs);
}
