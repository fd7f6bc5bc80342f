import path from 'node:path';
import { expect } from 'vitest';
import { repository } from './framework/places';
import { test } from './framework/test';

const DECAY = (rate: number): string => `import { ExponentialDecay } from 'tfjs-lr-schedules';

export const decay = new ExponentialDecay({ initialLearningRate: ${rate}, decaySteps: 10, decayRate: 0.5 });
`;
const TWO = `import { CosineDecay } from 'tfjs-lr-schedules';

export const cosine = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 100 });

export const short = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 50 });
console.log(short.call(25));
`;
const OPEN = `/** The rate. */
export function lrAt(step: number, peakLr: number, shape: 'cosine' | 'linear') {
  return shape === 'cosine' ? peakLr * 0.5 * (1 + Math.cos(Math.PI * step / 1000)) : peakLr * Math.max(0, 1 - step / 1000);
}
`;

test('the view lists the samples once it is opened, in light and dark', async ({ openWindow }) => {
  const window = await openWindow({
    copyOf: path.join(repository, 'samples'),
    open: 'src/builtInDecay.ts',
    fresh: true,
  });
  expect(await window.schedules.isExpanded()).toBe(false);
  await window.schedules.expand();
  await window.schedules.giveRoom();
  await expect
    .poll(() => window.schedules.lines())
    .toContain('  warmupThenCosine 0.01 → 0.2 → 0.002 over 300 steps');
  for (const theme of ['light', 'dark', 'high-contrast'] as const) {
    await window.switchTheme(theme);
    // The lines are drawn anew in the colours of the theme.
    await expect
      .poll(async () => {
        const pictures = await window.schedules.pictures();
        return pictures.filter((picture) => picture.startsWith('url("data:image/svg+xml;base64,')).length;
      })
      .toBe(5);
    const card = await window.schedules.card('warmupThenCosine');
    expect(card.images).toBe(1);
    await window.screenshot(`schedules-${theme}`);
  }
});

test('the list is filtered, opened by Enter, gone through, and follows what is saved and typed', async ({
  openWindow,
}) => {
  const window = await openWindow({
    files: {
      'a.ts': DECAY(0.5),
      'lib/two.ts': TWO,
      'out/built.ts': DECAY(3),
      'hidden/h.ts': DECAY(4),
      'node_modules/x/index.ts': DECAY(5),
      '.gitignore': 'out/\n',
    },
    settings: { 'files.exclude': { '**/hidden': true } },
    fresh: true,
  });
  await window.runCommand('Learning Rate: Find Schedules in Workspace');
  await window.schedules.giveRoom();
  const all = [
    'a.ts',
    expect.stringMatching(/^ {2}decay 0\.5 → /) as string,
    'two.ts lib',
    '  cosine 0.1 → 0 over 100 steps',
    '  short 0.2 → 0 over 50 steps',
  ];
  await expect.poll(() => window.schedules.lines()).toEqual(all);

  await window.runCommand('Learning Rate: Filter Schedules…');
  await window.quickInput.answer('cosine 0.2');
  await expect.poll(() => window.schedules.lines()).toEqual(['two.ts lib', '  short 0.2 → 0 over 50 steps']);
  await expect.poll(() => window.schedules.message()).toBe('“cosine 0.2”: 1 of 3 schedules');
  await window.runCommand('Learning Rate: Clear Filter of Schedules');
  await expect.poll(() => window.schedules.lines()).toEqual(all);

  await window.schedules.enter('short');
  await expect.poll(() => window.tabs()).toEqual(['two.ts']);
  await expect.poll(() => window.status()).toContain('Ln 5, Col 14');
  await window.runCommand('Learning Rate: Go to Next Schedule');
  await expect.poll(() => window.tabs()).toContain('a.ts');
  await expect.poll(() => window.status()).toContain('Ln 3, Col 14');
  await window.runCommand('Learning Rate: Go to Previous Schedule');
  await expect.poll(() => window.status()).toContain('Ln 5, Col 14');
  await window.runCommand('Learning Rate: Go to Previous Schedule');
  await expect.poll(() => window.status()).toContain('Ln 3, Col 14');

  // On disk, by another program.
  await window.folder.write('a.ts', DECAY(0.75));
  await window.folder.write('new.ts', DECAY(2));
  await expect
    .poll(() => window.schedules.lines())
    .toEqual([
      'a.ts',
      expect.stringMatching(/^ {2}decay 0\.75 → /) as string,
      'two.ts lib',
      '  cosine 0.1 → 0 over 100 steps',
      '  short 0.2 → 0 over 50 steps',
      'new.ts',
      expect.stringMatching(/^ {2}decay 2 → /) as string,
    ]);

  // Typed and not saved.
  const editor = window.editor('lib/two.ts');
  await editor.replaceAll(TWO.replace('decaySteps: 50', 'decaySteps: 70'));
  await expect.poll(() => window.schedules.lines()).toContain('  short 0.2 → 0 over 70 steps');

  await window.schedules.contextMenu('short', 'Preview Schedule');
  await window.preview.shown();
  await expect.poll(() => window.tabs()).toContain('LR: short');

  await window.configure({ 'lrLens.inlayHints.enabled': true });
  await expect.poll(() => editor.text()).toContain('console.log(short.call(25));= 0.1');
});

/** The line above the schedule once its values are known. */
const KNOWN = expect.stringMatching(/^LR 1e-3 → 0 over [\d,]+ steps \| Preview \| Train$/) as string;

test('what a schedule needs is asked for, remembered, and written above it with one undo', async ({
  openWindow,
}) => {
  const window = await openWindow({ files: { 'open.ts': OPEN }, open: 'open.ts', fresh: true });
  const editor = window.editor('open.ts');
  await expect.poll(() => editor.lenses()).toEqual(['LR needs peakLr, shape | Preview | Train']);
  await editor.clickLens('LR needs peakLr, shape', () =>
    window.quickInput.isAsked('peakLr of lrAt (1 of 2)'),
  );
  await window.quickInput.asked('peakLr of lrAt (1 of 2)');
  await window.quickInput.answer('much');
  await expect.poll(() => window.quickInput.message()).toContain('A number, such as 500');
  await window.quickInput.answer('1e-3');
  await window.quickInput.asked('shape of lrAt (2 of 2)');
  await window.quickInput.pick('linear');
  await expect.poll(() => editor.lenses()).toEqual([KNOWN]);

  await expect
    .poll(() => window.notifications.texts())
    .toEqual([expect.stringContaining('open.ts') as string]);
  await window.notifications.press('Write Comment');
  const written = OPEN.replace('export', '// @lr peakLr=1e-3 shape=linear\nexport');
  await expect.poll(() => editor.text()).toBe(written);
  await editor.undo();
  await expect.poll(() => editor.text()).toBe(OPEN);
  // The values are remembered all the same, over a reload too.
  await expect.poll(() => editor.lenses()).toEqual([KNOWN]);
  await window.reload();
  await expect.poll(() => editor.lenses()).toEqual([KNOWN]);

  // One that goes while its question is open gets no answer.
  await window.runCommand('Learning Rate: Give Missing Values…');
  await window.quickInput.asked('peakLr of lrAt (1 of 2)');
  await editor.replaceAll('export const nothing = 1;\n');
  await window.quickInput.answer('5');
  await expect
    .poll(() => window.notifications.texts())
    .toContain('lrAt is gone from open.ts meanwhile; nothing more was kept.');
});
