import { ScalarTensor, type ScalarType, stored } from './ScalarTensor';
import type { TensorScope } from './TensorScope';
import { unknownOperation } from './unknownOperation';

/** What an operation takes: any type, any number, or one type alone. */
export type Accepted = 'any' | 'numeric' | ScalarType;

/**
 * An argument of an operation as a tensor, by the rules of tf.js: numbers become float32, booleans bool, unless the
 * operation wants one type.
 * @throws Error with the words of tf.js for what tf.js refuses; a ScheduleFault for what only the real one can hold.
 */
export function toTensor(
  scope: TensorScope<ScalarTensor>,
  argument: unknown,
  name: string,
  operation: string,
  accepted: Accepted = 'numeric',
): ScalarTensor {
  if (argument instanceof ScalarTensor) {
    argument.throwIfDisposed();
    checkType(argument.dtype, accepted, name, operation);
    return argument;
  }
  const { value, rank, type } = single(argument, name, operation);
  if (type === 'string') {
    if (accepted === 'any') {
      throw unknownOperation(`tf.${operation}`, 'of strings');
    }
    throw new Error(
      `Argument '${name}' passed to '${operation}' must be ${accepted} tensor, but got string tensor`,
    );
  }
  const wanted = accepted === 'any' || accepted === 'numeric' ? type : accepted;
  return scope.track(new ScalarTensor(scope, fromLiteral(value, wanted), wanted, rank));
}

/** A number written in the source, as tf.js puts it into storage of a type. */
export function fromLiteral(value: number, type: ScalarType): number {
  return type === 'bool' ? (Math.round(value) !== 0 ? 1 : 0) : stored(value, type);
}

interface Single {
  readonly value: number;
  readonly rank: number;
  readonly type: ScalarType | 'string';
}

/**
 * The one value of a number, a boolean or a nest of arrays with one member each.
 * @throws ScheduleFault when there are more values, Error when there is none.
 */
export function single(argument: unknown, name: string, operation: string): Single {
  let inner = argument;
  let rank = 0;
  let arrayType: ScalarType | null = null;
  while (Array.isArray(inner) || isTypedArray(inner)) {
    if (inner.length !== 1) {
      throw unknownOperation(`tf.${operation}`, `with ${inner.length} values at once`);
    }
    arrayType = inner instanceof Float32Array ? 'float32' : isTypedArray(inner) ? 'int32' : arrayType;
    inner = (inner as ArrayLike<unknown>)[0];
    rank += 1;
  }
  switch (typeof inner) {
    case 'number':
      return { value: inner, rank, type: arrayType ?? 'float32' };
    case 'boolean':
      return { value: Number(inner), rank, type: 'bool' };
    case 'string':
      return { value: Number.NaN, rank, type: 'string' };
    default: {
      const described = inner == null ? 'null' : nameOfClass(inner);
      throw new Error(
        `Argument '${name}' passed to '${operation}' must be a Tensor or TensorLike, but got '${described}'`,
      );
    }
  }
}

function checkType(actual: ScalarType, accepted: Accepted, name: string, operation: string): void {
  if (accepted !== 'any' && accepted !== 'numeric' && accepted !== actual) {
    throw new Error(
      `Argument '${name}' passed to '${operation}' must be ${accepted} tensor, but got ${actual} tensor`,
    );
  }
}

function isTypedArray(value: unknown): value is Float32Array | Int32Array | Uint8Array | Uint8ClampedArray {
  return (
    value instanceof Float32Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array ||
    value instanceof Uint8ClampedArray
  );
}

function nameOfClass(value: unknown): string {
  return (value as { constructor?: { name?: string } }).constructor?.name ?? typeof value;
}
