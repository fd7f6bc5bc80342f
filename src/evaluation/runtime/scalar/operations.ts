import { type Accepted, fromLiteral, single, toTensor } from './convert';
import { binaryKernels, erf, type BinaryKernel, type UnaryKernel, unaryKernels } from './kernels';
import { ScalarTensor, type ScalarType, stored } from './ScalarTensor';
import type { TensorScope } from './TensorScope';
import { unknownOperation } from './unknownOperation';

type Scope = TensorScope<ScalarTensor>;

/** An operation of tf.js on tensors of one value; its arguments are what a person wrote. */
export type Operation = (scope: Scope, ...given: readonly unknown[]) => ScalarTensor;

/** Wider types swallow narrower ones. */
const WIDTH: Readonly<Record<ScalarType, number>> = { bool: 0, int32: 1, float32: 2 };

/** Operations that are one kernel, and those that tf.js composes or treats specially. */
export const operations: Readonly<Record<string, Operation>> = {
  ...mapped(unaryKernels, unary),
  ...mapped(binaryKernels, binary),
  abs: (scope, x) => inFloats(toTensor(scope, x, 'x', 'abs'), Math.abs),
  square: (scope, x) => inFloats(toTensor(scope, x, 'x', 'square'), (value) => value * value),
  neg: (scope, x) => {
    const tensor = toTensor(scope, x, 'x', 'neg');
    const minusOne = tensor.dtype === 'bool' ? 1 : -1;
    return result(tensor, minusOne * tensor.value);
  },
  div: (scope, a, b) => {
    const [left, right] = matched(toTensor(scope, a, 'a', 'div'), toTensor(scope, b, 'b', 'div'));
    return operation(left.dtype === 'int32' ? 'floorDiv' : 'realDivision')(scope, left, right);
  },
  divNoNan: (scope, a, b) => {
    const [left, right] = matched(toTensor(scope, a, 'a', 'div'), toTensor(scope, b, 'b', 'div'));
    const quotient = operation('div')(scope, left, right);
    const zero = operation('zerosLike')(scope, quotient);
    return operation('where')(scope, operation('equal')(scope, right, zero), zero, quotient);
  },
  logicalXor: (scope, a, b) => {
    const both = operation('logicalAnd')(scope, a, b);
    const either = operation('logicalOr')(scope, a, b);
    return operation('logicalAnd')(scope, either, operation('logicalNot')(scope, both));
  },
  erf: (scope, x) => {
    const tensor = toTensor(scope, x, 'x', 'erf');
    if (tensor.dtype === 'bool') {
      throw new Error('Input dtype must be `int32` or `float32`.');
    }
    return result(cast(tensor, 'float32'), erf(tensor.value));
  },
  step: (scope, x, alpha = 0) => {
    const tensor = toTensor(scope, x, 'x', 'step');
    const { value } = tensor;
    return result(tensor, Number.isNaN(value) ? value : value > 0 ? 1 : attribute(alpha, 'step'));
  },
  leakyRelu: (scope, x, alpha = 0.2) => {
    const tensor = toTensor(scope, x, 'x', 'leakyRelu');
    const { value } = tensor;
    return result(tensor, value < 0 ? attribute(alpha, 'leakyRelu') * value : value, 'float32');
  },
  prelu: (scope, x, alpha) => {
    const tensor = toTensor(scope, x, 'x', 'prelu');
    const slope = toTensor(scope, alpha, 'alpha', 'prelu');
    const { value } = tensor;
    return result(
      tensor,
      value < 0 ? slope.value * value : value,
      'float32',
      Math.max(tensor.rank, slope.rank),
    );
  },
  logSigmoid: (scope, x) => {
    const negated = operation('neg')(scope, toTensor(scope, x, 'x', 'logSigmoid'));
    return operation('neg')(scope, operation('softplus')(scope, negated));
  },
  clipByValue: (scope, x, lowest, highest) => {
    const tensor = toTensor(scope, x, 'x', 'clipByValue');
    const low = attribute(lowest, 'clipByValue');
    const high = attribute(highest, 'clipByValue');
    if (!(low <= high)) {
      throw new Error(`Error in clip: min (${low}) must be less than or equal to max (${high}).`);
    }
    const { value } = tensor;
    return result(tensor, low === high || value < low ? low : value > high ? high : value);
  },
  where: (scope, condition, a, b) => {
    const whenTrue = toTensor(scope, a, 'a', 'where');
    const whenFalse = toTensor(scope, b, 'b', 'where');
    const chosen = toTensor(scope, condition, 'condition', 'where', 'bool').value === 1;
    const type = wider(whenTrue.dtype, whenFalse.dtype);
    const rank = Math.max(
      whenTrue.rank,
      whenFalse.rank,
      condition instanceof ScalarTensor ? condition.rank : 0,
    );
    return result(whenTrue, chosen ? whenTrue.value : whenFalse.value, type, rank);
  },
  cast: (scope, x, type) => cast(toTensor(scope, x, 'x', 'cast'), scalarType(type, 'cast')),
  clone: (scope, x) => relabelled(toTensor(scope, x, 'x', 'clone', 'any'), {}),
  onesLike: (scope, x) => result(toTensor(scope, x, 'x', 'onesLike'), 1),
  zerosLike: (scope, x) => result(toTensor(scope, x, 'x', 'zerosLike'), 0),
  reshape: (scope, x, shape) =>
    relabelled(toTensor(scope, x, 'x', 'reshape', 'any'), { rank: rankOf(shape, 'reshape') }),
  expandDims: (scope, x) => {
    const tensor = toTensor(scope, x, 'x', 'expandDims', 'any');
    return relabelled(tensor, { rank: tensor.rank + 1 });
  },
  squeeze: (scope, x, axes) => {
    withoutAxes(axes, 'squeeze');
    return relabelled(toTensor(scope, x, 'x', 'squeeze', 'any'), { rank: 0 });
  },
  sum: (scope, x, axes) => {
    const tensor = toTensor(scope, x, 'x', 'sum');
    return reduced(tensor, axes, 'sum', wider(tensor.dtype, 'int32'));
  },
  mean: (scope, x, axes) => reduced(toTensor(scope, x, 'x', 'mean'), axes, 'mean', 'float32'),
  max: (scope, x, axes) => {
    const tensor = toTensor(scope, x, 'x', 'max');
    return reduced(tensor, axes, 'max', tensor.dtype);
  },
  min: (scope, x, axes) => {
    const tensor = toTensor(scope, x, 'x', 'min');
    return reduced(tensor, axes, 'min', tensor.dtype);
  },
  scalar: (scope, value, type) => {
    const parsed = single(value, 'value', 'scalar');
    if (parsed.rank > 0) {
      throw new Error('Error creating a new Scalar: value must be a primitive (number|boolean|string)');
    }
    return made(scope, parsed, type, 0, 'scalar');
  },
  tensor: (scope, value, shape, type) => {
    const parsed = single(value, 'values', 'tensor');
    return made(scope, parsed, type, shape == null ? parsed.rank : rankOf(shape, 'tensor'), 'tensor');
  },
  tensor1d: (scope, value, type) => {
    const parsed = single(value, 'values', 'tensor1d');
    if (parsed.rank !== 1) {
      throw new Error('tensor1d() requires values to be a flat/TypedArray');
    }
    return made(scope, parsed, type, 1, 'tensor1d');
  },
  fill: (scope, shape, value, type) => {
    const parsed = single(value, 'value', 'fill');
    const wanted = type == null ? parsed.type : scalarType(type, 'fill');
    if (wanted === 'string') {
      throw unknownOperation('tf.fill', 'of strings');
    }
    return scope.track(new ScalarTensor(scope, stored(parsed.value, wanted), wanted, rankOf(shape, 'fill')));
  },
  ones: (scope, shape, type) => filled(scope, 1, shape, type, 'ones'),
  zeros: (scope, shape, type) => filled(scope, 0, shape, type, 'zeros'),
};

