import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { StoredRun } from '../../src/protocol/training/storedRun';
import { seriesColour } from './support/colours';
import { pageSession } from './support/session';
import { cosine, cosineRate, type ScheduleSketch, snapshot } from './support/snapshots';
import { TrainingDriver } from './support/TrainingDriver';

const session = pageSession();
const SCHEDULES: readonly ScheduleSketch[] = [cosine('falls', 0.3, 100), cosine('slow', 0.01, 100)];

async function opened(runs: readonly StoredRun[] = []): Promise<TrainingDriver> {
  const preview = await session.preview({ width: 900, height: 900 });
  const training = new TrainingDriver(preview);
  await preview.show(snapshot(1, SCHEDULES, { view: 'training', runs }));
  await training.view.waitFor();
  return training;
}

async function trainedPair(): Promise<{ training: TrainingDriver; run: StoredRun }> {
  const training = await opened();
  await training.set({ 'training-problem': 'two-moons', 'training-steps': '50' });
  await training.choose('slow');
  return { training, run: await training.trained() };
}

describe('a range test', () => {
  it('raises the rate, draws the loss by it, suggests two rates and writes them into the source', async () => {
    const training = await opened();
    await training.set({
      'training-problem': 'two-moons',
      'range-from': '1e-4',
      'range-to': '1000',
      'range-steps': '200',
    });
    await training.rangeTest.click();
    const run = await training.finished(0);
    const { at = [], values = [] } = run.records[0]?.rates ?? {};
    expect(values[0]).toBeCloseTo(1e-4, 12);
    const growth = values
      .slice(1)
      .map((value, i) => Math.log(value / (values[i] ?? 1)) / ((at[i + 1] ?? 0) - (at[i] ?? 0)));
    expect(Math.max(...growth)).toBeCloseTo(Math.min(...growth), 6);
    await expect
      .poll(async () => (await training.pixels(seriesColour('dark', 0))).upper)
      .toBeGreaterThan(100);
    const panel = training.view.locator('.range-panel');
    const [base = 0, maximal = 0] = /Base rate ([\d.e-]+), maximal rate ([\d.e-]+)/
      .exec(await panel.innerText())
      ?.slice(1)
      .map(Number) ?? [0, 0];
    expect(base).toBeGreaterThan(1e-4);
    expect(maximal).toBeGreaterThan(base);
    expect(maximal).toBeLessThan(100);
    await panel.getByRole('button', { name: 'Cyclical schedule' }).click();
    expect(await training.preview.waitForMessage('writeSchedule')).toEqual({
      type: 'writeSchedule',
      definitionId: 'schedule-instance:falls',
      schedule: 'TriangularCyclicalLearningRate',
      parameters: { initialLearningRate: base, maximalLearningRate: maximal, stepSize: 13 },
    });
    await panel.getByRole('button', { name: 'Warmup-cosine schedule' }).click();
    await expect
      .poll(async () => (await training.preview.messagesOf('writeSchedule')).at(-1))
      .toMatchObject({
        schedule: 'CosineDecay',
        parameters: { initialLearningRate: base, warmupTarget: maximal, warmupSteps: 10, decaySteps: 90 },
      });
  });
});

