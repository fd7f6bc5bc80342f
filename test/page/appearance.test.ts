import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ThemeKind } from '../../src/protocol/server';
import { seriesColour } from './support/colours';
import { pageSession } from './support/session';
import { cosine, type ScheduleSketch, snapshot } from './support/snapshots';

const session = pageSession();

/** Pictures for people to look at; the folder is ignored by git. */
const PICTURES = fileURLToPath(new URL('../e2e/screenshots/page/', import.meta.url));

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
});

const SCHEDULES: readonly ScheduleSketch[] = [
  cosine('cosineDecay', 0.1, 1000, { horizonFrom: 'source', stepsPerEpoch: 100 }),
  {
    name: 'halveEachEpoch',
    code: ['exports.$root = () => (epoch, rate) => (epoch < 3 ? rate : rate * 0.7);'],
    form: 'epoch-function',
    index: 'epoch',
    horizon: 10,
    initialRate: 0.05,
    stepsPerEpoch: 100,
  },
  {
    name: 'runsOutOfData',
    code: [
      'exports.$root = () => ({ call(step) {',
      `  if (step > 600) throw new Error('no data left');`,
      '  return 0.08 - step * 1e-4;',
      '} });',
    ],
    horizon: 1000,
  },
  {
    name: 'exponential',
    code: ['exports.$root = () => ({ call: (step) => 0.09 * 0.995 ** step });'],
    horizon: 1000,
  },
];
const ALL = SCHEDULES.map(({ name }) => `schedule-instance:${name}`);

describe('the theme', () => {
  it.each<ThemeKind>(['dark', 'light', 'high-contrast', 'high-contrast-light'])(
    'gives its own colours to the curves: %s',
    async (theme) => {
      const preview = await session.preview({ theme, height: 860 });
      await preview.show(snapshot(1, SCHEDULES, { reveal: ALL, pinned: 321 }));
      for (const ordinal of SCHEDULES.keys()) {
        await expect
          .poll(async () => (await preview.curve(seriesColour(theme, ordinal))).length)
          .toBeGreaterThan(180);
      }
      await preview.point(0.3);
      await preview.screenshot(path.join(PICTURES, `${theme}.png`));
    },
  );

  it('is followed when it changes', async () => {
    const preview = await session.preview({ theme: 'dark' });
    const all = ['a', 'b', 'c', 'd'].map((name) => cosine(name, 0.1, 1000));
    await preview.show(snapshot(1, all, { reveal: ['schedule-instance:d'] }));
    await preview.waitForWorker();
    // The two themes' purples are the farthest apart.
    expect((await preview.curve(seriesColour('dark', 3))).length).toBeGreaterThan(400);
    expect((await preview.curve(seriesColour('light', 3))).length).toBe(0);
    await preview.setTheme('light');
    await expect
      .poll(async () => (await preview.curve(seriesColour('light', 3))).length)
      .toBeGreaterThan(400);
    expect((await preview.curve(seriesColour('dark', 3))).length).toBe(0);
  });

  it('of high contrast tells series by dashes too', async () => {
    const preview = await session.preview({ theme: 'high-contrast' });
    const pair = [cosine('solid', 0.1, 1000), cosine('dashed', 0.1, 1000)];
    await preview.show(snapshot(1, pair, { reveal: ['schedule-instance:solid'] }));
    await preview.waitForWorker();
    const solid = (await preview.curve(seriesColour('high-contrast', 0))).length;
    await preview.checkbox('solid').uncheck();
    await preview.checkbox('dashed').check();
    await preview.waitForWorker();
    const dashed = (await preview.curve(seriesColour('high-contrast', 1))).length;
    expect(dashed).toBeGreaterThan(0.4 * solid);
    expect(dashed).toBeLessThan(0.85 * solid);
  });
});

describe('what there is to say', () => {
  it('without a schedule is said calmly, with a way to begin', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, []));
    await expect
      .poll(() => preview.text.innerText())
      .toContain('There is no learning-rate schedule in train.ts.');
    await preview.screenshot(path.join(PICTURES, 'none.png'));
    await preview.page.getByRole('button', { name: 'Insert a Schedule' }).click();
    await preview.waitForMessage('openSnippets');
    await preview.show(snapshot(2, [cosine('rate', 0.1, 1000)]));
    await preview.waitForWorker();
  });

  it('of a document that is gone stands in the place of the plot', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [], { document: null, notice: 'train.ts cannot be opened.' }));
    await expect.poll(() => preview.text.innerText()).toContain('train.ts cannot be opened.');
    expect(await preview.page.getByRole('button', { name: 'Insert a Schedule' }).count()).toBe(0);
  });

  it('of text that is broken just now keeps the last good curve and says so', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, [cosine('rate', 0.1, 1000, { stale: true })]));
    await preview.waitForWorker();
    expect(await preview.page.locator('.details .badge').innerText()).toBe('last good curve');
    expect((await preview.curve(seriesColour('dark', 0))).length).toBeGreaterThan(400);
  });

  it('of values that are wanting names them and shows how to give them', async () => {
    const preview = await session.preview();
    const wanting: ScheduleSketch = {
      name: 'own',
      code: null,
      missing: ['peak'],
      problem: {
        code: 'missing-value',
        message: 'needs peak: write `// @lr peak=…` above it',
        location: null,
        at: null,
        names: ['peak'],
      },
    };
    await preview.show(snapshot(1, [wanting]));
    await expect
      .poll(() => preview.plotProblems.allInnerTexts())
      .toEqual(['own needs peak: write // @lr peak=… above it']);
    await preview.screenshot(path.join(PICTURES, 'missing-value.png'));
  });

  it('and comes from a document never becomes markup', async () => {
    session.server.title = '</title><img src=x onerror=hacked>';
    session.server.uri = 'file:///"><img src=x onerror=hacked>.ts';
    try {
      const preview = await session.preview();
      const markup = '<img src=x onerror="document.title=\'hacked\'">';
      const evil: ScheduleSketch = {
        name: markup,
        code: [`exports.$root = () => ({ call() { throw new Error(${JSON.stringify(markup)}); } });`],
        horizon: 10,
      };
      await preview.show(snapshot(1, [evil], { fileName: markup, notice: markup }));
      await expect
        .poll(() => preview.plotProblems.allInnerTexts())
        .toEqual([expect.stringContaining(markup)]);
      expect(await preview.page.locator('img').count()).toBe(0);
      expect(await preview.page.locator('.schedule-name').innerText()).toBe(markup);
      await preview.show(snapshot(2, [], { fileName: markup }));
      await expect.poll(() => preview.text.innerText()).toContain(markup);
      expect(await preview.page.locator('img').count()).toBe(0);
      expect(await preview.page.title()).toBe('</title><img src=x onerror=hacked>');
    } finally {
      session.server.title = 'train.ts';
      session.server.uri = 'file:///work/train.ts';
    }
  });
});
