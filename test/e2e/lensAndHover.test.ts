import { expect } from 'vitest';
import { testWith } from './framework/test';

// VS Code's own hovers and lenses stand beside ours.
const test = testWith({
  settings: { 'typescript.tsserver.useSyntaxServer': 'auto' },
});

const TRAIN = `import { CosineDecay, LearningRateScheduler } from 'tfjs-lr-schedules';

export const schedule = new CosineDecay({
  initialLearningRate: 0,
  warmupTarget: 1e-3,
  warmupSteps: 500,
  decaySteps: 9_500,
  alpha: 0.01,
});

console.log(schedule.call(1234));

// @lr epochs=20 initial=0.1
export const scheduler = new LearningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate / 2));
`;

/** Half a cosine from 1e-3 at step 500 down to a hundredth of it at step 10,000, read at step 1234. */
const RATE_AT_1234 = 1e-3 * (0.99 * 0.5 * (1 + Math.cos((Math.PI * (1234 - 500)) / 9500)) + 0.01);

test('a line above each schedule, a card on each part of it, and a step that stays', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const editor = window.editor('train.ts');

  await expect
    .poll(() => editor.lenses())
    .toEqual([
      'LR 0 → 1e-3 → 1e-5 over 10,000 steps | Preview | Train',
      'LR 0.1 → 9.766e-5 over 20 epochs | Preview | Train',
    ]);

  const onName = await editor.hover(3, 16);
  await expect.poll(() => onName.text()).toMatch(/^1e-5 at step 10,000\n/);
  const text = await onName.text();
  expect(text).toMatch(/step\s+0\s+500\s.*\s10,000\s/);
  expect(text).toMatch(/rate\s+0\s+1e-3\s.*\s1e-5\s/);
  expect(text).toMatch(/start\s+warmupSteps\s.*\send\s/);
  expect(text).toContain('Warms up to 1e-3 by step 500, then cosine to 1e-5 at 10,000.');
  await expect.poll(() => onName.images()).toEqual([expect.objectContaining({ width: 320 })]);
  const [image] = await onName.images();
  expect(image?.alt).toMatch(/^learning rate from 0, highest 1e-3, to 1e-5: /);
  expect(image?.height).toBeGreaterThan(50);
  expect(await onName.links()).toEqual(expect.arrayContaining(['Preview', 'Set Step…']));
  await onName.dismiss();

  const onConstructor = await editor.hover(3, 33);
  await expect.poll(() => onConstructor.text()).toMatch(/^1e-5 at step 10,000\n/);
  await onConstructor.dismiss();

  const onParameter = await editor.hover(6, 17);
  await expect.poll(() => onParameter.text()).toMatch(/^1e-3 at step 500\n/);
  await onParameter.dismiss();

  const onCall = await editor.hover(11, 24);
  await expect
    .poll(() => onCall.text())
    .toContain(`${RATE_AT_1234.toPrecision(4).replace(/^0\.000(\d)(\d+)/, '$1.$2e-4')} at step 1,234`);
  await onCall.dismiss();

  const onCallback = await editor.hover(14, 16);
  await expect.poll(() => onCallback.text()).toMatch(/^9.766e-5 at epoch 19[ \n]/);
  await onCallback.dismiss();

  await editor.setCursor(3, 16);
  await window.runCommand('Learning Rate: Show Rate at Step…');
  await window.quickInput.asked('Rate of schedule at step');
  await window.quickInput.answer('-3');
  await expect.poll(() => window.quickInput.message()).toContain('A whole number, 0 or more');
  await window.quickInput.answer('250');
  await expect.poll(() => window.status()).toContain('schedule: 5e-4 at step 250');
  const pinned = await editor.hover(3, 16);
  await expect.poll(() => pinned.text()).toMatch(/^5e-4 at step 250\n/);

  await pinned.clickLink('Set Step…', () => window.quickInput.isAsked('Rate of schedule at step'));
  await window.quickInput.answer('');
  const unpinned = await editor.hover(3, 16);
  await expect.poll(() => unpinned.text()).toMatch(/^1e-5 at step 10,000\n/);

  await unpinned.clickLink('Preview', () => window.preview.isShown());
  await expect.poll(() => window.tabs()).toEqual(['train.ts', 'LR: schedule']);
});

test('the lens opens its own schedule, and the switches of lens and hover turn them off and on', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const editor = window.editor('train.ts');
  await expect.poll(() => editor.lenses()).toHaveLength(2);
  await window.configure({ 'lrLens.lens.enabled': false, 'lrLens.hover.enabled': false });
  await expect.poll(() => editor.lenses()).toEqual([]);
  await window.configure({ 'lrLens.lens.enabled': true, 'lrLens.hover.enabled': true });
  await expect.poll(() => editor.lenses()).toHaveLength(2);
  await editor.clickLens('Preview', () => window.preview.isShown());
  await expect.poll(() => window.tabs()).toEqual(['train.ts', 'LR: schedule']);
});
