import { expect } from 'vitest';
import type { OpenWindow } from './test';

const TRAIN = `import { CosineDecay } from 'tfjs-lr-schedules';

export const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, alpha: 0.5 });
`;

/** What a person does first: read the lens, point at the schedule, open the preview, change a number, and try it on a training. */
export async function firstMinute(openWindow: OpenWindow): Promise<void> {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const editor = window.editor('train.ts');
  await expect.poll(() => editor.lenses()).toEqual(['LR 0.1 → 0.05 over 100 steps | Preview | Train']);

  const card = await editor.hover(3, 16);
  await expect.poll(() => card.text()).toMatch(/^0.05 at step 100\n/);
  await expect.poll(() => card.images()).toEqual([expect.objectContaining({ width: 320 })]);
  await card.dismiss();

  await window.runCommand('Learning Rate: Preview Schedule');
  await window.preview.shown();
  await window.preview.pin(50);
  await expect.poll(() => window.preview.statistics('step 50')).toEqual([expect.stringMatching(/^0\.075/)]);

  await editor.overtype(3, 81, 84, '200');
  await expect.poll(() => editor.lenses()).toEqual(['LR 0.1 → 0.05 over 200 steps | Preview | Train']);
  await expect.poll(() => window.preview.statistics('step 50')).toEqual([expect.stringMatching(/^0\.0926/)]);

  const { training } = window.preview;
  await editor.clickLens('Train', () => training.isShown());
  await training.set({ problem: 'Two moons', steps: 50 });
  await training.press('Train');
  await expect.poll(() => training.ends()).toEqual(['complete']);
  expect(await training.results()).toEqual([
    expect.objectContaining({ Rate: 'schedule', 'Final loss': expect.stringMatching(/^\d/) as string }),
  ]);
  // It is kept until it is deleted.
  await expect.poll(() => training.recentRuns()).toEqual([expect.stringContaining('Two moons')]);
  await training.withNewestRun('Delete');
  await expect.poll(() => training.recentRuns()).toEqual([]);
}
