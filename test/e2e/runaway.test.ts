import { expect } from 'vitest';
import { heldServer } from './framework/heldServer';
import { test } from './framework/test';

const ENDLESS = `import { CosineDecay, LearningRateScheduler } from 'tfjs-lr-schedules';

// @lr epochs=20 initial=0.1
export const scheduler = new LearningRateScheduler((epoch, rate) => {
  return rate / (epoch + 1);
});
export const other = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100, alpha: 0.5 });
`;
const CALM = ENDLESS.replace('// @lr epochs=20 initial=0.1', '// @lr epochs=3 initial=0.3');

test('an endless loop is named where it is typed, and everything else goes on', async ({ openWindow }) => {
  const window = await openWindow({ files: { 'calm.ts': CALM, 'endless.ts': ENDLESS }, open: 'calm.ts' });
  await expect.poll(() => window.editor('calm.ts').lenses()).toHaveLength(2);
  const editor = await window.openFile('endless.ts');
  await expect.poll(() => editor.lenses()).toHaveLength(2);
  await window.runCommand('Learning Rate: Preview Schedule');
  await window.quickInput.pick('scheduler');
  await window.preview.shown();
  await expect.poll(() => window.preview.curveHeights([0])).toEqual([expect.any(Number)]);

  await editor.setCursor(5, 1);
  await editor.type('while (true);');
  const typed = performance.now();
  await expect
    .poll(() => editor.lenses())
    .toEqual([expect.stringContaining('takes too long'), 'LR 0.1 → 0.05 over 100 steps | Preview | Train']);
  const named = performance.now();
  console.log(`An endless loop was named ${Math.round(named - typed)} ms after its last keystroke.`);
  await expect
    .poll(() => window.preview.problems())
    .toEqual([expect.stringMatching(/takes too long|not come to an end/)]);
  console.log(`The preview named it after ${Math.round(performance.now() - typed)} ms.`);

  const other = await editor.hover(7, 16);
  await expect.poll(() => other.text()).toMatch(/^0\.05 at step 100/m);
  await other.dismiss();
  const calm = await window.openFile('calm.ts');
  await expect.poll(() => calm.lenses()).toHaveLength(2);
  const card = await calm.hover(7, 16);
  await expect.poll(() => card.text()).toMatch(/^0\.05 at step 100/m);
  await card.dismiss();

  await window.openFile('endless.ts');
  await editor.replaceAll(ENDLESS);
  await expect
    .poll(() => editor.lenses())
    .toEqual([
      expect.stringMatching(/^LR 0\.1 → .* over 20 epochs/),
      expect.stringMatching(/^LR 0\.1 → 0\.05/),
    ]);
  await expect.poll(() => window.preview.problems()).toEqual([]);
});

test('an operation that holds the server is named, its schedule left out, and everything else goes on', async ({
  openWindow,
  vscode,
}) => {
  await heldServer(openWindow);
  // The one that was held is ended and replaced, which a busy machine takes a moment for.
  await expect.poll(() => vscode.languageServers()).toHaveLength(1);
  expect(await vscode.extensionLog()).toContain('A schedule holds the language server in one operation.');
});
