import { expect } from 'vitest';
import { test } from './framework/test';

const TRAIN = `import { CosineDecay, LearningRateScheduler, TriangularCyclicalLearningRate } from 'tfjs-lr-schedules';

const cosine = new CosineDecay({ initialLearningRate: 0.4, decaySteps: 100 });

const triangle = new TriangularCyclicalLearningRate({
  initialLearningRate: 0.1,
  maximalLearningRate: 0.2,
  stepSize: 25,
});

// @lr epochs=20 initial=0.1
export const scheduler = new LearningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate / 2));
console.log(cosine, triangle);
`;

/** Half a cosine from 0.4 at step 0 down to 0 at step 100. */
const cosineAt = (step: number): number => 0.2 * (1 + Math.cos((Math.PI * step) / 100));

test('the schedule at the cursor is plotted beside the code, with the rates that the formula gives', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const editor = window.editor('train.ts');
  const { preview } = window;
  await expect.poll(() => editor.lenses()).toHaveLength(3);
  await editor.setCursor(3, 40);
  await window.runCommand('Learning Rate: Preview Schedule');
  await preview.shown();

  await expect.poll(() => window.tabs()).toEqual(['train.ts', 'LR: cosine']);
  expect(await preview.schedules()).toEqual(['cosine', 'triangle', 'scheduler']);
  expect(await preview.shownSchedules()).toEqual(['cosine']);
  expect(await preview.summary()).toMatch(/^cosine: .* 0\.4 to 0 at /);
  expect(await preview.horizon()).toEqual({ value: '100', from: 'from the parameters' });
  await expect.poll(() => preview.statistics('Mean')).toEqual(['0.2']);

  const fractions = [0.1, 0.25, 0.5, 0.75, 0.9];
  await expect
    .poll(() => preview.curveHeights(fractions))
    .toEqual(fractions.map((at) => expect.closeTo(cosineAt(at * 100) / 0.4, 1) as unknown));

  for (const step of [0, 7, 50, 93]) {
    await preview.pin(step);
    await expect
      .poll(async () => (await preview.statistics(`step ${step}`)).map(Number))
      .toEqual([expect.closeTo(cosineAt(step), 4)]);
  }
  await expect.poll(() => preview.readAt(0.5)).toMatch(/^step \d+.*0\.\d+/s);

  // Typing moves the curve, and leaves the zoom and the pin where they are.
  await preview.zoomIn();
  await expect.poll(() => preview.isZoomed()).toBe(true);
  await editor.overtype(3, 55, 58, '0.8');
  await expect.poll(() => preview.summary()).toMatch(/^cosine: .* 0\.8 to 0 at /);
  await expect.poll(() => preview.statistics('Highest')).toEqual([expect.stringContaining('0.8')]);
  await expect
    .poll(async () => (await preview.statistics('step 93')).map(Number))
    .toEqual([expect.closeTo(2 * cosineAt(93), 4)]);
  expect(await preview.isZoomed()).toBe(true);
  expect(await preview.shownSchedules()).toEqual(['cosine']);

  // Half-typed code keeps the last good curve and says so.
  await editor.overtype(3, 55, 58, '0.');
  await editor.type('5 +');
  await expect.poll(() => preview.text()).toContain('last good curve');
  await editor.type(' 0.1');
  await expect.poll(() => preview.summary()).toMatch(/^cosine: .* 0\.6 to 0 at /);

  // Several curves together; an epoch finds its place among steps.
  await preview.toggle('triangle');
  await expect.poll(() => preview.shownSchedules()).toEqual(['cosine', 'triangle']);
  await expect
    .poll(() => preview.statistics('Highest'))
    .toEqual([expect.stringContaining('0.6'), expect.stringContaining('0.2')]);
});

test('a pick list where the cursor is on no schedule, one panel a document, and no button without schedules', async ({
  openWindow,
}) => {
  const window = await openWindow({
    files: { 'train.ts': TRAIN, 'plain.ts': 'export const answer = 42;\n' },
    open: 'plain.ts',
  });
  const { preview } = window;
  await window.openFile('train.ts');
  await expect.poll(() => window.hasTitleButton('Preview Schedule')).toBe(true);
  await window.editor('train.ts').setCursor(13, 1);
  await window.runCommand('Learning Rate: Preview Schedule');
  await expect.poll(() => window.quickInput.labels()).toEqual(['cosine', 'triangle', 'scheduler']);
  await window.quickInput.pick('triangle');
  await preview.shown();
  await expect.poll(() => window.tabs()).toContain('LR: triangle');

  await window.editor('train.ts').setCursor(3, 8);
  await window.pressTitleButton('Preview Schedule');
  await expect.poll(() => window.tabs()).toContain('LR: cosine');
  await expect.poll(() => window.tabs()).toEqual(['plain.ts', 'train.ts', 'LR: cosine']);

  await window.editor('train.ts').focus();
  await window.openFile('plain.ts');
  await expect.poll(() => window.hasTitleButton('Preview Schedule')).toBe(false);
  await window.runCommand('Learning Rate: Preview Schedule');
  await expect.poll(() => window.tabs()).toEqual(['plain.ts', 'train.ts', 'LR: cosine', 'LR: plain.ts']);
  await expect.poll(() => preview.notices()).toEqual(['There is no learning-rate schedule in plain.ts.']);
});
