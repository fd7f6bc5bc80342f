import * as tfjs from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ScheduleFault } from '../../../../src/evaluation/runtime/fault';
import { createScalarTensorflow } from '../../../../src/evaluation/runtime/scalarTensorflow';
import { operations } from '../../../../src/evaluation/runtime/scalar/operations';

/** Either module, used as an untyped script would. */
interface TensorLike {
  readonly dtype: string;
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
}
type AnyFunction = (this: unknown, ...given: unknown[]) => unknown;
type Module = Readonly<Record<string, AnyFunction>>;

vi.setConfig({ testTimeout: 60_000 });

const real = tfjs as unknown as Module;
const types = ['float32', 'int32', 'bool'] as const;

beforeAll(async () => {
  await tfjs.setBackend('cpu');
});

function standIn(): Module {
  return createScalarTensorflow() as Module;
}

/** What a computation came to, in a form that two modules can be compared by. */
function outcome(compute: () => unknown): unknown {
  try {
    const tensor = compute() as TensorLike;
    return { dtype: tensor.dtype, shape: [...tensor.shape], value: Number(tensor.dataSync()[0]) };
  } catch (thrown) {
    if (thrown instanceof ScheduleFault) {
      throw thrown;
    }
    return { threw: true };
  }
}

/** The same numbers on every run. */
function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const EDGES = [
  ...[0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 1e-3, 1e-10, 1e-45, 3e38, -3e38, 100, -100, 16777217],
  ...[50000, 2147483647, -2147483648, 255, 256, Infinity, -Infinity, NaN, Math.PI, 13.9, -13.9, 14, 88, 89],
];

function inputs(count: number, seed: number): number[] {
  const random = randomNumbers(seed);
  const drawn = Array.from({ length: count }, () => {
    const size = 10 ** (random.next().value * 8 - 5);
    return random.next().value < 0.3 ? -size : size;
  });
  return [...EDGES, ...drawn];
}

const UNARY = [
  ...[
    'abs',
    'acos',
    'acosh',
    'asin',
    'asinh',
    'atan',
    'atanh',
    'ceil',
    'cos',
    'cosh',
    'elu',
    'erf',
    'exp',
    'expm1',
  ],
  ...[
    'floor',
    'isFinite',
    'isInf',
    'isNaN',
    'leakyRelu',
    'log',
    'log1p',
    'logSigmoid',
    'logicalNot',
    'max',
    'mean',
  ],
  ...[
    'min',
    'neg',
    'onesLike',
    'reciprocal',
    'relu',
    'relu6',
    'round',
    'rsqrt',
    'selu',
    'sigmoid',
    'sign',
    'sin',
  ],
  ...['sinh', 'softplus', 'sqrt', 'square', 'step', 'sum', 'tan', 'tanh', 'zerosLike', 'clone', 'squeeze'],
];
const BINARY = [
  ...['add', 'atan2', 'div', 'divNoNan', 'equal', 'floorDiv', 'greater', 'greaterEqual', 'less', 'lessEqual'],
  ...[
    'logicalAnd',
    'logicalOr',
    'logicalXor',
    'maximum',
    'minimum',
    'mod',
    'mul',
    'notEqual',
    'pow',
    'prelu',
  ],
  ...['squaredDifference', 'sub'],
];

