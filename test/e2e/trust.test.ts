import { expect } from 'vitest';
import { testWith } from './framework/test';

const test = testWith({ workspaceTrust: true });

/** The first can be computed anywhere; the second needs the real tf.js, so only code that may run yields its curve. */
const TRAIN = `import * as tf from '@tensorflow/tfjs';
import { CosineDecay, LearningRateScheduler } from 'tfjs-lr-schedules';

export const plain = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, alpha: 0.5 });

// @lr epochs=10 initial=0.1
export const tensors = new LearningRateScheduler((epoch) => tf.linspace(0, epoch, 5).sum().dataSync()[0] ?? 0);
`;

test('an untrusted folder has lens, hover and the sandbox’s curve; trust lets code run and train in the preview', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const editor = window.editor('train.ts');
  const { preview } = window;
  await expect
    .poll(() => editor.lenses())
    .toEqual(['LR 0.1 → 0.05 over 100 steps | Preview | Train', expect.stringContaining('tf.linspace')]);
  const card = await editor.hover(4, 15);
  await expect.poll(() => card.text()).toMatch(/^0\.05 at step 100/m);
  await card.dismiss();

  await window.runCommand('Learning Rate: Preview Schedule');
  await preview.shown();
  await expect
    .poll(() => preview.notices())
    .toEqual([expect.stringContaining('This workspace is not trusted, so the code does not run here')]);
  await expect.poll(() => preview.curveHeights([0, 1])).toEqual([expect.closeTo(1, 1), expect.closeTo(0, 1)]);
  await preview.toggle('tensors');
  await expect.poll(() => preview.problems()).toEqual([expect.stringContaining('tf.linspace')]);

  await window.runCommand('Learning Rate: Train with Schedule…');
  await preview.training.shown();
  await expect
    .poll(() => preview.training.notices())
    .toEqual(['This workspace is not trusted, so nothing is trained here.']);
  expect(await preview.training.canPress('Train')).toBe(false);
  await preview.showView('Curve');

  await preview.press('Manage Workspace Trust');
  await window.trustFolder();
  await expect.poll(() => preview.notices()).not.toContainEqual(expect.stringContaining('not trusted'));
  await expect.poll(() => preview.problems()).toEqual([]);
  await expect.poll(() => preview.statistics('Highest')).toContainEqual(expect.stringContaining('22.5'));
  // What the preview computed, lens and hover then know.
  await expect
    .poll(() => editor.lenses())
    .toEqual([
      'LR 0.1 → 0.05 over 100 steps | Preview | Train',
      'LR 0 → 22.5 over 10 epochs | Preview | Train',
    ]);
  await preview.showView('Training');
  await expect.poll(() => preview.training.canPress('Train')).toBe(true);
  expect(await preview.training.notices()).toEqual([]);
});
