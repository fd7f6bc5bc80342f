import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { callbackList } from '../../../../src/schedules/tfjs/callbackList';
import { LearningRateScheduler } from '../../../../src/schedules/tfjs/LearningRateScheduler';
import { fit, rateMeter } from './model';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('callbackList', () => {
  test('makes instances and plain objects work in one array, in any order', async () => {
    const ended: string[] = [];
    const plain = (name: string): tf.CustomCallbackArgs => ({
      onEpochEnd: (epoch) => void ended.push(`${name} ${epoch}`),
    });
    const scheduler = (): LearningRateScheduler => new LearningRateScheduler((_, lr) => lr * 0.5);
    const stopping = (): tf.EarlyStopping => tf.callbacks.earlyStopping({ monitor: 'loss', patience: 9 });

    for (const callbacks of [
      [plain('first'), scheduler(), stopping()],
      [scheduler(), plain('second'), stopping()],
      [stopping(), scheduler(), plain('last')],
    ]) {
      const { history } = await fit(rateMeter(tf.train.sgd(1)), callbackList(callbacks), 2);
      expect(history['learning_rate']).toEqual([0.5, 0.25]);
    }
    expect(ended).toEqual(['first 0', 'first 1', 'second 0', 'second 1', 'last 0', 'last 1']);
  });

  test('lets plain objects yield as told', async () => {
    const yielded: number[] = [];
    const callbacks = callbackList([{ onYield: (_, batch) => void yielded.push(batch) }], 1e-9);
    await fit(rateMeter('sgd'), callbacks, 1);
    expect(yielded.length).toBeGreaterThan(0);
  });

  test('keeps instances as they are', () => {
    const scheduler = new LearningRateScheduler(() => 0.1);
    expect(callbackList([scheduler])[0]).toBe(scheduler);
  });
});