/** An operation that is known to exist. */
function operation(name: string): Operation {
  const found = operations[name];
  if (found === undefined) {
    throw unknownOperation(`tf.${name}`);
  }
  return found;
}

function mapped<K>(
  kernels: Readonly<Record<string, K>>,
  operate: (name: string, kernel: K) => Operation,
): Record<string, Operation> {
  return Object.fromEntries(Object.entries(kernels).map(([name, kernel]) => [name, operate(name, kernel)]));
}

function unary(name: string, kernel: UnaryKernel): Operation {
  return (scope, x) => {
    const tensor = toTensor(scope, x, 'x', name, kernel.accepts ?? 'numeric');
    return result(tensor, kernel.compute(tensor.value), kernel.gives ?? tensor.dtype);
  };
}

function binary(name: string, kernel: BinaryKernel): Operation {
  const accepted: Accepted = kernel.accepts ?? 'numeric';
  const [first, second] = name === 'pow' ? ['base', 'exp'] : ['a', 'b'];
  return (scope, a, b) => {
    let [left, right] = matched(
      toTensor(scope, a, first, name, accepted),
      toTensor(scope, b, second, name, accepted),
    );
    if (kernel.widensBooleans === true && left.dtype === 'bool') {
      [left, right] = [cast(left, 'int32'), cast(right, 'int32')];
    }
    return result(
      left,
      kernel.compute(left.value, right.value),
      kernel.gives ?? left.dtype,
      Math.max(left.rank, right.rank),
    );
  };
}

