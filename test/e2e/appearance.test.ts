import path from 'node:path';
import { expect } from 'vitest';
import { repository } from './framework/places';
import { test } from './framework/test';
import type { Theme } from './pages/Workbench';

const samples = path.join(repository, 'samples');

test('lens, card and preview in light, dark and high contrast, left as pictures', async ({ openWindow }) => {
  const window = await openWindow({ copyOf: samples, open: 'src/builtInDecay.ts' });
  const editor = window.editor('src/builtInDecay.ts');
  await expect
    .poll(() => editor.lenses())
    .toEqual(['LR 0.01 → 0.2 → 0.002 over 300 steps | Preview | Train']);
  await window.hideSideBar();
  await editor.setCursor(4, 20);
  await window.runCommand('Learning Rate: Preview Schedule');
  await window.preview.shown();
  const colours = new Map<Theme, string>();
  for (const theme of ['light', 'dark', 'high-contrast'] as const) {
    await window.switchTheme(theme);
    await expect.poll(() => window.preview.theme()).toBe(`vscode-${theme}`);
    const card = await editor.hover(4, 20);
    await expect.poll(() => card.images()).toEqual([expect.objectContaining({ width: 320 })]);
    const [image] = await card.images();
    colours.set(theme, image?.source ?? '');
    await expect
      .poll(() => window.preview.curveHeights([0, 0.1, 1]))
      .toEqual([expect.closeTo(0.04, 1), expect.closeTo(1, 1), expect.closeTo(0, 1)]);
    await window.screenshot(theme);
    await card.dismiss();
  }
  // The card's curve is drawn in colours of the theme.
  expect(new Set(colours.values()).size).toBe(3);
});
