import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { test } from './framework/test';
import type { Theme, Workbench } from './pages/Workbench';

const TRAIN = `import { CosineDecay, ExponentialDecay } from 'tfjs-lr-schedules';

export const cosine = new CosineDecay({ initialLearningRate: 0.05, decaySteps: 200 });
export const steep = new ExponentialDecay({ initialLearningRate: 0.05, decaySteps: 20, decayRate: 0.5 });
`;
const COMMAND = 'Learning Rate: Train with Schedule…';
const DIALOG = 'A File That Exports a Model';
const NUMBER = expect.stringMatching(/^\d/) as unknown;
const ALL_ALONG = [0, 0.25, 0.5, 0.75, 1];

/** Opens the training of the first schedule as a person does. */
async function trainByLens(window: Workbench): Promise<void> {
  await window.editor('train.ts').clickLens('Train', () => window.preview.training.isShown());
  await expect.poll(() => window.tabs()).toContain('LR: cosine');
}

test('the schedule at the cursor is trained beside a constant rate, and the run outlives a reload of the window', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const { training } = window.preview;
  const editor = window.editor('train.ts');
  await expect.poll(() => editor.lenses()).toHaveLength(2);
  await editor.setCursor(4, 40);
  await window.runCommand(COMMAND);
  await training.shown();
  expect(await window.preview.view()).toBe('Training');
  await expect.poll(() => training.chosen()).toEqual(['steep']);

  await training.choose(/same peak/);
  await training.set({ problem: 'Two moons', steps: 200 });
  await training.press('Train');
  await expect.poll(() => training.ends()).toEqual(['complete', 'complete']);
  const results = await training.results();
  expect(results).toEqual([
    expect.objectContaining({ 'Final loss': NUMBER, 'Best loss': NUMBER, End: 'complete', Time: NUMBER }),
    expect.objectContaining({ 'Final loss': NUMBER, 'Best loss': NUMBER, End: 'complete', Time: NUMBER }),
  ]);
  expect(results.map(({ Rate }) => Rate).sort()).toEqual([expect.stringContaining('constant 0.05'), 'steep']);
  await expect.poll(() => training.isDrawnAt('steep', ALL_ALONG)).toEqual(ALL_ALONG.map(() => true));
  await expect.poll(() => training.recentRuns()).toEqual([expect.stringContaining('Two moons')]);

  // Repeated with the same seed, it comes to the very same numbers.
  await training.withNewestRun('Repeat');
  await expect.poll(() => training.recentRuns()).toHaveLength(2);
  const losses = (rows: typeof results): readonly (string | undefined)[] =>
    rows.map((row) => row['Final loss']);
  expect(losses(await training.results())).toEqual(losses(results));

  await window.reload();
  await training.shown();
  expect(await window.preview.view()).toBe('Training');
  await expect.poll(() => training.recentRuns()).toHaveLength(2);
  // The run that was shown is shown again, from its file.
  await expect.poll(async () => losses(await training.results())).toEqual(losses(results));
  await expect.poll(() => training.isDrawnAt('steep', ALL_ALONG)).toEqual(ALL_ALONG.map(() => true));
  await training.withNewestRun('Delete');
  await expect.poll(() => training.recentRuns()).toHaveLength(1);
  await training.withNewestRun('Delete');
  await expect.poll(() => training.recentRuns()).toEqual([]);
});

test('a range test writes a schedule with its import into the source, and one undo takes it back', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const { training } = window.preview;
  const editor = window.editor('train.ts');
  await expect.poll(() => editor.lenses()).toHaveLength(2);
  await trainByLens(window);
  await expect.poll(() => training.chosen()).toEqual(['cosine']);
  await training.set({ problem: 'Two moons' });
  await training.press('Range test');
  await expect.poll(() => training.suggestion()).toMatch(/^Base rate .*, maximal rate /);
  await training.press('Cyclical schedule');

  await expect
    .poll(() => editor.text())
    .toContain('const cyclicalSchedule = new TriangularCyclicalLearningRate({');
  const lines = (await editor.text()).split('\n');
  expect(lines[0]).toBe(
    "import { CosineDecay, ExponentialDecay, TriangularCyclicalLearningRate } from 'tfjs-lr-schedules';",
  );
  // Behind the schedule that it was written for, and before the next.
  expect(lines[3]).toBe('const cyclicalSchedule = new TriangularCyclicalLearningRate({');
  expect(lines[8]).toMatch(/^export const steep/);
  await expect
    .poll(() => editor.lenses())
    .toEqual([
      expect.stringMatching(/^LR 0\.05 → 0 over 200 steps/),
      expect.stringMatching(/^LR .* → .* → .* over .* steps \| Preview \| Train$/),
      expect.stringMatching(/^LR 0\.05 → /),
    ]);
  await expect.poll(() => window.preview.view()).toBe('Curve');
  await expect.poll(() => window.preview.shownSchedules()).toEqual(['cyclicalSchedule']);

  await editor.undo();
  await expect.poll(() => editor.text()).toBe(TRAIN);
  await expect.poll(() => editor.lenses()).toHaveLength(2);
});