/** A new tensor after `like`, its value rounded to the storage of its type. */
function result(like: ScalarTensor, value: number, type = like.dtype, rank = like.rank): ScalarTensor {
  return like.scope.track(new ScalarTensor(like.scope, stored(value, type), type, rank));
}

/** `abs` and `square` write floats whatever the type, and reading them back rounds to the type: so does tf.js. */
function inFloats(tensor: ScalarTensor, compute: (x: number) => number): ScalarTensor {
  const value = Math.fround(compute(tensor.value));
  return tensor.scope.track(new ScalarTensor(tensor.scope, value, tensor.dtype, tensor.rank));
}

/** The same storage under another type or shape. */
function relabelled(
  tensor: ScalarTensor,
  { type = tensor.dtype, rank = tensor.rank }: { type?: ScalarType; rank?: number },
): ScalarTensor {
  return tensor.scope.track(new ScalarTensor(tensor.scope, tensor.value, type, rank, tensor.storage));
}

/** Widening keeps the storage, and with it digits that the wider type could not hold: so does tf.js. */
function cast(tensor: ScalarTensor, type: ScalarType): ScalarTensor {
  if (WIDTH[type] >= WIDTH[tensor.dtype]) {
    return relabelled(tensor, { type });
  }
  // NaN is not 0, so it is true.
  return result(tensor, type === 'bool' ? Number(tensor.value !== 0) : tensor.value, type);
}

function matched(a: ScalarTensor, b: ScalarTensor): [ScalarTensor, ScalarTensor] {
  if (a.dtype === b.dtype) {
    return [a, b];
  }
  const type = wider(a.dtype, b.dtype);
  return [cast(a, type), cast(b, type)];
}

function wider(a: ScalarType, b: ScalarType): ScalarType {
  return WIDTH[a] >= WIDTH[b] ? a : b;
}

/** A reduction of one value is that value; adding it to nothing makes 0 of minus 0. */
function reduced(tensor: ScalarTensor, axes: unknown, name: string, type: ScalarType): ScalarTensor {
  withoutAxes(axes, name);
  const value = name === 'sum' || name === 'mean' ? 0 + tensor.value : tensor.value;
  return result(tensor, value, type, 0);
}

function withoutAxes(axes: unknown, name: string): void {
  if (axes != null) {
    throw unknownOperation(`tf.${name}`, 'along an axis');
  }
}

function made(
  scope: Scope,
  parsed: ReturnType<typeof single>,
  type: unknown,
  rank: number,
  name: string,
): ScalarTensor {
  const wanted = type == null ? parsed.type : scalarType(type, name);
  if (parsed.type === 'string' || wanted === 'string') {
    throw unknownOperation(`tf.${name}`, 'of strings');
  }
  return scope.track(new ScalarTensor(scope, fromLiteral(parsed.value, wanted), wanted, rank));
}

function filled(scope: Scope, value: number, shape: unknown, type: unknown, name: string): ScalarTensor {
  const wanted = type == null ? 'float32' : scalarType(type, name);
  return scope.track(new ScalarTensor(scope, value, wanted, rankOf(shape, name)));
}

/** @throws ScheduleFault for a shape that holds more than one value. */
function rankOf(shape: unknown, name: string): number {
  const sizes = Array.isArray(shape) ? (shape as unknown[]) : [shape];
  if (!sizes.every((size) => size === 1 || (size === -1 && name === 'reshape'))) {
    throw unknownOperation(`tf.${name}`, 'with a shape of several values');
  }
  return sizes.length;
}

function scalarType(type: unknown, name: string): ScalarType {
  if (type === 'float32' || type === 'int32' || type === 'bool') {
    return type;
  }
  if (type === 'string' || type === 'complex64') {
    throw unknownOperation(`tf.${name}`, `of type ${type}`);
  }
  throw new Error(`Failed to cast to unknown dtype ${String(type)}`);
}

/** A number that an operation takes beside its tensors. */
function attribute(value: unknown, name: string): number {
  if (typeof value === 'number') {
    return value;
  }
  throw unknownOperation(`tf.${name}`, 'with a limit that is no number');
}
