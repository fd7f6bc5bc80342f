import './scalar/chained';
import { toTensor } from './scalar/convert';
import { operations } from './scalar/operations';
import { ScalarTensor, ScalarVariable } from './scalar/ScalarTensor';
import { TensorScope } from './scalar/TensorScope';
import { unknownMember, unknownOperation } from './scalar/unknownOperation';

type Scope = TensorScope<ScalarTensor>;

/** The rates of tf.js's optimizers whose factories do not ask for one. */
const DEFAULT_RATES: Readonly<Record<string, number | null>> = {
  sgd: null,
  momentum: null,
  rmsprop: null,
  adagrad: null,
  adam: 0.001,
  adamax: 0.002,
  adadelta: 0.001,
};

/** Names that are no operations of tf.js but kernels of this stand-in. */
const INTERNAL = new Set(['realDivision']);

/**
 * A stand-in for the tf.js module that computes with tensors of one value: what a schedule written in tf operations needs,
 * bit for bit as the CPU backend does it and a hundred times faster. What it lacks can be imported and passed about;
 * using it throws a ScheduleFault of code `unknown-operation` that names it.
 */
export function createScalarTensorflow(): object {
  const scope: Scope = new TensorScope<ScalarTensor>();
  const members: Record<string | symbol, unknown> = {
    ...Object.fromEntries(
      Object.entries(operations)
        .filter(([name]) => !INTERNAL.has(name))
        // Named one by one: gathering them in a list is most of what a small operation costs.
        .map(([name, operate]) => [name, (a: unknown, b: unknown, c: unknown) => operate(scope, a, b, c)]),
    ),
    ...memory(scope),
    ...classes(),
    train: withUnknown('tf.train', optimizers()),
    version: { tfjs: '4.22.0' },
    __esModule: true,
  };
  const module: object = withUnknown('tf', members);
  return Object.assign(module, { default: module });
}

/** A namespace whose other members are unknown, not undefined. What it has is its own, so that finding it costs no trap. */
function withUnknown(name: string, members: object): object {
  const unknown = new Proxy(Object.prototype, {
    get: (target, property, receiver) =>
      typeof property === 'symbol' || Reflect.has(target, property)
        ? (Reflect.get(target, property, receiver) as unknown)
        : unknownMember(`${name}.${property}`),
  });
  return Object.assign(Object.create(unknown) as object, members);
}

function memory(scope: Scope): Record<string, unknown> {
  return {
    tidy: (nameOrWork: unknown, work: unknown = nameOrWork): unknown => {
      if (typeof work !== 'function') {
        throw new Error('Please provide a function to tidy()');
      }
      return scope.tidy(work as () => unknown, (result) => tensorsIn(result, new Set()));
    },
    keep: (tensor: unknown): unknown => {
      if (tensor instanceof ScalarTensor) {
        tensor.isKept = true;
      }
      return tensor;
    },
    dispose: (container: unknown): void => {
      for (const tensor of tensorsIn(container, new Set())) {
        tensor.dispose();
      }
    },
    variable: (initial: unknown, trainable = true, name = 'variable', type?: unknown): ScalarVariable => {
      if (!(initial instanceof ScalarTensor)) {
        throw unknownOperation('tf.variable', 'of what is no tensor');
      }
      const typed = type == null ? initial : operations['cast']?.(scope, initial, type);
      return new ScalarVariable(typed ?? initial, trainable, name);
    },
    addN: (tensors: unknown): ScalarTensor => {
      if (!Array.isArray(tensors) || tensors.length === 0) {
        throw new Error('The argument passed to tf.addN() must be a list of tensors');
      }
      const [first, ...others] = tensors.map((tensor: unknown, i) =>
        toTensor(scope, tensor, `tensors${i}`, 'addN'),
      );
      if (
        first === undefined ||
        others.some(({ dtype, rank }) => dtype !== first.dtype || rank !== first.rank)
      ) {
        throw new Error('All tensors passed to tf.addN() must have the same dtype and shape');
      }
      const add = (sum: ScalarTensor, tensor: ScalarTensor): ScalarTensor =>
        operations['add']?.(scope, sum, tensor) ?? sum;
      return [first, ...others].reduce(add, operations['zerosLike']?.(scope, first) ?? first);
    },
  };
}

/** What user code extends or names at the top of a file without any effect on its rates. */
function classes(): Record<string, unknown> {
  class Serializable {
    getClassName(): unknown {
      return (this.constructor as { className?: unknown }).className;
    }
    static fromConfig(cls: new (config: unknown) => unknown, config: unknown): unknown {
      return new cls(config);
    }
  }
  class BaseCallback {
    setParams(): void {}
    setModel(): void {}
  }
  class Callback extends BaseCallback {}
  class CustomCallback extends BaseCallback {
    constructor(hooks: object = {}) {
      super();
      Object.assign(this, hooks);
    }
  }
  return {
    Tensor: ScalarTensor,
    Variable: ScalarVariable,
    Callback,
    CustomCallback,
    serialization: withUnknown('tf.serialization', { Serializable, registerClass: () => {} }),
  };
}

/** Optimizers hold their rate and no more. A schedule may be handed one; nothing is trained here. */
function optimizers(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(DEFAULT_RATES).map(([name, rate]) => [
      name,
      (learningRate: unknown = rate): object => {
        const optimizer = {
          learningRate,
          setLearningRate: (next: unknown): void => {
            optimizer.learningRate = next;
          },
          minimize: unknownMember('optimizer.minimize'),
          applyGradients: unknownMember('optimizer.applyGradients'),
        };
        return optimizer;
      },
    ]),
  );
}

/** All tensors in a nest of arrays and objects, as `tf.tidy` looks for them. */
function* tensorsIn(container: unknown, seen: Set<object>): Generator<ScalarTensor> {
  if (container instanceof ScalarTensor) {
    yield container;
  } else if (typeof container === 'object' && container !== null && !seen.has(container)) {
    seen.add(container);
    for (const member of Object.values(container)) {
      yield* tensorsIn(member, seen);
    }
  }
}
