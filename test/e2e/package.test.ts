import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { expect, inject, test } from 'vitest';
import { thirdPartyNotices } from '../../tools/notices.mjs';

const root = path.resolve(import.meta.dirname, '../..');
/** What a person downloads may not be larger, in bytes. */
const CEILING = 2_500_000;

test('the package holds these files and no others', async () => {
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  expect(files.map((file) => file.replaceAll('\\', '/')).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'THIRD-PARTY-NOTICES.txt',
    'dist/extension/browser.js',
    'dist/extension/main.js',
    'dist/extension/nodeClient.js',
    'dist/server/server.js',
    'dist/webview/curveWorker.js',
    'dist/webview/digits.bin',
    'dist/webview/page.js',
    'dist/webview/pageStyle.css',
    'dist/webview/tensorflow.js',
    'dist/webview/tensorflowSimd.wasm',
    'dist/webview/tensorflowWasm.js',
    'dist/webview/trainingWorker.js',
    'media/icon.png',
    'media/preview-dark.svg',
    'media/preview-light.svg',
    'media/walkthrough/hover.svg',
    'media/walkthrough/lens.svg',
    'media/walkthrough/preview.svg',
    'media/walkthrough/snippet.svg',
    'media/walkthrough/train.svg',
    'package.json',
    'package.nls.json',
    'snippets/builtIn.json',
    'snippets/own.javascript.json',
    'snippets/own.typescript.json',
  ]);
});

test('the package is small', async () => {
  expect((await stat(inject('vsix'))).size).toBeLessThan(CEILING);
});

test('the third-party notices are those of what is shipped', async () => {
  const written = await readFile(path.join(root, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  expect(written === (await thirdPartyNotices()), 'run `npm run build && node tools/notices.mjs`').toBe(true);
});
