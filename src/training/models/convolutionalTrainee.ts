import {
  add,
  conv2d,
  dispose,
  matMul,
  maxPool,
  type Optimizer,
  relu,
  reshape,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tidy,
  type Variable,
} from '@tensorflow/tfjs';
import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import type { ConvolutionalNetwork } from '../problems/problem';
import type { Batch, BatchMaker } from './batches';
import { evaluateOutputs } from './evaluateOutputs';
import { drawWeights, zeroWeights } from './initialWeights';
import { derivedLoss } from './derivedLoss';
import type { Evaluation, Trainee } from './trainee';

const FILTER = 3;
const POOL = 2;

/** A small convolutional network, derived by tf.js. */
export class ConvolutionalTrainee implements Trainee {
  readonly variables: Variable[];
  readonly notes: readonly string[] = [];
  private readonly validation: Batch;

  constructor(
    private readonly network: ConvolutionalNetwork,
    private readonly batches: BatchMaker,
    random: RandomNumbers,
  ) {
    const { side, filters, outputs } = network;
    const weights = filters.flatMap((count, i) => [
      drawWeights([FILTER, FILTER, filters[i - 1] ?? 1, count], 'relu', random),
      zeroWeights([count]),
    ]);
    const features = (side / POOL ** filters.length) ** 2 * (filters.at(-1) ?? 1);
    this.variables = [...weights, drawWeights([features, outputs], 'linear', random), zeroWeights([outputs])];
    this.validation = batches.validation();
  }

  update(optimizer: Optimizer): number {
    return tidy(() => {
      const { inputs, targets } = this.batches.next();
      const loss = optimizer.minimize(
        () => derivedLoss(this.network.loss, targets, this.outputs(inputs)),
        true,
        this.variables,
      );
      return loss?.dataSync()[0] ?? Number.NaN;
    });
  }

  evaluate(): Evaluation {
    const { inputs, targets } = this.validation;
    const outputs = tidy(() => this.outputs(inputs));
    return evaluateOutputs(this.network.loss, targets, outputs);
  }

  position(): null {
    return null;
  }

  dispose(): void {
    dispose([...this.variables, this.validation.inputs, this.validation.targets]);
  }

  private outputs(inputs: Tensor): Tensor2D {
    const weights = this.variables as unknown as Tensor[];
    let pictures = inputs as Tensor4D;
    for (let i = 0; i < this.network.filters.length; i += 1) {
      const convolved = conv2d(pictures, weights[2 * i] as Tensor4D, 1, 'same');
      const active: Tensor4D = relu(add(convolved, weights[2 * i + 1] as Tensor));
      pictures = maxPool(active, POOL, POOL, 'valid');
    }
    const features: Tensor2D = reshape(pictures, [pictures.shape[0], -1]);
    return add(matMul(features, weights.at(-2) as Tensor2D), weights.at(-1) as Tensor);
  }
}
