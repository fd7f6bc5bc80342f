import { type Tensor, tensor } from '@tensorflow/tfjs';
import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import type { TrainingData } from '../problems/problem';
import { shuffledIndices } from '../problems/random';

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
  constructor(
    private readonly data: TrainingData,
    /** Of one example's inputs, such as `[8, 8, 1]`. */
    private readonly inputShape: readonly number[],
    private readonly order: ExampleOrder,
    private readonly batchSize: number,
  ) {}

  next(): Batch {
    const { inputs, inputSize, targets, targetSize } = this.data;
    const indices = this.order.next(this.batchSize);
    return {
      inputs: tensor(rowsOf(inputs, inputSize, indices), [indices.length, ...this.inputShape]),
      targets: tensor(rowsOf(targets, targetSize, indices), [indices.length, targetSize]),
    };
  }

  /** All examples that validate. */
  validation(): Batch {
    const { inputs, inputSize, targets, targetSize, trained, validating } = this.data;
    return {
      inputs: tensor(inputs.slice(trained * inputSize), [validating, ...this.inputShape]),
      targets: tensor(targets.slice(trained * targetSize), [validating, targetSize]),
    };
  }
}

function rowsOf(values: Float32Array, size: number, indices: Uint32Array): Float32Array {
  const rows = new Float32Array(indices.length * size);
  let to = 0;
  for (const index of indices) {
    const from = index * size;
    for (let i = 0; i < size; i += 1) {
      rows[to + i] = values[from + i] ?? 0;
    }
    to += size;
  }
  return rows;
}