test('a range test writes nothing into a file that the settings make read-only', async ({ openWindow }) => {
  const window = await openWindow({
    files: { 'train.ts': TRAIN },
    settings: { 'files.readonlyInclude': { '**/train.ts': true } },
    open: 'train.ts',
  });
  const { training } = window.preview;
  await expect.poll(() => window.editor('train.ts').lenses()).toHaveLength(2);
  await trainByLens(window);
  await training.set({ problem: 'Two moons' });
  await training.press('Range test');
  await expect.poll(() => training.suggestion()).toMatch(/^Base rate .*, maximal rate /);
  await training.press('Warmup-cosine schedule');
  await expect
    .poll(() => window.notifications.texts())
    .toContain('train.ts is read-only; nothing was written.');
  expect(await window.editor('train.ts').text()).toBe(TRAIN);
});

test('a training is stopped and keeps what there is, and its figures are saved to a file', async ({
  openWindow,
}) => {
  const window = await openWindow({
    files: { 'plain.ts': '// A learning rate is yet to be found.\nexport const answer = 42;\n' },
    open: 'plain.ts',
  });
  const { training } = window.preview;
  // Without any schedule a constant rate can be trained.
  await window.runCommand(COMMAND);
  await training.shown();
  await expect
    .poll(() => training.notices())
    .toContainEqual(expect.stringContaining('no learning-rate schedule in plain.ts'));
  await training.choose(/^constant$/);
  await training.set({ problem: 'Two moons', steps: 100_000 });
  // A panel that is closed leaves what there was of its run.
  await training.press('Train');
  await expect.poll(() => training.stepsDone()).toBeGreaterThan(15_000);
  await window.closeTab('LR: plain.ts');
  await window.runCommand(COMMAND);
  await training.shown();
  await expect.poll(() => training.recentRuns()).toHaveLength(1);
  await training.withNewestRun('Open');
  await expect.poll(() => training.ends()).toEqual(['stopped']);
  await training.withNewestRun('Delete');
  await expect.poll(() => training.recentRuns()).toEqual([]);

  await training.choose(/^constant$/);
  await training.set({ problem: 'Two moons', steps: 20_000 });
  await training.press('Train');
  await expect.poll(() => training.stepsDone()).toBeGreaterThan(0);
  await training.stop();
  await expect.poll(() => training.status()).toMatch(/Stopped after [\d,]+ of 20,000 steps/);
  expect(await training.results()).toEqual([
    expect.objectContaining({ 'Final loss': NUMBER, End: 'stopped' }),
  ]);
  await expect.poll(() => training.recentRuns()).toHaveLength(1);

  await training.press('Export as CSV');
  await window.quickInput.asked('Save ');
  const file = 'two-moons-sgd-1-rate.csv';
  await expect.poll(() => window.quickInput.value()).toBe(path.join(window.folder.opened, file));
  await window.quickInput.press('OK');
  await expect.poll(() => window.notifications.texts()).toContainEqual(`${file} was saved.`);
  const saved = path.join(window.folder.opened, file);
  expect((await readFile(saved, 'utf8')).split('\n').length).toBeGreaterThan(10);
  await window.notifications.press('Open');
  await expect.poll(() => window.tabs()).toContain(file);
});

test('a model that another file exports is picked and trained', async ({ openWindow }) => {
  const net = `import * as tf from '@tensorflow/tfjs';
export function createModel(): tf.LayersModel {
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
}
`;
  const window = await openWindow({ files: { 'train.ts': TRAIN, 'net.ts': net }, open: 'train.ts' });
  const { training } = window.preview;
  await expect.poll(() => window.editor('train.ts').lenses()).toHaveLength(2);
  await trainByLens(window);
  await training.press('Model from a file…');
  await window.quickInput.chooseFile(DIALOG, window.folder.absolute('train.ts'), 'Use Its Model');
  await expect
    .poll(() => window.notifications.texts())
    .toContainEqual(expect.stringMatching(/^train\.ts exports no function that returns a tf\.LayersModel/));

  await training.press('Model from a file…');
  await window.quickInput.chooseFile(DIALOG, window.folder.absolute('net.ts'), 'Use Its Model');
  await training.set({ steps: 30 });
  await expect.poll(() => training.sentence()).toContain('random teacher');
  await training.press('Train');
  await expect.poll(() => training.ends()).toEqual(['complete']);
  await expect.poll(() => training.recentRuns()).toContainEqual(expect.stringContaining('createModel()'));
});

test('a training in light, dark and high contrast, left as pictures', async ({ openWindow }) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const { training } = window.preview;
  await expect.poll(() => window.editor('train.ts').lenses()).toHaveLength(2);
  await window.hideSideBar();
  await trainByLens(window);
  await training.choose('steep');
  await training.choose(/same peak/);
  await training.set({ problem: 'Two spirals', steps: 500 });
  await training.press('Train');
  await expect.poll(() => training.ends()).toEqual(['complete', 'complete', 'complete']);
  const themes: readonly Theme[] = ['light', 'dark', 'high-contrast'];
  for (const theme of themes) {
    await window.switchTheme(theme);
    await expect.poll(() => window.preview.theme()).toBe(`vscode-${theme}`);
    await expect.poll(() => training.isDrawnAt('cosine', ALL_ALONG)).toEqual(ALL_ALONG.map(() => true));
    await window.screenshot(`training-${theme}`);
  }
});
