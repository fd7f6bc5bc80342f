import { describe, expect, test } from 'vitest';
import { ExponentialCyclicalLearningRate } from '../../../src/schedules/ExponentialCyclicalLearningRate';
import { goldens, testGoldenRates } from './goldens';

describe('ExponentialCyclicalLearningRate', () => {
  testGoldenRates(
    'tfa',
    'ExponentialCyclicalLearningRate',
    (config) => new ExponentialCyclicalLearningRate(config),
  );

  test('scales by the step unless told to scale by the cycle', () => {
    const config = { initialLearningRate: 0, maximalLearningRate: 1, stepSize: 2, gamma: 0.5 };
    const byStep = new ExponentialCyclicalLearningRate(config);
    const byCycle = new ExponentialCyclicalLearningRate({ ...config, scaleMode: 'cycle' });
    expect([2, 6].map((step) => byStep.call(step))).toEqual([0.25, 0.015625]);
    expect([2, 6].map((step) => byCycle.call(step))).toEqual([0.5, 0.25]);
    expect(byStep.getConfig()).toMatchObject({ scaleMode: 'iterations', gamma: 0.5 });
  });

  test('the lower rate stays as it is', () => {
    const schedule = new ExponentialCyclicalLearningRate({
      initialLearningRate: 0.1,
      maximalLearningRate: 1,
      stepSize: 3,
      gamma: 0.9,
    });
    expect([0, 6, 60].map((step) => schedule.call(step))).toEqual([0.1, 0.1, 0.1]);
  });

  test('its config has the keys of TensorFlow Addons, and a name only if one was given', () => {
    const [recorded] = goldens<RecordedKeys>('tfa', 'schedule', 'ExponentialCyclicalLearningRate');
    const config = { initialLearningRate: 0.1, maximalLearningRate: 0.5, stepSize: 4 };
    const snakeCased = Object.keys(new ExponentialCyclicalLearningRate(config).getConfig()).map((key) =>
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    expect(snakeCased).toEqual(recorded?.get_config_keys);
    expect(new ExponentialCyclicalLearningRate({ ...config, name: 'mine' }).getConfig()).toHaveProperty(
      'name',
      'mine',
    );
  });
});

type RecordedKeys = ReturnType<typeof goldens>[number] & { readonly get_config_keys: readonly string[] };
