import { expect } from 'vitest';
import { test } from './framework/test';

const TRAIN = `import { CosineDecay, PolynomialDecay } from 'tfjs-lr-schedules';

export const first = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, alpha: 0.5 });
export const second = new PolynomialDecay({ initialLearningRate: 0.2, decaySteps: 100 });
`;
const LENSES = [
  'LR 0.1 → 0.05 over 100 steps | Preview | Train',
  'LR 0.2 → 1e-4 over 100 steps | Preview | Train',
];

test('a killed server comes back, and with it lens, pin and panel', async ({ openWindow, vscode }) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  const editor = window.editor('train.ts');
  await expect.poll(() => editor.lenses()).toEqual(LENSES);
  await window.runCommand('Learning Rate: Preview Schedule');
  await window.quickInput.pick('second');
  await window.preview.shown();
  await window.preview.pin(50);
  const pinnedCard = /^0\.075 at step 50/m;
  const before = await editor.hover(3, 15);
  await expect.poll(() => before.text()).toMatch(pinnedCard);
  await before.dismiss();

  const [server] = await vscode.languageServers();
  expect(server).toBeDefined();
  if (server === undefined) return;
  process.kill(server.pid, 'SIGKILL');
  await expect
    .poll(async () => (await vscode.languageServers()).map(({ pid }) => pid))
    .toEqual([expect.not.toSatisfy((pid) => pid === server.pid)]);

  // Lens and panel follow the new server as they did the old one.
  await editor.overtype(4, 66, 69, '0.4');
  await expect
    .poll(() => editor.lenses())
    .toEqual([LENSES[0], 'LR 0.4 → 1e-4 over 100 steps | Preview | Train']);
  await expect.poll(() => window.preview.statistics('Start')).toEqual([expect.stringContaining('0.4')]);
  expect(await window.preview.shownSchedules()).toEqual(['second']);
  const after = await editor.hover(3, 15);
  await expect.poll(() => after.text()).toMatch(pinnedCard);
  expect(await vscode.extensionLog()).toContain(
    'The language server ended unexpectedly and is being restarted.',
  );
});

test('a reload of the window brings the panel back with its selection, scale and pin', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'train.ts': TRAIN }, open: 'train.ts' });
  await expect.poll(() => window.editor('train.ts').lenses()).toEqual(LENSES);
  await window.runCommand('Learning Rate: Preview Schedule');
  await window.quickInput.pick('second');
  await window.preview.shown();
  await window.preview.toggle('first');
  await window.preview.showLogarithmic(true);
  await window.preview.pin(25);
  await expect.poll(() => window.preview.statistics('step 25')).toHaveLength(2);

  await window.reload();
  await window.preview.shown();
  await expect.poll(() => window.preview.shownSchedules()).toEqual(['first', 'second']);
  await expect
    .poll(() => window.preview.statistics('step 25'))
    .toEqual([expect.stringMatching(/^0\.0926/), expect.stringMatching(/^0\.150/)]);
  expect(await window.preview.isLogarithmic()).toBe(true);
});

test('a panel closed in the midst of its work, and two windows on one folder, do no harm', async ({
  openWindow,
  openAnotherWindow,
}) => {
  const endless = TRAIN.replace('alpha: 0.5', 'alpha: endless()');
  const window = await openWindow({
    files: { 'train.ts': TRAIN, 'endless.ts': `${endless}function endless(): number { for (;;); }\n` },
    open: 'endless.ts',
  });
  const editor = window.editor('endless.ts');
  await expect.poll(() => editor.lenses()).toEqual([expect.stringContaining('takes too long'), LENSES[1]]);
  await editor.clickLens('Preview', () => window.preview.isShown());
  await window.closeTab('LR: ');
  await expect.poll(() => window.preview.count()).toBe(0);

  const train = await window.openFile('train.ts');
  await expect.poll(() => train.lenses()).toEqual(LENSES);
  const other = await openAnotherWindow(window, 'train.ts');
  await expect.poll(() => other.editor('train.ts').lenses()).toEqual(LENSES);
  for (const each of [window, other]) {
    await each.runCommand('Learning Rate: Preview Schedule');
    await each.quickInput.pick('second');
    await each.preview.shown();
    await expect.poll(() => each.preview.statistics('Start')).toEqual([expect.stringContaining('0.2')]);
  }
  await train.overtype(4, 66, 69, '0.4');
  await expect.poll(() => window.preview.statistics('Start')).toEqual([expect.stringContaining('0.4')]);
  await train.save();
  await expect.poll(() => other.preview.statistics('Start')).toEqual([expect.stringContaining('0.4')]);
});
