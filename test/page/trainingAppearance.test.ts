import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import type { ThemeKind } from '../../src/protocol/server';
import { seriesColour } from './support/colours';
import { pageSession } from './support/session';
import { cosine, type ScheduleSketch, snapshot } from './support/snapshots';
import { TrainingDriver } from './support/TrainingDriver';

const session = pageSession();

/** Pictures for people to look at; the folder is ignored by git. */
const PICTURES = fileURLToPath(new URL('../e2e/screenshots/page/', import.meta.url));

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
});

const SCHEDULES: readonly ScheduleSketch[] = [
  cosine('cosineDecay', 0.4, 10_000),
  {
    name: 'halveEachEpoch',
    code: ['exports.$root = () => (epoch, rate) => (epoch < 3 ? rate : rate * 0.7);'],
    form: 'epoch-function',
    index: 'epoch',
    horizon: 10,
    initialRate: 0.3,
    stepsPerEpoch: 100,
    sandbox: (epoch) => (epoch < 3 ? 0.3 : 0.3 * 0.7 ** (epoch - 2)),
  },
  {
    name: 'runsOutOfData',
    code: [
      'exports.$root = () => ({ call(step) {',
      `  if (step > 200) throw new Error('no data left');`,
      '  return 0.3 - step * 1e-4;',
      '} });',
    ],
    horizon: 500,
    sandbox: (step) => 0.3 - step * 1e-4,
  },
];

it.each<[ThemeKind, number, number]>([
  ['dark', 900, 800],
  ['light', 560, 700],
  ['high-contrast', 900, 800],
  ['high-contrast-light', 560, 700],
])('a comparison has its place and its colours: %s, %i by %i', async (theme, width, height) => {
  const preview = await session.preview({ theme, width, height });
  const training = new TrainingDriver(preview);
  await preview.show(snapshot(1, SCHEDULES, { view: 'training' }));
  await training.view.waitFor();
  await preview.screenshot(path.join(PICTURES, `training-${theme}-${width}-begin.png`));
  await training.set({ 'training-steps': '500' });
  for (const { name } of SCHEDULES) {
    await training.choose(name);
  }
  await training.trained();
  for (const ordinal of SCHEDULES.keys()) {
    const colour = seriesColour(theme, ordinal);
    await expect.poll(async () => (await training.pixels(colour)).upper).toBeGreaterThan(50);
  }
  await preview.screenshot(path.join(PICTURES, `training-${theme}-${width}.png`));
  // Without scrolling, the whole chart is seen.
  const chart = await training.canvas.boundingBox();
  expect((chart?.y ?? height) + (chart?.height ?? 0)).toBeLessThan(height);
});

it.each<[ThemeKind, number, number]>([['dark', 560, 700]])(
  'what else there is to see: %s, %i by %i',
  async (theme, width, height) => {
    const preview = await session.preview({ theme, width, height });
    const training = new TrainingDriver(preview);
    const picture = (name: string): Promise<void> =>
      preview.screenshot(path.join(PICTURES, `training-${theme}-${width}-${name}.png`));
    const wild: ScheduleSketch = {
      name: 'wild',
      code: ['exports.$root = () => ({ call: (step) => 0.02 * 1.04 ** step });'],
      horizon: 400,
      sandbox: (step) => 0.02 * 1.04 ** step,
    };
    await preview.show(snapshot(1, [...SCHEDULES, wild], { view: 'training' }));
    await training.view.waitFor();

    await training.set({
      'training-problem': 'deep-narrow',
      'training-steps': '400',
      'training-optimizer': 'momentum',
    });
    await training.choose('wild');
    expect((await training.trained()).records.map(({ end }) => end)).toContain('diverged');
    await picture('divergence');

    await training.choose('wild', false);
    await training.set({
      'training-problem': 'quadratic-bowl',
      'training-optimizer': 'sgd',
      'training-steps': '300',
    });
    await training.choose('halveEachEpoch');
    await training.trained();
    await picture('path');

    await training.set({
      'training-problem': 'two-moons',
      'training-repeats': '3',
      'training-optimizer': 'adam',
    });
    await training.trained();
    await training.view.getByRole('checkbox', { name: 'Effective rates' }).check();
    await training.view.getByRole('checkbox', { name: 'Log loss' }).check();
    await picture('seeds');

    const before = (await training.saved()).length;
    await training.rangeTest.click();
    await training.finished(before);
    await picture('range');
    expect(await training.view.locator('.range-panel').isVisible()).toBe(true);
  },
);
