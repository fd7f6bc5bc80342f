import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { attachSchedule } from '../../../../src/schedules/tfjs/attachSchedule';
import { LearningRateScheduler } from '../../../../src/schedules/tfjs/LearningRateScheduler';
import { getLearningRate, setLearningRate } from '../../../../src/schedules/tfjs/learningRate';
import { exact, minimize, schedule } from './attached';
import { fit, rateMeter, weightOf } from './model';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** The method as a property that may be assigned. */
type Updating = {
  applyGradients: (this: tf.Optimizer, gradients: Parameters<tf.Optimizer['applyGradients']>[0]) => void;
};

describe('while a schedule is attached', () => {
  test('the rate cannot be set, and stays what it was', () => {
    const optimizer = tf.train.sgd(1);
    attachSchedule(optimizer, exact);
    expect(() => {
      setLearningRate(optimizer, 0.1);
    }).toThrow(
      new Error(
        'The learning rate of the SGD optimizer cannot be set: PiecewiseConstantDecay is attached to it and sets the ' +
          'rate before every update. Detach that schedule first.',
      ),
    );
    expect(getLearningRate(optimizer)).toBe(0.5);
  });

  test('LearningRateScheduler refuses the optimizer, before a weight changes', async () => {
    const model = rateMeter(tf.train.sgd(1));
    attachSchedule(model.optimizer, exact);
    const scheduler = new LearningRateScheduler((_, lr) => lr * 0.5);
    await expect(fit(model, [scheduler], 2)).rejects.toThrow(
      'The learning rate of the SGD optimizer cannot be set: PiecewiseConstantDecay is attached to it',
    );
    expect(weightOf(model)).toBeCloseTo(0, 20);
  });

  test('LearningRateScheduler works on another optimizer', async () => {
    const [stepped, byEpoch] = [rateMeter(tf.train.sgd(1)), rateMeter(tf.train.sgd(1))];
    attachSchedule(stepped.optimizer, exact);
    await fit(stepped, undefined, 1);
    await fit(byEpoch, [new LearningRateScheduler((_, lr) => lr * 0.5)], 1);
    expect([stepped, byEpoch].map(weightOf)).toEqual([0.75, 1]);
  });

  test('one schedule drives two optimizers, each at its own step', () => {
    const [first, second] = [tf.train.sgd(1), tf.train.sgd(1)];
    const [weight, other] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
    const detach = attachSchedule(first, exact);
    attachSchedule(second, exact, { initialStep: 3 });
    minimize(first, weight);
    minimize(second, other);
    minimize(first, weight);
    detach();
    minimize(second, other);
    expect([weight, other].map((variable) => variable.dataSync()[0])).toEqual([-0.75, -3]);
  });

  test('the model can be trained inside a tidy', () => {
    const optimizer = tf.train.sgd(1);
    const weight = tf.variable(tf.scalar(0));
    attachSchedule(optimizer, exact);
    for (let i = 0; i < 3; i++) {
      tf.tidy(() => {
        minimize(optimizer, weight);
      });
    }
    expect(weight.dataSync()[0]).toBe(-0.875);
  });
});

describe('detaching', () => {
  test('ends the schedule at once, and leaves the iterations', () => {
    const optimizer = tf.train.sgd(8);
    const weight = tf.variable(tf.scalar(0));
    const detach = attachSchedule(optimizer, exact);
    minimize(optimizer, weight);
    detach();
    minimize(optimizer, weight);
    expect(weight.dataSync()[0]).toBe(-8.5);
    expect(optimizer.iterations).toBe(2);
  });

  test('puts back what another had made of applyGradients', () => {
    const optimizer = tf.train.sgd(1);
    const weight = tf.variable(tf.scalar(0));
    let seen = 0;
    const counting: Updating['applyGradients'] = (gradients) => {
      seen++;
      tf.SGDOptimizer.prototype.applyGradients.call(optimizer, gradients);
    };
    const updating: Updating = optimizer;
    updating.applyGradients = counting;
    const detach = attachSchedule(optimizer, exact);
    minimize(optimizer, weight);
    detach();
    expect(updating.applyGradients).toBe(counting);
    minimize(optimizer, weight);
    expect(seen).toBe(2);
    expect(weight.dataSync()[0]).toBe(-1.5);
  });

  test('leaves in place what another has put around it since', () => {
    const optimizer = tf.train.sgd(1);
    const weight = tf.variable(tf.scalar(0));
    const detach = attachSchedule(optimizer, exact);
    const updating: Updating = optimizer;
    const inner = updating.applyGradients;
    let seen = 0;
    updating.applyGradients = (gradients) => {
      seen++;
      inner.call(optimizer, gradients);
    };
    detach();
    minimize(optimizer, weight);
    expect(seen).toBe(1);
    expect(weight.dataSync()[0]).toBe(-1);
  });

  test('leaves to an optimizer built with no number what it held', () => {
    const optimizer = tf.train.adam(schedule as never);
    const weight = tf.variable(tf.scalar(0));
    const detach = attachSchedule(optimizer, schedule);
    minimize(optimizer, weight);
    expect(weight.dataSync()[0]).toBeCloseTo(-schedule.call(0), 6);
    detach();
    expect(() => getLearningRate(optimizer)).toThrow('must hold a number as its learning rate');
  });
});
