import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { launchBrowser } from './framework/browser';
import { WorkspaceFolder } from './framework/WorkspaceFolder';
import { repository } from './framework/places';
import { Workbench } from './pages/Workbench';

test('`npm start -- --no-open` serves a VS Code that shows a preview of the samples', async () => {
  // As npm runs it, without npm between: a signal to npm does not reach what it started.
  const start = spawn(process.execPath, ['tools/start.mjs', '--no-open'], { cwd: repository });
  const ended = new Promise<void>((resolve) => start.on('exit', () => resolve()));
  onTestFinished(async () => {
    start.kill('SIGINT');
    await ended;
  });
  let printed = '';
  for (const stream of [start.stdout, start.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const address = await vi.waitUntil(() => /^ *(http:\S+)$/m.exec(printed)?.[1], { timeout: 240_000 });

  const { context, close } = await launchBrowser(inject('chromium'));
  onTestFinished(close);
  const samples = WorkspaceFolder.existing(path.join(repository, 'samples'));
  const window = await Workbench.open(context, address, samples);
  await window.load();
  await window.preview.shown();
  await expect.poll(() => window.preview.schedules()).toEqual(['warmupThenCosine']);
  await expect.poll(() => window.preview.curveHeights([0.1])).toEqual([expect.closeTo(1, 1)]);
  await expect
    .poll(() => window.editor('src/builtInDecay.ts').lenses())
    .toEqual(['LR 0.01 → 0.2 → 0.002 over 300 steps | Preview | Train']);
});
