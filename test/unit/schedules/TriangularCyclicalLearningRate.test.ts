import { describe, expect, test } from 'vitest';
import { TriangularCyclicalLearningRate } from '../../../src/schedules/TriangularCyclicalLearningRate';
import { goldens, testGoldenRates } from './goldens';

describe('TriangularCyclicalLearningRate', () => {
  testGoldenRates(
    'tfa',
    'TriangularCyclicalLearningRate',
    (config) => new TriangularCyclicalLearningRate(config),
  );

  test('goes up for one step size and down for the next, again and again', () => {
    const schedule = new TriangularCyclicalLearningRate({
      initialLearningRate: 1,
      maximalLearningRate: 3,
      stepSize: 2,
    });
    expect([0, 1, 2, 3, 4, 5, 6].map((step) => schedule.call(step))).toEqual([1, 2, 3, 2, 1, 2, 3]);
  });

  test('its config has the keys of TensorFlow Addons, and a name only if one was given', () => {
    const [recorded] = goldens<RecordedKeys>('tfa', 'schedule', 'TriangularCyclicalLearningRate');
    const config = { initialLearningRate: 0.1, maximalLearningRate: 0.5, stepSize: 4 };
    const snakeCased = Object.keys(new TriangularCyclicalLearningRate(config).getConfig()).map((key) =>
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    expect(snakeCased).toEqual(recorded?.get_config_keys);
    expect(new TriangularCyclicalLearningRate({ ...config, name: 'mine' }).getConfig()).toHaveProperty(
      'name',
      'mine',
    );
  });
});

type RecordedKeys = ReturnType<typeof goldens>[number] & { readonly get_config_keys: readonly string[] };
