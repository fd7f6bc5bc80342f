import { expect } from 'vitest';
import { test } from './framework/test';

const TRAIN = `import * as tf from '@tensorflow/tfjs';
import { LearningRateSchedule, LearningRateScheduler } from 'tfjs-lr-schedules';

// @lr epochs=10 initial=0.1
export const beyond = new LearningRateScheduler((epoch) => tf.linspace(0, epoch, 5).sum().dataSync()[0] ?? 0);

// @lr steps=100
export class Within extends LearningRateSchedule {
  call(step: number) {
    return tf.tidy(() => tf.scalar(0.1).mul(tf.pow(0.5, step / 100)).dataSync()[0] ?? 0);
  }
  getConfig() {
    return {};
  }
}
`;

test('an operation that only the real tf.js has is said to be so, until the preview has computed it', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const editor = window.editor('train.ts');
  await expect
    .poll(() => editor.lenses())
    .toEqual([
      'LR uses tf.linspace, which only the preview can compute | Preview | Train',
      'LR 0.1 → 0.05 over 100 steps | Preview | Train',
    ]);
  const before = await editor.hover(5, 16);
  await expect.poll(() => before.text()).toContain('Uses tf.linspace, which only the preview can compute.');
  await before.dismiss();

  await editor.clickLens('Preview', () => window.preview.isShown());
  await expect.poll(() => window.preview.statistics('End')).toEqual([expect.stringContaining('22.5')]);
  await expect.poll(() => window.preview.problems()).toEqual([]);
  await expect
    .poll(() => editor.lenses())
    .toEqual([
      'LR 0 → 22.5 over 10 epochs | Preview | Train',
      'LR 0.1 → 0.05 over 100 steps | Preview | Train',
    ]);
  const after = await editor.hover(5, 16);
  await expect.poll(() => after.text()).toMatch(/^22\.5 at epoch 9/m);
});
