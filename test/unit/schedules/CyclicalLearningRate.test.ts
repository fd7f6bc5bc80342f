import { describe, expect, test } from 'vitest';
import { CyclicalLearningRate, type ScaleFunction } from '../../../src/schedules/CyclicalLearningRate';
import { camelCased, expectRates, goldens } from './goldens';

const config = { initialLearningRate: 0.1, maximalLearningRate: 0.5, stepSize: 4 };

/** The one function that the recorded cases of the base class use. */
function recordedScale(scale: unknown): ScaleFunction {
  expect(scale).toEqual({ fn: 'recip' });
  return (x) => 1 / x;
}

describe('CyclicalLearningRate', () => {
  for (const golden of goldens('tfa', 'schedule', 'CyclicalLearningRate')) {
    test(`${golden.id}: ${golden.note}`, () => {
      const { scale_fn, ...numbers } = golden.config;
      expectRates(
        new CyclicalLearningRate({ ...camelCased(numbers), scaleFn: recordedScale(scale_fn) } as never),
        golden,
      );
    });
  }

  test('scales by the cycle, counted from 1, or by the step, counted from 0', () => {
    const seen: number[] = [];
    const scaleFn = (x: number): number => {
      seen.push(x);
      return 1;
    };
    const byCycle = new CyclicalLearningRate({ ...config, scaleFn });
    const byStep = new CyclicalLearningRate({ ...config, scaleFn, scaleMode: 'iterations' });
    for (const step of [0, 7, 8, 16]) byCycle.call(step);
    for (const step of [0, 7, 8, 16]) byStep.call(step);
    expect(seen).toEqual([1, 1, 2, 3, 0, 7, 8, 16]);
  });

  test('its config holds the function itself, so that it makes an equal schedule', () => {
    const schedule = new CyclicalLearningRate({ ...config, scaleFn: (cycle) => 0.9 ** cycle });
    const again = CyclicalLearningRate.fromConfig(CyclicalLearningRate, schedule.getConfig());
    expect(again).toEqual(schedule);
    expect(again.call(11)).toBe(schedule.call(11));
  });

  test('a config that JSON took the function from is refused with the reason', () => {
    const schedule = new CyclicalLearningRate({ ...config, scaleFn: () => 1 });
    const throughJson = JSON.parse(JSON.stringify(schedule.getConfig())) as never;
    const create = (): unknown => new CyclicalLearningRate(throughJson);
    expect(create).toThrow(TypeError);
    expect(create).toThrow('scaleFn must be a function (JSON holds none: extend this class to save one)');
  });

  test('refuses a scale mode it does not know', () => {
    expect(
      () => new CyclicalLearningRate({ ...config, scaleFn: () => 1, scaleMode: 'cycles' as never }),
    ).toThrow(
      new RangeError('CyclicalLearningRate: scaleMode must be "cycle" or "iterations", got "cycles".'),
    );
  });

  test('a subclass with parameters of its own is saved whole and named in its errors', () => {
    class HarmonicCycle extends CyclicalLearningRate {
      static override get className(): string {
        return 'HarmonicCycle';
      }
      constructor(private readonly own: typeof config & { strength: number }) {
        super({ ...own, scaleFn: (cycle) => 1 / (1 + own.strength * (cycle - 1)) });
      }
      override getConfig(): typeof config & { strength: number } {
        return { ...this.own };
      }
    }
    const schedule = new HarmonicCycle({ ...config, strength: 3 });
    const again = HarmonicCycle.fromConfig(
      HarmonicCycle,
      JSON.parse(JSON.stringify(schedule.getConfig())) as never,
    );
    expect(again.call(12)).toBe(0.2);
    expect(() => new HarmonicCycle({ ...config, stepSize: 0, strength: 1 })).toThrow(
      'HarmonicCycle: stepSize',
    );
  });
});
