import ts from 'typescript';
import { describe, expect } from 'vitest';
import { mistakesIn } from '../unit/manifest/mistakesIn';
import { test } from './framework/test';

/** Each prefix, and the lens of what it inserts when nothing is filled in. */
const LENSES = {
  'lr-callback': /^LR 1e-3 → .* over 30 epochs/,
  'lr-subclass': /^LR 0\.1 → .* steps/,
  'lr-cyclical': /^LR .* → .* steps/,
  'lr-exponential': /^LR 0\.1 → .* steps/,
  'lr-inverse-time': /^LR 0\.1 → .* steps/,
  'lr-piecewise': /^LR 0\.1 → 1e-3 over .* steps/,
  'lr-polynomial': /^LR 0\.1 → 1e-4 over 10,000 steps/,
  'lr-cosine': /^LR 0 → 1e-3 → 1e-5 over 10,000 steps/,
  'lr-cosine-restarts': /^LR 0\.1 → .* steps/,
} as const;

const LANGUAGES = [
  { extension: 'ts', prefixes: Object.keys(LENSES), options: { strict: true, noImplicitOverride: true } },
  {
    extension: 'tsx',
    prefixes: ['lr-callback', 'lr-subclass'],
    options: { strict: true, jsx: ts.JsxEmit.Preserve },
  },
  {
    extension: 'js',
    prefixes: ['lr-callback', 'lr-subclass', 'lr-cosine'],
    options: { strict: true, noImplicitAny: false, allowJs: true, checkJs: true },
  },
];

describe.each(LANGUAGES)('in an empty .$extension file', ({ extension, prefixes, options }) => {
  test('each snippet is found at once, plotted, and right by the compiler', async ({ openWindow }) => {
    const name = (prefix: string): string => `${prefix}.${extension}`;
    const window = await openWindow({
      files: Object.fromEntries(prefixes.map((prefix) => [name(prefix), ''])),
    });
    const inserted: Record<string, string> = {};
    for (const prefix of prefixes) {
      const editor = await window.openFile(name(prefix));
      await editor.insertSnippet(prefix);
      await expect
        .poll(() => editor.lenses())
        .toEqual([expect.stringMatching(LENSES[prefix as keyof typeof LENSES])]);
      await window.runCommand('Learning Rate: Preview Schedule');
      await window.preview.shown();
      await expect.poll(() => window.preview.curveHeights([0.5])).toEqual([expect.any(Number)]);
      expect(await window.preview.problems()).toEqual([]);
      await editor.save();
      inserted[name(prefix)] = await window.folder.read(name(prefix));
      await window.closeTab('LR: ');
      await window.closeTab(name(prefix));
    }
    expect(Object.values(inserted).every((text) => text.includes('tfjs-lr-schedules'))).toBe(true);
    expect(mistakesIn(inserted, options)).toEqual([]);
  });
});
