import { type Variable, variable, zeros, tensor } from '@tensorflow/tfjs';
import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import { normal } from '../problems/random';

/**
 * Makes weights, drawn from our own numbers: those of tf.js' initializers change with its versions.
 * @param shape the last is the number of outputs, all others together are the inputs of each.
 * @param followedBy the activation after them: He et al. (2015, arXiv 1502.01852) for `relu`, Glorot and Bengio (2010) for others.
 */
export function drawWeights(
  shape: readonly number[],
  followedBy: 'relu' | 'tanh' | 'linear',
  random: RandomNumbers,
): Variable {
  const outputs = shape.at(-1) ?? 1;
  const size = shape.reduce((product, length) => product * length, 1);
  const inputs = size / outputs;
  // A convolution's outputs reach as many places as its filter has.
  const places = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  const variance = followedBy === 'relu' ? 2 / inputs : 2 / (inputs + outputs * places);
  const scale = Math.sqrt(variance);
  const values = Float32Array.from({ length: size }, () => scale * normal(random));
  return kept(tensor(values, [...shape]));
}

/** Weights that begin at zero, as biases do. */
export function zeroWeights(shape: readonly number[]): Variable {
  return kept(zeros([...shape]));
}

/** A variable takes hold of a tensor of its own. */
function kept(initial: ReturnType<typeof zeros>): Variable {
  const weights = variable(initial);
  initial.dispose();
  return weights;
}