describe('an export', () => {
  it('as CSV holds every update', async () => {
    const { training, run } = await trainedPair();
    await training.view.getByRole('button', { name: 'Export as CSV' }).click();
    const { name, content } = await training.preview.waitForMessage('saveFile');
    expect(name).toBe('two-moons-sgd-2-rates.csv');
    const lines = Buffer.from(content, 'base64').toString('utf8').trim().split('\r\n');
    const [head, ...rows] = lines.filter((line) => !line.startsWith('#'));
    expect(head).toBe('schedule,id,seed,step,rate,loss,validation_loss,accuracy');
    const falls = rows.map((row) => row.split(',')).filter(([name]) => name === 'falls');
    // A look at the validation data after the last update has a row of its own.
    expect(falls.filter((row) => row[4] !== '')).toHaveLength(50);
    for (const [, , seed, step, rate] of falls.filter((row) => row[4] !== '')) {
      expect(seed).toBe('1');
      expect(Number(rate)).toBeCloseTo(cosineRate(0.3, 100, 2 * Number(step)), 12);
    }
    expect(Number(falls[0]?.[5])).toBeCloseTo(run.records[0]?.losses.values[0] ?? Number.NaN, 6);
  });

  it('as JSON holds everything that is needed to repeat it', async () => {
    const { training, run } = await trainedPair();
    await training.view.getByRole('button', { name: 'Export as JSON' }).click();
    const { content } = await training.preview.waitForMessage('saveFile');
    const read: unknown = JSON.parse(Buffer.from(content, 'base64').toString('utf8'));
    const jobs = Object.fromEntries(
      Object.entries(run.jobs).map(([id, job]) => [id, JSON.parse(job) as unknown]),
    );
    expect(read).toEqual({ format: 'lr-lens-run', ...run, jobs });
    const job: unknown = JSON.parse(run.jobs['schedule-instance:falls'] ?? '');
    expect(job).toMatchObject({
      problem: 'two-moons',
      steps: 50,
      seed: 1,
      rate: { kind: 'slice', stride: 2 },
    });
  });

  it('as PNG is a picture of the chart with its legend', async () => {
    const { training } = await trainedPair();
    await training.view.getByRole('button', { name: 'Export as PNG' }).click();
    const { name, content } = await training.preview.waitForMessage('saveFile');
    expect(name).toMatch(/\.png$/);
    const bytes = Buffer.from(content, 'base64');
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    const box = await training.canvas.boundingBox();
    expect(bytes.readUInt32BE(16)).toBeCloseTo(box?.width ?? 0, -1);
    expect(bytes.readUInt32BE(20)).toBeGreaterThan((box?.height ?? 0) + 40);
  });
});

describe('a kept run', () => {
  it('is opened again with the same table, but for what only the whole run tells', async () => {
    const { training, run } = await trainedPair();
    const before = await training.table();
    const later = await opened([run]);
    await later.view.locator('.runs-region summary').click();
    await later.view.getByRole('button', { name: `Open ${run.title}` }).click();
    expect(await later.preview.waitForMessage('openRun')).toEqual({ type: 'openRun', id: run.id });
    await later.preview.page.evaluate(
      (message) => {
        window.postMessage(message, '*');
      },
      { type: 'run', id: run.id, run },
    );
    await expect.poll(async () => (await later.table()).length).toBe(2);
    const exact = (rows: typeof before): unknown =>
      rows.map((row) => Object.entries(row).filter(([heading]) => !heading.startsWith('Steps to')));
    expect(exact(await later.table())).toEqual(exact(before));
    await expect.poll(async () => (await later.pixels(seriesColour('dark', 0))).upper).toBeGreaterThan(200);
  });

  it('is repeated from its own jobs, with the same figures, though the source has changed', async () => {
    const { run } = await trainedPair();
    const preview = await session.preview({ width: 900, height: 900 });
    const later = new TrainingDriver(preview);
    await preview.show(snapshot(1, [cosine('something', 0.5, 77)], { view: 'training', runs: [run] }));
    await later.view.locator('.runs-region summary').click();
    await later.view.getByRole('button', { name: `Repeat ${run.title}` }).click();
    await preview.waitForMessage('openRun');
    await preview.page.evaluate(
      (message) => {
        window.postMessage(message, '*');
      },
      { type: 'run', id: run.id, run },
    );
    const again = await later.finished(0);
    expect(again.id).not.toBe(run.id);
    expect(again.records.map(({ losses }) => losses)).toEqual(run.records.map(({ losses }) => losses));
  });

  it('is deleted, and one that is gone is told calmly', async () => {
    const { training, run } = await trainedPair();
    await training.preview.show(snapshot(2, SCHEDULES, { runs: [run] }));
    await training.view.locator('.runs-region summary').click();
    await training.view.getByRole('button', { name: `Delete ${run.title}` }).click();
    expect(await training.preview.waitForMessage('deleteRun')).toEqual({ type: 'deleteRun', id: run.id });
    await training.view.getByRole('button', { name: `Open ${run.title}` }).click();
    await training.preview.waitForMessage('openRun');
    await training.preview.page.evaluate(
      (message) => {
        window.postMessage(message, '*');
      },
      { type: 'run', id: run.id, run: null },
    );
    await expect.poll(() => training.view.innerText()).toContain('This run is kept no longer.');
  });
});