describe('gives the bits of the CPU backend of tf.js', () => {
  test.each(UNARY)('%s', (name) => {
    const ours = standIn();
    for (const type of types) {
      for (const x of inputs(300, 1)) {
        const compute = (tf: Module) => () => tf[name]?.(tf['scalar']?.(x, type));
        expect(outcome(compute(ours)), `${name}(${type} ${x})`).toEqual(outcome(compute(real)));
      }
    }
    const x = 0.3;
    const bare = (tf: Module) => () => tf[name]?.(x);
    expect(outcome(bare(ours))).toEqual(outcome(bare(real)));
  });

  test.each(BINARY)('%s', (name) => {
    const ours = standIn();
    const seconds = inputs(12, 2);
    const random = randomNumbers(3);
    for (const first of types) {
      for (const second of types) {
        for (const x of inputs(60, 4)) {
          const y = seconds[Math.floor(random.next().value * seconds.length)] ?? 0;
          const compute = (tf: Module) => () =>
            tf[name]?.(tf['scalar']?.(x, first), tf['scalar']?.(y, second));
          expect(outcome(compute(ours)), `${name}(${first} ${x}, ${second} ${y})`).toEqual(
            outcome(compute(real)),
          );
        }
      }
    }
    const mixed = (tf: Module) => () => tf[name]?.(tf['tensor1d']?.([0.7], 'float32'), 2.2);
    expect(outcome(mixed(ours))).toEqual(outcome(mixed(real)));
  });

  test('casts between types, through types and back', () => {
    const ours = standIn();
    for (const first of types) {
      for (const second of types) {
        for (const third of types) {
          for (const x of inputs(20, 5)) {
            const compute = (tf: Module) => () => {
              const squared = tf['square']?.(tf['cast']?.(tf['scalar']?.(x, first), second));
              return tf['cast']?.(squared, third);
            };
            expect(outcome(compute(ours)), `${x} ${first} ${second} ${third}`).toEqual(
              outcome(compute(real)),
            );
          }
        }
      }
    }
  });

  test('clipByValue, where, fill, ones and tensors of rank 1 and 2', () => {
    const ours = standIn();
    for (const type of types) {
      for (const x of inputs(40, 6)) {
        const computations: ((tf: Module) => unknown)[] = [
          (tf) => tf['clipByValue']?.(tf['scalar']?.(x, type), 0.1, 3.3),
          (tf) => tf['clipByValue']?.(tf['scalar']?.(x, type), 0.7, 0.7),
          (tf) => tf['clipByValue']?.(tf['scalar']?.(x, type), 3, 2),
          (tf) => tf['where']?.(tf['greater']?.(x, 1), tf['scalar']?.(x, type), tf['scalar']?.(0.5)),
          (tf) => tf['where']?.(true, tf['scalar']?.(x, type), tf['tensor']?.([[2]])),
          (tf) => tf['fill']?.([1, 1], x, type),
          (tf) => tf['ones']?.([1], type),
          (tf) => tf['add']?.(tf['tensor']?.([[x]]), tf['tensor1d']?.([1])),
          (tf) => tf['addN']?.([tf['scalar']?.(x), tf['scalar']?.(0.1), tf['scalar']?.(0.2)]),
          (tf) => tf['reshape']?.(tf['scalar']?.(x, type), [1, 1]),
          (tf) => tf['expandDims']?.(tf['scalar']?.(x, type)),
          (tf) => tf['leakyRelu']?.(tf['scalar']?.(x, type), 0.3),
          (tf) => tf['step']?.(tf['scalar']?.(x, type), 0.3),
        ];
        for (const compute of computations) {
          expect(
            outcome(() => compute(ours)),
            `${compute.toString()} of ${type} ${x}`,
          ).toEqual(outcome(() => compute(real)));
        }
      }
    }
  });

  test('every operation is compared above', () => {
    const compared = new Set([
      ...UNARY,
      ...BINARY,
      ...[
        'cast',
        'clipByValue',
        'where',
        'fill',
        'ones',
        'reshape',
        'expandDims',
        'scalar',
        'tensor',
        'tensor1d',
      ],
      // Beside ones; the kernel that div is made of.
      ...['zeros', 'realDivision'],
    ]);
    expect(Object.keys(operations).filter((name) => !compared.has(name))).toEqual([]);
  });

  test('a cosine schedule in chained operations, over 2,000 steps', () => {
    const schedule = (tf: typeof tfjs) => (step: number) =>
      tf.tidy(() => {
        const progress = tf.scalar(step).div(2000).minimum(1);
        const cosine = progress.mul(Math.PI).cos().add(1).mul(0.5);
        return cosine.mul(0.99).add(0.01).mul(tf.scalar(3e-4)).dataSync()[0];
      });
    const ours = schedule(createScalarTensorflow() as typeof tfjs);
    const theirs = schedule(tfjs);
    const steps = Array.from({ length: 2001 }, (_, step) => step);
    expect(steps.map(ours)).toEqual(steps.map(theirs));
  });
});

