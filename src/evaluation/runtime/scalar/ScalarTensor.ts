import { ScheduleFault } from '../fault';
import type { TensorScope } from './TensorScope';

/** The types of tf.js tensors that a rate can be computed in. */
export type ScalarType = 'float32' | 'int32' | 'bool';

/** A number as a typed array of that type holds it, so that every result is rounded as in tf.js. */
export function stored(value: number, type: ScalarType): number {
  switch (type) {
    case 'float32':
      return Math.fround(value);
    case 'int32':
      return value | 0;
    case 'bool':
      return value & 0xff;
  }
}

/**
 * A tf.js tensor of one value. Its arithmetic is that of the CPU backend of tf.js 4.22: doubles inside an operation,
 * rounded to the type of the result's storage after it.
 */
export class ScalarTensor {
  readonly size = 1;
  /** Set by `tf.keep`. */
  isKept = false;
  private disposed = false;

  /**
   * @param value as it lies in storage.
   * @param rank the number of dimensions, all of size 1.
   * @param storedAs the type its value is read back as. It can differ from `dtype`, as in tf.js: a cast to a wider type
   *   relabels the same storage.
   */
  constructor(
    readonly scope: TensorScope<ScalarTensor>,
    protected stored: number,
    readonly dtype: ScalarType,
    readonly rank: number,
    protected storedAs: ScalarType = dtype,
  ) {}

  /** The value in storage, for further operations. @throws Error once disposed of. */
  get value(): number {
    this.throwIfDisposed();
    return this.stored;
  }

  /** The type to hand on with the storage. */
  get storage(): ScalarType {
    return this.storedAs;
  }

  get shape(): number[] {
    return new Array<number>(this.rank).fill(1);
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  dataSync(): Float32Array | Int32Array | Uint8Array {
    const value = this.value;
    switch (this.storedAs) {
      case 'float32':
        return Float32Array.of(value);
      case 'int32':
        return Int32Array.of(value);
      case 'bool':
        return Uint8Array.of(value);
    }
  }

  arraySync(): unknown {
    let nested: unknown = this.dataSync()[0];
    for (let dimension = 0; dimension < this.rank; dimension += 1) {
      nested = [nested];
    }
    return nested;
  }

  /** @throws ScheduleFault always: a rate is wanted at once. */
  data(): never {
    throw asynchronous('data', 'dataSync');
  }

  /** @throws ScheduleFault always: a rate is wanted at once. */
  array(): never {
    throw asynchronous('array', 'arraySync');
  }

  dispose(): void {
    this.disposed = true;
  }

  throwIfDisposed(): void {
    if (this.disposed) {
      throw new Error('Tensor is disposed.');
    }
  }

  print(): void {
    this.throwIfDisposed();
  }

  toString(): string {
    return `Tensor\n    ${this.value}`;
  }
}

/** A tensor that can be given another value, as `tf.variable` makes it. `tidy` leaves it alone. */
export class ScalarVariable extends ScalarTensor {
  constructor(
    initial: ScalarTensor,
    readonly trainable: boolean,
    readonly name: string,
  ) {
    super(initial.scope, initial.value, initial.dtype, initial.rank, initial.storage);
  }

  /** @throws Error when the type or the shape differs, as tf.js does. */
  assign(value: ScalarTensor): void {
    if (value.dtype !== this.dtype) {
      throw new Error(
        `dtype of the new value (${value.dtype}) and previous value (${this.dtype}) must match`,
      );
    }
    if (value.rank !== this.rank) {
      throw new Error(
        `shape of the new value (${value.shape.join()}) and previous value (${this.shape.join()}) must match`,
      );
    }
    this.stored = value.value;
    this.storedAs = value.storage;
  }
}

function asynchronous(method: string, instead: string): ScheduleFault {
  return new ScheduleFault(
    'unsupported',
    `waits for ${method}(), but a schedule must give its rate at once: use ${instead}()`,
    [method],
  );
}
