import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LearningRateSchedule, ScheduleConfig } from '../../../src/schedules/LearningRateSchedule';

/** One recorded case of a reference library. Cases that raise have no `steps` and `values`. */
export interface GoldenCase {
  readonly id: string;
  readonly schedule: string;
  readonly category: string;
  readonly config: ScheduleConfig;
  readonly note: string;
  readonly steps?: readonly number[];
  readonly values?: readonly number[];
  readonly exact_restart_steps?: readonly number[];
}

/** The cases of one file and category, at least one: a filter that finds nothing would prove nothing. */
export function goldens<Case extends GoldenCase = GoldenCase>(
  file: 'keras' | 'tfa' | 'clr_callback',
  category: string,
  schedule?: string,
): Case[] {
  const path = new URL(`../../fixtures/goldens/${file}.json`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] };
  const found = cases.filter(
    (golden) => golden.category === category && (schedule === undefined || golden.schedule === schedule),
  );
  if (found.length === 0)
    throw new Error(`${file}.json has no ${category} case of ${schedule ?? 'any schedule'}`);
  return found;
}

/** Keras's parameter names as ours: snake_case to camelCase. */
export function camelCased(config: ScheduleConfig): ScheduleConfig {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

/**
 * Compares every recorded step at the tolerance that the files state: relative 1e-12, on the scale of the value or
 * of 1e-3 of the case's largest one, so that a value which is 0 but for rounding does not ask for more digits than
 * the sum behind it has. The steps marked as rounding-sensitive tell float32 runs apart; both sides here are
 * doubles, so they are held to the same tolerance as the rest.
 */
export function expectRates(schedule: Pick<LearningRateSchedule, 'call'>, golden: GoldenCase): void {
  const { steps = [], values = [] } = golden;
  expect(steps.length).toBeGreaterThan(0);
  const largest = Math.max(...values.map(Math.abs));
  const wrong = steps.flatMap((step, index) => {
    const expected = values[index] ?? NaN;
    const actual = schedule.call(step);
    const scale = Math.max(Math.abs(expected), 1e-3 * largest);
    return Math.abs(actual - expected) <= 1e-12 * scale ? [] : [{ step, expected, actual }];
  });
  expect(wrong).toEqual([]);
}

/** One test for each recorded case of a schedule of Keras or TensorFlow Addons. */
export function testGoldenRates(
  file: 'keras' | 'tfa',
  schedule: string,
  create: (config: never) => Pick<LearningRateSchedule, 'call'>,
): void {
  for (const golden of goldens(file, 'schedule', schedule)) {
    test(`${golden.id}: ${golden.note}`, () => {
      expectRates(create(camelCased(golden.config) as never), golden);
    });
  }
}