describe('the views', () => {
  it('are tabs that the keyboard moves between, and that a snapshot may ask for', async () => {
    const preview = await session.preview();
    await preview.show(snapshot(1, SCHEDULES));
    await preview.waitForWorker();
    const curve = preview.page.getByRole('tab', { name: 'Curve' });
    const tab = preview.page.getByRole('tab', { name: 'Training' });
    expect(await curve.getAttribute('aria-selected')).toBe('true');
    await curve.focus();
    await preview.page.keyboard.press('ArrowRight');
    expect(await tab.getAttribute('aria-selected')).toBe('true');
    expect(await tab.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await preview.page.getByRole('tabpanel', { name: 'Training' }).isVisible()).toBe(true);
    expect(await preview.canvas.isVisible()).toBe(false);
    expect(await preview.waitForMessage('view')).toEqual({ type: 'view', view: 'training' });
    await preview.page.keyboard.press('Home');
    expect(await curve.getAttribute('aria-selected')).toBe('true');
    await preview.show(snapshot(2, SCHEDULES, { view: 'training', reveal: ['schedule-instance:slow'] }));
    const training = new TrainingDriver(preview);
    await training.view.waitFor();
    const chosen = training.view.locator('.contestants').getByRole('checkbox', { checked: true });
    await expect.poll(() => chosen.count()).toBe(1);
    expect(await training.view.getByRole('checkbox', { name: 'slow' }).isChecked()).toBe(true);
  });

  it('are as they were left after a reload, with what was entered', async () => {
    const training = await opened();
    await training.set({ 'training-problem': 'rosenbrock', 'training-steps': '77', 'training-seed': '5' });
    await training.choose('slow');
    const state = await training.preview.state();
    const preview = await session.preview({ state: state as never });
    const later = new TrainingDriver(preview);
    await preview.show(snapshot(1, SCHEDULES));
    await later.view.waitFor();
    expect(await preview.page.locator('#training-problem').inputValue()).toBe('rosenbrock');
    expect(await preview.page.locator('#training-steps').inputValue()).toBe('77');
    expect(await preview.page.locator('#training-seed').inputValue()).toBe('5');
    expect(await later.view.getByRole('checkbox', { name: 'slow' }).isChecked()).toBe(true);
  });

  it('come back to the curve from a state of before there was training', async () => {
    const old = {
      version: 1,
      uri: 'file:///work/train.ts',
      selected: ['schedule-instance:slow'],
      logarithmic: true,
      zoom: null,
    };
    const preview = await session.preview({ state: old as never });
    await preview.show(snapshot(1, SCHEDULES));
    await preview.waitForWorker();
    expect(await preview.checkbox('slow').isChecked()).toBe(true);
    expect(await preview.checkbox('falls').isChecked()).toBe(false);
  });

  it('are all used by the keyboard alone: from the first field to a trained run', async () => {
    const training = await opened();
    const { page } = training.preview;
    await page.getByRole('tab', { name: 'Training' }).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('training-problem');
    await page.keyboard.type('Quadratic');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('30');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const run = await training.finished(0);
    expect(run.setup).toMatchObject({ problem: 'quadratic-bowl', steps: 30 });
    const crosshair = page.getByRole('slider', { name: 'Crosshair of the training' });
    await crosshair.focus();
    await page.keyboard.press('End');
    await expect
      .poll(() => crosshair.getAttribute('aria-valuetext'))
      .toMatch(/^step 29, falls loss [\d.,e-]+, rate [\d.e-]+/);
  });
});
