import { inert } from './inert';
import type { StandInTraining } from './StandInTraining';

/** The rates of optimizers whose factories ask for none (`tfjs-core/src/optimizers/optimizer_constructors.ts`). */
const DEFAULT_RATES: Readonly<Record<string, number | undefined>> = {
  sgd: undefined,
  momentum: undefined,
  rmsprop: undefined,
  adagrad: undefined,
  adam: 0.001,
  adamax: 0.002,
  adadelta: 0.001,
};

/**
 * What of tf.js stands in for itself while a callback is replayed: whatever trains. Slices that use no more of tf.js than
 * this use no tensors.
 * @param tensorflow what the rest is had from; undefined where there is nothing else.
 */
export function replayTensorflow(tensorflow: unknown, training: StandInTraining): object {
  const rest = typeof tensorflow === 'object' && tensorflow !== null ? tensorflow : {};
  const factories = Object.fromEntries(
    Object.entries(DEFAULT_RATES).map(([name, fallback]) => [
      name,
      (rate: unknown = fallback) => training.newOptimizer(rate),
    ]),
  );
  const makeModel = (): object => training.model;
  const members: Record<string, unknown> = {
    ...callbackClasses(),
    ...optimizerClasses(training),
    train: factories,
    callbacks: inert(),
    memory: () => ({ numTensors: 0, numBytes: 0 }),
    nextFrame: inert(),
    sequential: makeModel,
    model: makeModel,
    loadLayersModel: makeModel,
    __esModule: true,
  };
  const module = Object.assign(Object.create(rest) as object, members);
  return Object.assign(module, { default: module });
}

/** Callbacks as tf.js has them: a model is theirs, and hooks may be handed to the constructor. */
function callbackClasses(): Record<string, unknown> {
  class BaseCallback {
    validationData: unknown = null;
    params: unknown = null;
    model: unknown = null;
    setParams(params: unknown): void {
      this.params = params;
    }
    setModel(model: unknown): void {
      this.model = model;
    }
  }
  class Callback extends BaseCallback {}
  class CustomCallback extends BaseCallback {
    constructor(hooks: object = {}) {
      super();
      Object.assign(this, hooks);
    }
  }
  class EarlyStopping extends Callback {}
  return { BaseCallback, Callback, CustomCallback, EarlyStopping };
}

/** Whatever kind of optimizer a callback asks for, it has it: which one is trained with changes nothing of its rates. */
function optimizerClasses(training: StandInTraining): Record<string, unknown> {
  const names = ['Optimizer', 'SGD', 'Momentum', 'RMSProp', 'Adam', 'Adamax', 'Adadelta', 'Adagrad'];
  return Object.fromEntries(
    names.map((name) => {
      const make = function standInOptimizer(rate: unknown): object {
        return training.newOptimizer(rate);
      };
      Object.defineProperty(make, Symbol.hasInstance, { value: training.isOptimizer });
      return [name === 'Optimizer' ? name : `${name}Optimizer`, make];
    }),
  );
}
