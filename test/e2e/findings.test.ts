import { expect } from 'vitest';
import { test } from './framework/test';

// TypeScript's own extension finds no fault with a script whose packages are not installed.
const FILE = 'train.js';

const TRAIN = `import * as tf from '@tensorflow/tfjs';

const optimizer = tf.train.sgd(0.1);
export function lower(rate) {
  optimizer.learningRate = rate;
}
`;
const PLACE = { line: 5, column: 20 };
const FIXED = TRAIN.replace('optimizer.learningRate = rate', 'optimizer.setLearningRate(rate)');

const SCHEDULER = `import * as tf from '@tensorflow/tfjs';

export const scheduler = tf.callbacks.learningRateScheduler((epoch) => 0.1 * 0.9 ** epoch);
`;

test('a mistake is underlined, listed with its code, and fixed by keyboard in one step that undo takes back', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { [FILE]: TRAIN }, open: FILE });
  const editor = window.editor(FILE);
  await expect.poll(() => editor.squiggles()).toBe(1);
  await expect
    .poll(() => window.problems())
    .toContainEqual(expect.stringMatching(/^Warning: Assigning learningRate has no effect on optimizer/));

  await editor.setCursor(PLACE.line, PLACE.column);
  expect(await editor.quickFixes()).toEqual(
    expect.arrayContaining(['Use setLearningRate', 'Turn off “no-effect-assignment” in the settings']),
  );
  await editor.takeQuickFix('Use setLearningRate');
  await expect.poll(() => editor.text()).toBe(FIXED);
  await expect.poll(() => editor.squiggles()).toBe(0);

  await editor.undo();
  await expect.poll(() => editor.text()).toBe(TRAIN);
  await expect.poll(() => editor.squiggles()).toBe(1);
});

test('a fix that imports what it uses is one step too', async ({ openWindow }) => {
  const window = await openWindow({ files: { [FILE]: SCHEDULER }, open: FILE });
  const editor = window.editor(FILE);
  await expect.poll(() => editor.squiggles()).toBe(1);
  await editor.setCursor(3, 45);
  await editor.quickFixes();
  await editor.takeQuickFix('Use LearningRateScheduler of tfjs-lr-schedules');
  await expect
    .poll(() => editor.text())
    .toContain('new LearningRateScheduler((epoch) => 0.1 * 0.9 ** epoch)');
  expect(await editor.text()).toContain("import { LearningRateScheduler } from 'tfjs-lr-schedules';");
  await editor.undo();
  await expect.poll(() => editor.text()).toBe(SCHEDULER);
});

test('a code stands in the hover, is explained, and can be turned off for the folder', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { [FILE]: TRAIN }, open: FILE });
  const editor = window.editor(FILE);
  await expect.poll(() => editor.squiggles()).toBe(1);
  for (const theme of ['dark', 'light'] as const) {
    await window.switchTheme(theme);
    const card = await editor.hover(PLACE.line, PLACE.column);
    await expect.poll(() => card.text()).toMatch(/has no effect on optimizer[\s\S]*no-effect-assignment/);
    await window.screenshot(`finding-${theme}`);
    await card.dismiss();
  }
  await editor.setCursor(PLACE.line, PLACE.column);
  await editor.quickFixes();
  await editor.takeQuickFix('Explain “no-effect-assignment”');
  await expect.poll(() => window.tabs()).toContainEqual(expect.stringMatching(/^Preview readme\.md$/i));
  await window.closeTab('Preview');

  await editor.setCursor(PLACE.line, PLACE.column);
  await editor.quickFixes();
  await editor.takeQuickFix('Turn off “no-effect-assignment” in the settings');
  await expect.poll(() => editor.squiggles()).toBe(0);
});
