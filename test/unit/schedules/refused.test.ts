import { describe, expect, test } from 'vitest';
import * as library from '../../../src/schedules/index';
import type { LearningRateSchedule, ScheduleConfig } from '../../../src/schedules/LearningRateSchedule';
import { camelCased, goldens, type GoldenCase } from './goldens';

type ErrorCase = GoldenCase & { readonly error: { readonly stage: string; readonly type: string } };
type Concrete = new (config: ScheduleConfig) => LearningRateSchedule;

const exported = new Map<string, unknown>(Object.entries(library));
const create = (golden: GoldenCase): LearningRateSchedule =>
  new (exported.get(golden.schedule) as Concrete)(camelCased(golden.config));

/** Python's errors in JavaScript: a ValueError is a value out of range. */
const errorTypes: Record<string, typeof Error> = { ValueError: RangeError, TypeError };

/** Where a class raises other than Keras does, and why. */
const deviations: Record<string, { readonly type: typeof Error; readonly says: string }> = {
  // Keras makes the schedule and fails with an IndexError at the first call, in the middle of a training run.
  'keras/PiecewiseConstantDecay/20': { type: RangeError, says: 'boundaries must not be empty' },
};

/** Cases of the same files that other tests hold, or that have no counterpart here. */
const elsewhere = new Set([
  // Calling an abstract method is an error of the compiler here, not of the running program.
  'LearningRateSchedule',
  // tf.js checks no rate given to an optimizer. What we do about one that is no number: learningRate.test.ts.
  'Optimizer.learning_rate',
  'Optimizer.learning_rate_setter',
  // LearningRateScheduler.test.ts
  'LearningRateScheduler',
  // Not part of the package yet.
  'ReduceLROnPlateau',
  'deserialize',
]);

const errors = [...goldens<ErrorCase>('keras', 'error'), ...goldens<ErrorCase>('tfa', 'error')].filter(
  (golden) => !elsewhere.has(golden.schedule),
);

describe('what a reference refuses is refused at construction', () => {
  test.each(errors)('$id: $note', (golden) => {
    const expected = deviations[golden.id] ?? { type: errorTypes[golden.error.type], says: '' };
    if (expected.type === undefined) throw new Error(`no counterpart of ${golden.error.type}`);
    expect(() => create(golden)).toThrow(expected.type);
    expect(() => create(golden)).toThrow(`${golden.schedule}: ${expected.says}`);
  });
});

describe('what a reference accepts though it looks wrong', () => {
  const accepted = goldens('keras', 'accepted').filter((golden) => !elsewhere.has(golden.schedule));

  test.each(accepted)('$id is accepted here too: $note', (golden) => {
    // The one case is a negative warmup without a target, where no warmup takes place whatever its length. With a
    // target it would skip the top of the curve, and CosineDecay.test.ts has it refused.
    expect(golden.config['warmup_target']).toBeUndefined();
    expect(create(golden).call(0)).toBe(golden.config['initial_learning_rate']);
  });
});

describe('what a reference accepts and no schedule comes of is refused', () => {
  const quirks = [...goldens('keras', 'quirk'), ...goldens('tfa', 'quirk')];

  test.each([
    // Keras adds up the rates of the pieces that overlap.
    { id: 'keras/PiecewiseConstantDecay/11', says: 'boundaries must be in ascending order, got [10, 5].' },
    // Every rate would be NaN.
    { id: 'tfa/TriangularCyclicalLearningRate/07', says: 'stepSize must be greater than 0, got 0.' },
  ])('$id: $says', ({ id, says }) => {
    const golden = quirks.find((quirk) => quirk.id === id);
    if (golden === undefined) throw new Error(`no case ${id}`);
    expect(() => create(golden)).toThrow(new RangeError(`${golden.schedule}: ${says}`));
  });
});
