import { describe, expect, test } from 'vitest';
import { Triangular2CyclicalLearningRate } from '../../../src/schedules/Triangular2CyclicalLearningRate';
import { goldens, testGoldenRates } from './goldens';

describe('Triangular2CyclicalLearningRate', () => {
  testGoldenRates(
    'tfa',
    'Triangular2CyclicalLearningRate',
    (config) => new Triangular2CyclicalLearningRate(config),
  );

  test('each cycle is half as high as the one before', () => {
    const schedule = new Triangular2CyclicalLearningRate({
      initialLearningRate: 1,
      maximalLearningRate: 3,
      stepSize: 2,
    });
    expect([2, 6, 10].map((step) => schedule.call(step))).toEqual([3, 2, 1.5]);
  });

  test('in scale mode iterations the height halves with each step', () => {
    const schedule = new Triangular2CyclicalLearningRate({
      initialLearningRate: 0,
      maximalLearningRate: 1,
      stepSize: 1,
      scaleMode: 'iterations',
    });
    expect([1, 3, 5].map((step) => schedule.call(step))).toEqual([1, 0.25, 0.0625]);
  });

  test('its config has the keys of TensorFlow Addons, and a name only if one was given', () => {
    const [recorded] = goldens<RecordedKeys>('tfa', 'schedule', 'Triangular2CyclicalLearningRate');
    const config = { initialLearningRate: 0.1, maximalLearningRate: 0.5, stepSize: 4 };
    const snakeCased = Object.keys(new Triangular2CyclicalLearningRate(config).getConfig()).map((key) =>
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    expect(snakeCased).toEqual(recorded?.get_config_keys);
    expect(new Triangular2CyclicalLearningRate({ ...config, name: 'mine' }).getConfig()).toHaveProperty(
      'name',
      'mine',
    );
  });
});

type RecordedKeys = ReturnType<typeof goldens>[number] & { readonly get_config_keys: readonly string[] };
