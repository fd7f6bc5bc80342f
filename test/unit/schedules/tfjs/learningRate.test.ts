import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { CosineDecay } from '../../../../src/schedules/CosineDecay';
import { getLearningRate, setLearningRate } from '../../../../src/schedules/tfjs/learningRate';
import { optimizers } from './optimizers';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** How far one update moves a weight whose gradient is 1. */
function update(optimizer: tf.Optimizer): number {
  const weight = tf.variable(tf.scalar(0));
  optimizer.minimize(() => weight.mul(1).asScalar(), false, [weight]);
  const [moved = NaN] = weight.dataSync();
  return Math.abs(moved);
}

describe.each(Object.entries(optimizers))('%s', (_, create) => {
  test('tells the rate it was created with', () => {
    expect(getLearningRate(create())).toBe(0.5);
  });

  test('trains with the rate it was set to, and tells it', () => {
    const [stopped, slow, untouched] = [create(), create(), create()];
    setLearningRate(stopped, 0);
    setLearningRate(slow, 0.125);
    expect(getLearningRate(slow)).toBe(0.125);
    expect(slow.getConfig()['learningRate']).toBe(0.125);
    expect(update(stopped)).toBe(0);
    expect(update(slow) / update(untouched)).toBeCloseTo(0.25, 5);
  });

  test('keeps count of its updates', () => {
    const optimizer = create();
    update(optimizer);
    setLearningRate(optimizer, 0.1);
    expect(optimizer.iterations).toBe(1);
  });

  test.each([NaN, Infinity])('refuses %f', (rate) => {
    const optimizer = create();
    expect(() => setLearningRate(optimizer, rate)).toThrow(RangeError);
    expect(getLearningRate(optimizer)).toBe(0.5);
  });
});

test('setting a rate many times leaks nothing', () => {
  const optimizer = tf.train.sgd(0.5);
  const before = tf.memory().numTensors;
  for (let rate = 1; rate < 50; rate++) setLearningRate(optimizer, 1 / rate);
  expect(tf.memory().numTensors).toBe(before);
});

test('an optimizer built with a schedule for its rate is named before it destroys the weights', () => {
  const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 });
  expect(() => getLearningRate(tf.train.adam(schedule as never))).toThrow(
    new TypeError('The Adam optimizer must hold a number as its learning rate, but holds an object.'),
  );
  expect(() => getLearningRate(tf.train.sgd(((step: number) => step) as never))).toThrow(
    new TypeError('The SGD optimizer must hold a number as its learning rate, but holds a function.'),
  );
});

test('an optimizer without a rate is named', () => {
  class Fixed extends tf.Optimizer {
    static get className(): string {
      return 'Fixed';
    }
    applyGradients(): void {
      // It holds still.
    }
    getConfig(): Record<string, never> {
      return {};
    }
  }
  expect(() => setLearningRate(new Fixed(), 0.1)).toThrow(
    new TypeError('The Fixed optimizer has no learning rate to set.'),
  );
  expect(() => getLearningRate(new Fixed())).toThrow(TypeError);
});
