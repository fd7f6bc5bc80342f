import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { CosineDecay } from '../../../../src/schedules/CosineDecay';
import { attachSchedule } from '../../../../src/schedules/tfjs/attachSchedule';
import { getLearningRate } from '../../../../src/schedules/tfjs/learningRate';
import { exact, minimize, schedule } from './attached';
import { fit, rateMeter, weightOf } from './model';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('what cannot work is refused', () => {
  test.each([
    [undefined, 'undefined'],
    [{}, 'an object'],
    [0.1, '0.1'],
    [{ call: 0.1 }, 'an object'],
    // A function has a `call` of its own, which would take the step for `this`.
    [(step: number) => 0.1 / step, 'a function'],
    [CosineDecay, 'the function CosineDecay'],
  ])('the schedule %o', (given, shown) => {
    expect(() => attachSchedule(tf.train.adam(), given as never)).toThrow(
      new TypeError(
        `attachSchedule: schedule must be an object with call(step), such as new CosineDecay({ … }), got ${shown}.`,
      ),
    );
  });

  test.each([
    [-1, RangeError, '-1'],
    [0.5, RangeError, '0.5'],
    [NaN, RangeError, 'NaN'],
    [Infinity, RangeError, 'Infinity'],
    ['3', TypeError, '"3"'],
    [null, TypeError, 'null'],
  ])('the initialStep %o', (initialStep, error, shown) => {
    const optimizer = tf.train.adam();
    expect(() => attachSchedule(optimizer, schedule, { initialStep: initialStep as number })).toThrow(
      new error(`attachSchedule: initialStep must be a whole number of at least 0, got ${shown}.`),
    );
    attachSchedule(optimizer, schedule, { initialStep: 0 });
  });

  test('a number in place of the options', () => {
    expect(() => attachSchedule(tf.train.adam(), schedule, 100 as never)).toThrow(
      new TypeError('attachSchedule: options must be an object such as { initialStep: 100 }, got 100.'),
    );
  });

  test.each([
    ['adam', '"adam"'],
    [undefined, 'undefined'],
    [{}, 'an object'],
  ])('the optimizer %o', (given, shown) => {
    expect(() => attachSchedule(given as never, schedule)).toThrow(
      'attachSchedule: takes an optimizer, such as tf.train.adam() or the model.optimizer of a compiled model, ' +
        `got ${shown}.`,
    );
  });

  test('an optimizer without a rate', () => {
    const optimizer = { applyGradients: () => undefined, getClassName: () => 'Fixed' };
    expect(() => attachSchedule(optimizer as never, schedule)).toThrow(
      new TypeError('attachSchedule: the Fixed optimizer has no learning rate to set.'),
    );
  });

  test('a second schedule, until the first is detached', () => {
    const optimizer = tf.train.adam();
    const detach = attachSchedule(optimizer, schedule);
    expect(() => attachSchedule(optimizer, exact)).toThrow(
      new Error(
        'attachSchedule: cannot attach PiecewiseConstantDecay, since the Adam optimizer follows CosineDecay already. ' +
          'Detach that schedule first.',
      ),
    );
    detach();
    attachSchedule(optimizer, exact);
    expect(getLearningRate(optimizer)).toBe(0.5);
    // The first is done with: detaching it again does not detach the second.
    detach();
    expect(getLearningRate(optimizer)).toBe(0.5);
    expect(() => attachSchedule(optimizer, schedule)).toThrow('follows PiecewiseConstantDecay already');
  });

  test.each([
    [
      NaN,
      RangeError,
      'attachSchedule: Steep returned NaN for step 1, which would turn the weights into NaN.',
    ],
    [-Infinity, RangeError, 'attachSchedule: Steep returned -Infinity for step 1'],
    ['0.1', TypeError, 'attachSchedule: Steep must return a number, but for step 1 it returned "0.1".'],
    [
      undefined,
      TypeError,
      'attachSchedule: Steep must return a number, but for step 1 it returned undefined.',
    ],
  ])('a rate of %o, before it reaches a weight', async (rate, error, message) => {
    class Steep {
      call(step: number): number {
        return step === 0 ? 0.25 : (rate as number);
      }
    }
    const model = rateMeter(tf.train.sgd(1));
    attachSchedule(model.optimizer, new Steep());
    const failed = fit(model, undefined, 1);
    await expect(failed).rejects.toThrow(error);
    await expect(failed).rejects.toThrow(message);
    expect(weightOf(model)).toBe(0.25);
    expect(model.optimizer.iterations).toBe(1);
    expect(() => getLearningRate(model.optimizer)).toThrow(message);
  });

  test('what the schedule throws is passed on', () => {
    const optimizer = tf.train.sgd(1);
    attachSchedule(optimizer, {
      call: () => {
        throw new Error('no such key');
      },
    });
    expect(() => {
      minimize(optimizer, tf.variable(tf.scalar(0)));
    }).toThrow(new Error('no such key'));
  });
});
