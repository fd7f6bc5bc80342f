import { type DataType, tensor, type Tensor } from '@tensorflow/tfjs';

/** Examples as plain numbers, from which batches are put together. */
export class Rows {
  /** Values of one example. */
  private readonly size: number;

  constructor(
    private readonly values: ArrayLike<number>,
    /** Of one example. */
    readonly shape: readonly number[],
    private readonly dtype: DataType = 'float32',
  ) {
    this.size = shape.reduce((product, length) => product * length, 1);
  }

  /** Takes the values of a tensor whose first dimension counts examples, and lets go of it. */
  static of(examples: Tensor): Rows {
    const values = examples.dataSync();
    const { shape, dtype } = examples;
    examples.dispose();
    return new Rows(values, shape.slice(1), dtype === 'int32' ? 'int32' : 'float32');
  }

  get count(): number {
    return this.values.length / this.size;
  }

  /** Some examples, in the order given. */
  batch(indices: ArrayLike<number>): Tensor {
    const { size, values } = this;
    const taken =
      this.dtype === 'int32'
        ? new Int32Array(indices.length * size)
        : new Float32Array(indices.length * size);
    for (let row = 0; row < indices.length; row += 1) {
      const from = (indices[row] ?? 0) * size;
      for (let i = 0; i < size; i += 1) {
        taken[row * size + i] = values[from + i] ?? 0;
      }
    }
    return tensor(taken, [indices.length, ...this.shape], this.dtype);
  }

  /** The examples from one on. */
  from(first: number): Tensor {
    return this.batch(Array.from({ length: this.count - first }, (_, i) => first + i));
  }
}
