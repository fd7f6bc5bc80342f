import { describe, expect, it } from 'vitest';
import { seriesColour } from './support/colours';
import { pageSession } from './support/session';
import { cosine, cosineRate, type ScheduleSketch, snapshot } from './support/snapshots';
import { TrainingDriver } from './support/TrainingDriver';

const session = pageSession();

const plain = (name: string, formula: string, more: Partial<ScheduleSketch> = {}): ScheduleSketch => ({
  name,
  code: [`exports.$root = () => ({ call: (step) => ${formula} });`],
  horizon: 100,
  ...more,
});

/** Opens the view on schedules; the first is chosen. */
async function opened(
  sketches: readonly ScheduleSketch[],
  rest: Parameters<typeof snapshot>[2] = {},
): Promise<TrainingDriver> {
  const preview = await session.preview({ width: 900, height: 900 });
  const training = new TrainingDriver(preview);
  await preview.show(snapshot(1, sketches, { view: 'training', ...rest }));
  await training.view.waitFor();
  return training;
}

describe('a comparison', () => {
  it('of two schedules draws their losses and rates, and tells which is better', async () => {
    const training = await opened([
      cosine('falls', 0.3, 100),
      plain('tiny', '1e-5'),
      cosine('unused', 0.1, 100),
    ]);
    await training.set({
      'training-problem': 'two-moons',
      'training-steps': '120',
      'training-threshold': '0.5',
    });
    await training.choose('tiny');
    const run = await training.trained();
    expect(run.title).toBe('Two moons · sgd · 2 rates');
    expect(run.records.map(({ end, steps }) => [end, steps])).toEqual([
      ['complete', 120],
      ['complete', 120],
    ]);
    // The upper half of the chart holds the losses, the lower half the rates; a line has some hundred pixels.
    for (const ordinal of [0, 1]) {
      const colour = seriesColour('dark', ordinal);
      await expect.poll(async () => (await training.pixels(colour)).upper).toBeGreaterThan(200);
      await expect.poll(async () => (await training.pixels(colour)).lower).toBeGreaterThan(200);
    }
    expect(await training.pixels(seriesColour('dark', 2))).toEqual({ upper: 0, lower: 0 });
    const table = await training.table();
    expect(table.map((row) => row['Rate'])).toEqual([
      expect.stringContaining('falls★ best'),
      expect.not.stringContaining('best'),
    ]);
    expect(Number(table[0]?.['Final loss'])).toBeLessThan(0.5 * Number(table[1]?.['Final loss']));
    const steps = table.map(
      (row) => Object.entries(row).find(([heading]) => heading.startsWith('Steps to'))?.[1],
    );
    expect(steps).toEqual([expect.stringMatching(/^\d+$/), 'never']);
    expect(await training.view.innerText()).toContain('This is a toy');
    // Without this word a screen reader has no picture.
    expect(await training.canvas.getAttribute('aria-label')).toMatch(
      /Two moons · sgd · 2 rates: falls loss [\d.]+ \(best\), tiny loss [\d.]+/,
    );
  });

  it('trains each update with the schedule’s own rate, and goes whole through one that is longer', async () => {
    const training = await opened([cosine('long', 0.3, 1000)]);
    await training.set({ 'training-problem': 'two-moons', 'training-steps': '100' });
    await expect
      .poll(() => training.view.innerText())
      .toContain('long: its 1,000 steps are gone through in 100 updates');
    const whole = await training.trained();
    for (const [i, at] of (whole.records[0]?.rates.at ?? []).entries()) {
      expect(whole.records[0]?.rates.values[i]).toBeCloseTo(cosineRate(0.3, 1000, 10 * at), 12);
    }
    expect(whole.records[0]?.rates.at).toHaveLength(100);
    await training.set({ 'training-seed': '1' });
    await training.view.getByRole('checkbox', { name: 'Go through longer schedules whole' }).uncheck();
    const beginning = await training.trained();
    expect(beginning.records[0]?.rates.values[99]).toBeCloseTo(cosineRate(0.3, 1000, 99), 12);
  });

  it('gives the same figures for the same seed, whichever schedules run beside it, and others for another', async () => {
    const training = await opened([cosine('falls', 0.3, 100), plain('other', '0.05')]);
    await training.set({ 'training-problem': 'two-moons', 'training-steps': '80' });
    const figures = async (): Promise<unknown> => {
      await training.trained();
      const row = (await training.table()).find((one) => one['Rate']?.startsWith('falls'));
      // How long it took is another time another.
      const rest = Object.entries(row ?? {}).filter(([heading]) => !['Time', 'Rate'].includes(heading));
      expect(rest.length).toBeGreaterThan(4);
      return rest;
    };
    const first = await figures();
    expect(await figures()).toEqual(first);
    await training.choose('other');
    expect(await figures()).toEqual(first);
    await training.set({ 'training-seed': '2' });
    expect(await figures()).not.toEqual(first);
  });

  it('over several seeds tells the median and the spread', async () => {
    const training = await opened([cosine('falls', 0.3, 100)]);
    await training.set({ 'training-problem': 'two-moons', 'training-steps': '60', 'training-repeats': '3' });
    await training.choose(/same mean/);
    const run = await training.trained();
    expect(run.records.map(({ seed }) => seed).sort()).toEqual([1, 1, 2, 2, 3, 3]);
    const row = (await training.table()).find((one) => one['Rate']?.startsWith('falls'));
    const [, range = ''] = /^[\d.]+?(0\.\d+ … .*)$/.exec(row?.['Validation'] ?? '') ?? [];
    const finals = run.records
      .filter(({ contestantId }) => contestantId === 'schedule-instance:falls')
      .map(({ validationLosses }) => validationLosses.values.at(-1) ?? Number.NaN)
      .sort((a, b) => a - b);
    expect(new Set(finals).size).toBe(3);
    expect(row?.['Validation']).toMatch(new RegExp(`^${Number((finals[1] ?? 0).toPrecision(4))}`));
    expect(range.split(' … ').map(Number)).toEqual([
      expect.closeTo(finals[0] ?? Number.NaN, 3),
      expect.closeTo(finals[2] ?? Number.NaN, 3),
    ]);
    // The constant rate is the mean of the rates that were trained with.
    const rates = run.records[0]?.rates.values ?? [];
    const constant = run.records.find(({ contestantId }) => contestantId === 'constant-mean')?.rates
      .values[0];
    expect(constant).toBeCloseTo(rates.reduce((sum, rate) => sum + rate, 0) / rates.length, 9);
  });

  it('of constant rates alone needs no schedule', async () => {
    const training = await opened([]);
    await training.set({ 'training-problem': 'quadratic-bowl', 'training-steps': '50' });
    expect(await training.notices.allInnerTexts()).toEqual([
      expect.stringContaining(
        'There is no learning-rate schedule in train.ts; constant rates can be trained.',
      ),
    ]);
    const run = await training.trained();
    expect(run.contestants.map(({ name }) => name)).toEqual(['constant 0.05']);
    // The path of the two weights comes to the minimum from a distance.
    const path = run.records[0]?.path ?? [];
    expect(path).toHaveLength(100);
    expect(Math.abs(path[0] ?? 0)).toBeGreaterThan(3);
    expect(await training.view.locator('.training-path canvas').isVisible()).toBe(true);
  });

  it('is stopped at any time, and keeps what there is', async () => {
    const training = await opened([cosine('falls', 0.3, 100)]);
    await training.set({ 'training-problem': 'digits', 'training-steps': '20000' });
    const workers = training.preview.page.workers().length;
    await training.train.click();
    await training.underWay();
    expect(await training.train.isDisabled()).toBe(true);
    // What there is goes to the extension meanwhile, for a page that is closed.
    const underWay = await training.preview.waitForMessage('runUnderWay');
    expect(underWay.run.records).toMatchObject([{ end: 'stopped' }]);
    expect(underWay.run.records[0]?.losses.at.length).toBeGreaterThan(0);
    await training.stop.click();
    const run = await training.finished(0);
    expect(run.records[0]?.end).toBe('stopped');
    expect(run.records[0]?.steps).toBeGreaterThan(0);
    expect(run.records[0]?.steps).toBeLessThan(20_000);
    expect(run.id).toBe(underWay.run.id);
    expect(run.records[0]?.validationLosses.at.at(-1)).toBe(run.records[0]?.steps);
    await expect.poll(() => training.status.innerText()).toMatch(/Stopped after [\d,]+ of 20,000 steps/);
    expect((await training.table())[0]).toMatchObject({ End: 'stopped' });
    expect(training.preview.page.workers()).toHaveLength(workers);
  });

  it('goes on while the curve is looked at', async () => {
    const training = await opened([cosine('falls', 0.3, 100)]);
    await training.set({ 'training-problem': 'digits', 'training-steps': '400' });
    await training.train.click();
    await training.preview.page.getByRole('tab', { name: 'Curve' }).click();
    expect(await training.view.isVisible()).toBe(false);
    const run = await training.finished(0);
    expect(run.records[0]?.end).toBe('complete');
    await training.open();
    await expect.poll(async () => (await training.table()).length).toBe(1);
  });

  it('takes the optimizer from the source, and says from where', async () => {
    const place = {
      uri: 'file:///work/train.ts',
      range: { start: { line: 6, character: 2 }, end: { line: 6, character: 30 } },
    };
    const training = await opened([cosine('falls', 0.01, 100)], {
      training: {
        optimizers: [{ name: 'rmsprop', learningRate: 0.003, parameters: { decay: 0.8 }, ...place }],
        models: [],
        data: [],
        compile: null,
        epochs: null,
        batchSize: null,
      },
    });
    await expect.poll(() => training.view.innerText()).toContain('RMSProp as in train.ts:7');
    await training.set({ 'training-problem': 'two-moons', 'training-steps': '40' });
    const run = await training.trained();
    expect(run.setup.optimizer).toEqual({ name: 'rmsprop', parameters: { decay: 0.8 } });
    expect(run.records[0]?.effectiveRates.length).toBeGreaterThan(0);
    const before = await training.pixels(seriesColour('dark', 0));
    await training.view.getByRole('checkbox', { name: 'Effective rates' }).check();
    await expect.poll(() => training.pixels(seriesColour('dark', 0))).not.toEqual(before);
  });

  it('leaves no worker behind, however many runs were made', async () => {
    const training = await opened([plain('rate', '0.1')]);
    await training.set({
      'training-problem': 'quadratic-bowl',
      'training-steps': '5',
      'training-repeats': '50',
    });
    const before = training.preview.page.workers().length;
    const run = await training.trained();
    expect(run.records).toHaveLength(50);
    expect(run.records.every(({ end }) => end === 'complete')).toBe(true);
    await expect.poll(() => training.preview.page.workers().length).toBe(before);
  }, 180_000);
});
