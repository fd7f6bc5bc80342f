import {
  logSumExp,
  mean,
  mul,
  type Scalar,
  squaredDifference,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs';
import type { LossName } from '../problems/problem';

/** The loss of a batch as an operation that tf.js can derive. */
export function lossOf(name: LossName, targets: Tensor, outputs: Tensor): Scalar {
  return name === 'squared-error'
    ? mean(squaredDifference(outputs, targets))
    : mean(sub(logSumExp(outputs, 1), sum(mul(outputs, targets), 1)));
}
