import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_NAMES, type OptimizerName } from '../../../src/protocol/training/setup';
import {
  completeParameters,
  OPTIMIZERS,
  parameterMistake,
} from '../../../src/training/optimizers/optimizers';
import { makeOptimizer } from '../../../src/training/run/makeOptimizer';

const TENSORFLOW_DEFAULTS: Readonly<Record<OptimizerName, () => tf.Optimizer>> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.1),
  adam: () => tf.train.adam(0.1),
  adamax: () => tf.train.adamax(0.1),
  rmsprop: () => tf.train.rmsprop(0.1),
};

describe.each(OPTIMIZER_NAMES)('%s', (name) => {
  it('is the class of tf.js, with its defaults', () => {
    const ours = makeOptimizer({ name, parameters: {} }, 0.1);
    const theirs = TENSORFLOW_DEFAULTS[name]();
    expect(ours.getClassName()).toBe(theirs.getClassName());
    expect(ours.getConfig()).toEqual(theirs.getConfig());
  });

  it('takes each of its parameters in its place', () => {
    const { parameters } = OPTIMIZERS[name];
    const other = Object.fromEntries(
      parameters.map((one, i) => [
        one.name,
        one.kind === 'switch' ? !one.value : Number((0.2 + i / 100).toFixed(2)),
      ]),
    );
    expect(parameterMistake(name, other)).toBeNull();
    expect(makeOptimizer({ name, parameters: other }, 0.1).getConfig()).toMatchObject(other);
  });

  it('has defaults that it accepts', () => {
    const defaults = Object.fromEntries(
      OPTIMIZERS[name].parameters.map(({ name: key, value }) => [key, value]),
    );
    expect(parameterMistake(name, defaults)).toBeNull();
    expect(completeParameters(name, {})).toEqual(Object.values(defaults));
  });
});

describe('parameterMistake', () => {
  it.each([
    ['sgd', { momentum: 0.9 }, 'SGD has no parameter momentum'],
    ['adam', { beta1: 1 }, 'beta1 of Adam must be a number from 0 to 0.99999'],
    ['adam', { beta1: true }, 'beta1 of Adam must be a number from 0 to 0.99999'],
    ['rmsprop', { centered: 1 }, 'centered of RMSProp is either true or false'],
  ] as const)('of %s with %j', (name, parameters, message) => {
    expect(parameterMistake(name, parameters)).toBe(message);
  });
});
