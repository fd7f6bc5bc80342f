import type { Tensor } from '@tensorflow/tfjs';
import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import type { TrainingData } from '../problems/problem';
import { shuffledIndices } from '../problems/random';
import { Rows } from './Rows';

/** Inputs and targets of some examples. */
export interface Batch {
  readonly inputs: Tensor;
  readonly targets: Tensor;
}

/** The indices of examples, batch after batch: all of them in a drawn order, then again in another. Batches are full. */
export class ExampleOrder {
  private order = new Uint32Array(0);
  private used = 0;

  constructor(
    private readonly examples: number,
    private readonly random: RandomNumbers,
  ) {}

  next(batchSize: number): Uint32Array {
    const indices = new Uint32Array(batchSize);
    for (let i = 0; i < batchSize; i += 1) {
      if (this.used === this.order.length) {
        this.order = shuffledIndices(this.examples, this.random);
        this.used = 0;
      }
      indices[i] = this.order[this.used] ?? 0;
      this.used += 1;
    }
    return indices;
  }
}

/** Makes the tensors of batches. They are put together here, since a tensor operation for it costs more than the copying. */
export class BatchMaker {
  private readonly inputs: Rows;
  private readonly targets: Rows;
  private readonly trained: number;

  /** @param inputShape of one example's inputs, such as `[8, 8, 1]`. */
  constructor(
    data: TrainingData,
    inputShape: readonly number[],
    private readonly order: ExampleOrder,
    private readonly batchSize: number,
  ) {
    this.inputs = new Rows(data.inputs, inputShape);
    this.targets = new Rows(data.targets, [data.targetSize]);
    this.trained = data.trained;
  }

  next(): Batch {
    const indices = this.order.next(this.batchSize);
    return { inputs: this.inputs.batch(indices), targets: this.targets.batch(indices) };
  }

  /** All examples that validate. */
  validation(): Batch {
    return { inputs: this.inputs.from(this.trained), targets: this.targets.from(this.trained) };
  }
}