describe('behaves as tf.js does', () => {
  const tf = createScalarTensorflow() as typeof tfjs;

  test('arrays of numbers nest by rank', () => {
    expect(tf.scalar(0.5).arraySync()).toBe(0.5);
    expect(tf.tensor([[0.5]]).arraySync()).toEqual([[0.5]]);
    expect(
      tf
        .tensor([[0.5]])
        .asScalar()
        .arraySync(),
    ).toBe(0.5);
    expect(tf.scalar(7, 'int32').dataSync()).toEqual(Int32Array.of(7));
  });

  test('tidy disposes of what was made inside, but for what it returns and what is kept', () => {
    let inner: tfjs.Scalar | undefined;
    let kept: tfjs.Scalar | undefined;
    const { sum } = tf.tidy(() => {
      inner = tf.scalar(1);
      kept = tf.keep(tf.scalar(2));
      return { sum: inner.add(kept) };
    });
    expect(sum.dataSync()[0]).toBe(3);
    expect(kept?.dataSync()[0]).toBe(2);
    expect(() => inner?.dataSync()).toThrow('Tensor is disposed.');
    expect(() => inner?.add(1)).toThrow('Tensor is disposed.');
    tf.dispose([sum]);
    expect(sum.isDisposed).toBe(true);
  });

  test('a result passed on to an outer tidy is disposed of with it', () => {
    let passed: tfjs.Scalar | undefined;
    tf.tidy(() => {
      passed = tf.tidy(() => tf.scalar(1));
      expect(passed.dataSync()[0]).toBe(1);
    });
    expect(passed?.isDisposed).toBe(true);
  });

  test('variables take other values of the same type', () => {
    const rate = tf.variable(tf.scalar(0.1));
    tf.tidy(() => {
      rate.assign(rate.mul(tf.scalar(0.5)));
    });
    expect(rate.dataSync()[0]).toBe(Math.fround(Math.fround(0.1) * 0.5));
    expect(() => {
      rate.assign(tf.scalar(1, 'int32'));
    }).toThrow(/dtype/);
  });

  test('errors have the words of tf.js', () => {
    const wrong: ((module: typeof tfjs) => unknown)[] = [
      (module) => module.sqrt(module.scalar(4, 'int32')),
      (module) => module.add('a', 1),
      (module) => module.mul(undefined as unknown as number, 1),
      (module) => module.logicalAnd(module.scalar(1), module.scalar(1)),
    ];
    for (const compute of wrong) {
      let expected = '';
      try {
        compute(tfjs);
      } catch (thrown) {
        expected = (thrown as Error).message;
      }
      expect(expected).not.toBe('');
      expect(() => compute(tf)).toThrow(expected);
    }
  });
});

describe('what it lacks is named', () => {
  const tf = createScalarTensorflow() as typeof tfjs;

  function faultOf(use: () => unknown): ScheduleFault {
    try {
      use();
    } catch (thrown) {
      if (thrown instanceof ScheduleFault) {
        return thrown;
      }
      throw thrown;
    }
    throw new Error('no fault');
  }

  test.each<[string, () => unknown]>([
    ['tf.linspace', () => tf.linspace(0, 1, 5)],
    ['tf.tensor', () => tf.tensor([0.1, 0.2])],
    ['tf.tensor1d', () => tf.tensor1d([0.1, 0.2]).gather([1])],
    ['tf.add', () => tf.add([1, 2], 3)],
    ['tf.train.adamw', () => (tf.train as unknown as Record<string, () => unknown>)['adamw']?.()],
    ['tf.losses', () => tf.losses.meanSquaredError],
    ['tensor.matMul', () => tf.tensor([[1]]).matMul([[1]])],
    ['tf.sum', () => tf.sum([1], 0)],
    ['tf.scalar', () => tf.scalar('a')],
  ])('%s', (name, use) => {
    const fault = faultOf(use);
    expect(fault.code).toBe('unknown-operation');
    expect(fault.names).toEqual([name]);
    expect(fault.message).toContain(`uses ${name}`);
    expect(fault.message).toContain('which only the preview can compute');
  });

  test('naming it is harmless', () => {
    const { linspace, layers, losses } = tf;
    expect([linspace, layers, losses]).toHaveLength(3);
    class Logger extends tf.Callback {}
    class Custom extends tf.CustomCallback {}
    class Saved extends tf.serialization.Serializable {
      static className = 'Saved';
      getConfig(): Record<string, never> {
        return {};
      }
    }
    tf.serialization.registerClass(Saved);
    expect([new Logger(), new Custom({}), new Saved().getClassName()]).toHaveLength(3);
    expect((tf.train.adam() as unknown as { learningRate: number }).learningRate).toBe(0.001);
  });

  test('waiting for a value says that a schedule must be synchronous', () => {
    const fault = faultOf(() => tf.scalar(1).data());
    expect(fault.code).toBe('unsupported');
    expect(fault.message).toContain('dataSync');
  });
});
