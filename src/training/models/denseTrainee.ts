import {
  add,
  dispose,
  matMul,
  mul,
  type Optimizer,
  relu,
  square,
  step,
  sub,
  sum,
  tanh,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
  type Variable,
} from '@tensorflow/tfjs';
import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import type { DenseNetwork } from '../problems/problem';
import type { Batch, BatchMaker } from './batches';
import { evaluateOutputs } from './evaluateOutputs';
import { drawWeights, zeroWeights } from './initialWeights';

import { outputLoss } from './outputLoss';
import type { Evaluation, Trainee } from './trainee';

interface Layer {
  readonly kernel: Variable;
  readonly bias: Variable;
}

/**
 * A dense network. Its gradients are written out in tensor operations: tf.js' own derivation gives the same in three times
 * as many. The update is the optimizer's own.
 */
export class DenseTrainee implements Trainee {
  readonly variables: readonly Variable[];
  readonly notes: readonly string[] = [];
  private readonly layers: readonly Layer[];
  private readonly validation: Batch;

  constructor(
    private readonly network: DenseNetwork,
    private readonly batches: BatchMaker,
    random: RandomNumbers,
  ) {
    const { units, activation } = network;
    this.layers = units.slice(1).map((outputs, i) => ({
      kernel: drawWeights([units[i] ?? 1, outputs], i + 2 < units.length ? activation : 'linear', random),
      bias: zeroWeights([outputs]),
    }));
    this.variables = this.layers.flatMap(({ kernel, bias }) => [kernel, bias]);
    this.validation = batches.validation();
  }

  update(optimizer: Optimizer): number {
    return tidy(() => {
      const { inputs, targets } = this.batches.next();
      const activations = this.activations(inputs as Tensor2D);
      const outputs = activations.at(-1) as Tensor2D;
      const { loss, gradient } = outputLoss(
        this.network.loss,
        outputs.dataSync(),
        targets.dataSync(),
        outputs.shape[1],
      );
      optimizer.applyGradients(this.gradients(activations, tensor2d(gradient, outputs.shape)));
      return loss;
    });
  }

  evaluate(): Evaluation {
    const { inputs, targets } = this.validation;
    const outputs = tidy(() => this.activations(inputs as Tensor2D).at(-1) as Tensor2D);
    return evaluateOutputs(this.network.loss, targets, outputs);
  }

  position(): null {
    return null;
  }

  dispose(): void {
    dispose([...this.variables, this.validation.inputs, this.validation.targets]);
  }

  /** The inputs, then what each layer makes of them. */
  private activations(inputs: Tensor2D): Tensor2D[] {
    const activations = [inputs];
    for (const [i, { kernel, bias }] of this.layers.entries()) {
      const sums = add(matMul(activations[i] as Tensor2D, kernel as unknown as Tensor2D), bias);
      const isLast = i === this.layers.length - 1;
      activations.push(
        (isLast ? sums : this.network.activation === 'relu' ? relu(sums) : tanh(sums)) as Tensor2D,
      );
    }
    return activations;
  }

  /** @param outputGradient of the loss by the outputs. */
  private gradients(
    activations: readonly Tensor2D[],
    outputGradient: Tensor2D,
  ): { name: string; tensor: Tensor }[] {
    const gradients: { name: string; tensor: Tensor }[] = [];
    let behind: Tensor2D = outputGradient;
    for (let i = this.layers.length - 1; i >= 0; i -= 1) {
      const { kernel, bias } = this.layers[i] as Layer;
      const before = activations[i] as Tensor2D;
      gradients.unshift(
        { name: kernel.name, tensor: matMul(before, behind, true, false) },
        { name: bias.name, tensor: sum(behind, 0) },
      );
      if (i > 0) {
        const passed = matMul(behind, kernel as unknown as Tensor2D, false, true);
        // Both derivatives can be told from the activation itself.
        const slope = this.network.activation === 'relu' ? step(before) : sub(1, square(before));
        behind = mul(passed, slope);
      }
    }
    return gradients;
  }
}
