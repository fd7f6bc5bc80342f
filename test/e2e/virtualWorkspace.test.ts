import { expect, inject, onTestFinished, test } from 'vitest';
import { EmbeddedVscode } from './framework/EmbeddedVscode';
import { WorkspaceFolder } from './framework/WorkspaceFolder';
import { launchBrowser } from './framework/browser';
import { memoryFiles } from './framework/places';
import { Workbench } from './pages/Workbench';

const RATES = 'export const BASE_RATE = 0.2;\n';
const TRAIN = `import { CosineDecay } from 'tfjs-lr-schedules';
import { BASE_RATE } from './rates';

export const cosine = new CosineDecay({ initialLearningRate: BASE_RATE, decaySteps: 100 });
`;
const STEPPED = 'export const lrAt = (step: number): number => 0.01 * 0.96 ** (step / 100);\n';
/** Starts as UTF-16 does, and is no text in any encoding. */
const NO_TEXT = `base64:${Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x00, 0xd8, 0x80, 0x81, 0xff]).toString('base64')}`;

test('a workspace that an extension provides has lens, preview and list, and an unreadable file troubles none', async () => {
  const files = {
    '/project/train.ts': TRAIN,
    '/project/rates.ts': RATES,
    '/project/lib/stepped.ts': STEPPED,
    '/project/lib/broken.ts': NO_TEXT,
    '/project/out/built.ts': STEPPED,
    '/project/.gitignore': 'out/\n',
  };
  const vscode = await EmbeddedVscode.start(inject('vsix'), {
    environment: { MEMORY_FILES: JSON.stringify(files) },
    beside: memoryFiles,
  });
  onTestFinished(() => vscode.stop());
  const { context, close } = await launchBrowser(inject('chromium'));
  onTestFinished(close);
  const window = await Workbench.open(
    context,
    vscode.address('memory:/project'),
    WorkspaceFolder.existing('/project'),
  );
  await window.load();

  // What another file of the workspace says is read through the extension that provides it.
  await window.schedules.expand();
  await window.schedules.giveRoom();
  await expect
    .poll(() => window.schedules.lines())
    .toEqual([
      'stepped.ts lib',
      expect.stringMatching(/^ {2}lrAt 0\.01 → /),
      'train.ts',
      '  cosine 0.2 → 0 over 100 steps',
    ]);
  await window.schedules.enter('cosine');
  const editor = window.editor('train.ts');
  await expect.poll(() => editor.lenses()).toEqual(['LR 0.2 → 0 over 100 steps | Preview | Train']);
  await window.runCommand('Learning Rate: Preview Schedule');
  await window.preview.shown();
  await expect.poll(() => window.preview.schedules()).toEqual(['cosine']);
  await expect.poll(() => window.preview.curveHeights([0.5])).toEqual([expect.closeTo(0.5, 1)]);
});
