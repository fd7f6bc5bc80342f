import { type Optimizer, train } from '@tensorflow/tfjs';
import type { OptimizerChoice, OptimizerName } from '../../protocol/training/setup';
import { completeParameters } from '../optimizers/optimizers';

type Factory = (rate: number, ...parameters: readonly (number | boolean)[]) => Optimizer;

/** An optimizer of tf.js. */
export function makeOptimizer({ name, parameters }: OptimizerChoice, rate: number): Optimizer {
  const factory = (train as unknown as Record<OptimizerName, Factory>)[name];
  return factory.call(train, rate, ...completeParameters(name, parameters));
}

/** Lets go of all that an optimizer holds; Momentum by itself forgets the tensor that it has from SGD. */
export function disposeOptimizer(optimizer: Optimizer): void {
  const { c } = optimizer as unknown as { readonly c?: { dispose(): void } };
  optimizer.dispose();
  c?.dispose();
}
