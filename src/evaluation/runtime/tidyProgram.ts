import type { SliceModule, SliceProgram } from './bindings';
import { RATE_METHODS } from '../../protocol/slice';

/** Where the tf.js script leaves its module. */
export interface TensorflowScope {
  $tensorflow?: Tensorflow;
}

/** As much of tf.js as is needed to leave no tensor behind. */
export interface Tensorflow {
  readonly Tensor: abstract new (...parameters: never) => TensorValue;
  readonly tidy: <T>(work: () => T) => T;
  readonly keep: (tensor: never) => unknown;
}

interface TensorValue {
  readonly size: number;
  readonly dataSync: () => ArrayLike<number>;
}

/**
 * A slice whose schedule frees the tensors of each call, of which a curve would otherwise gather millions. A rate that is
 * a tensor is read before it is freed; tensors that the schedule holds on to as its own properties stay.
 */
export function tidyProgram(program: SliceProgram, tensorflow: Tensorflow): SliceProgram {
  return (bindings) => {
    const [root, ...others] = program(bindings);
    if (root === undefined) {
      return [];
    }
    const tidied: SliceModule = (exports, require) => {
      root(exports, require);
      const yields = exports['$root'];
      if (typeof yields === 'function') {
        exports['$root'] = () => tidySchedule((yields as () => unknown)(), tensorflow);
      }
    };
    return [tidied, ...others];
  };
}

function tidySchedule(schedule: unknown, tensorflow: Tensorflow): unknown {
  if (typeof schedule === 'function') {
    return (...parameters: unknown[]) =>
      tidyCall(() => (schedule as (...parameters: unknown[]) => unknown)(...parameters), {}, tensorflow);
  }
  if (typeof schedule !== 'object' || schedule === null) {
    return schedule;
  }
  const owner = schedule as Record<string, unknown>;
  const name = RATE_METHODS.find((candidate) => typeof owner[candidate] === 'function');
  if (name === undefined) {
    return schedule;
  }
  const method = owner[name] as (index: number) => unknown;
  return { [name]: (index: number) => tidyCall(() => method.call(owner, index), owner, tensorflow) };
}

function tidyCall(call: () => unknown, owner: Record<string, unknown>, tensorflow: Tensorflow): unknown {
  return tensorflow.tidy(() => {
    const value = call();
    for (const held of Object.values(owner)) {
      if (held instanceof tensorflow.Tensor) {
        tensorflow.keep(held as never);
      }
    }
    return value instanceof tensorflow.Tensor && value.size === 1 ? value.dataSync()[0] : value;
  });
}
