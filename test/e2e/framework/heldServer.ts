import { expect } from 'vitest';
import type { OpenWindow } from './test';

const CALM = `import { CosineDecay, LearningRateScheduler } from 'tfjs-lr-schedules';

// @lr epochs=20 initial=0.1
export const scheduler = new LearningRateScheduler((epoch, rate) => {
  return rate / (epoch + 1);
});
export const other = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, alpha: 0.5 });
`;
/** Thousands of products of a third of a second each, between two looks at the clock. */
const HOLDING = CALM.replace(
  'return rate',
  `const big = (1n << 500_000n) - 3n;
  'x'.repeat(9999).split('').map(() => big * big);
  return rate`,
);
const HELD =
  'LR holds the evaluation in one operation that cannot be interrupted; change it to try again | Preview | Train';
const RATES = /^LR 0\.1 → .* over 20 epochs/;
const OTHER = 'LR 0.1 → 0.05 over 100 steps | Preview | Train';

/** Types a schedule that holds the server, looks at what is said of it and at all else, and changes it. */
export async function heldServer(openWindow: OpenWindow): Promise<void> {
  const window = await openWindow({ files: { 'calm.ts': CALM, 'holding.ts': CALM }, open: 'holding.ts' });
  const editor = window.editor('holding.ts');
  await expect.poll(() => editor.lenses()).toEqual([expect.stringMatching(RATES), OTHER]);

  await editor.replaceAll(HOLDING);
  const typed = performance.now();
  await expect.poll(() => editor.lenses()).toEqual([HELD, OTHER]);
  console.log(`What held the server was named after ${Math.round(performance.now() - typed)} ms.`);
  const held = await editor.hover(4, 16);
  await expect.poll(() => held.text()).toMatch(/^\s*Holds the evaluation in one operation/m);
  await held.dismiss();
  const other = await editor.hover(9, 16);
  await expect.poll(() => other.text()).toMatch(/^0\.05 at step 100/m);
  await other.dismiss();
  const calm = await window.openFile('calm.ts');
  await expect.poll(() => calm.lenses()).toEqual([expect.stringMatching(RATES), OTHER]);

  await window.openFile('holding.ts');
  await editor.replaceAll(HOLDING.replace('500_000n', '5n').replace('9999', '2'));
  await expect.poll(() => editor.lenses()).toEqual([expect.stringMatching(RATES), OTHER]);
}
