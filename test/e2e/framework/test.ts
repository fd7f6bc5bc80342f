import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { test as base, inject } from 'vitest';
import { Workbench } from '../pages/Workbench';
import { EmbeddedVscode, type EmbeddedVscodeOptions } from './EmbeddedVscode';
import { launchBrowser } from './browser';
import { WorkspaceFolder } from './WorkspaceFolder';
import { failuresDirectory } from './places';

/** What a window is opened on. */
export interface WindowOptions {
  /** Texts of the folder's files, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  /** A folder to copy instead, absolute. */
  readonly copyOf?: string;
  /** The file to open, relative to the folder. */
  readonly open?: string;
}

/** Opens a window of the spec's VS Code on a folder of its own. */
export type OpenWindow = (options: WindowOptions) => Promise<Workbench>;

/** Opens one more window on the folder of another. */
export type OpenAnotherWindow = (of: Workbench, open: string) => Promise<Workbench>;

/**
 * Vitest's `test` with a real VS Code. `vscode` is started once a spec file, with the options that the file sets by
 * `test.override('vscodeOptions', …)`; windows and folders belong to one test and end with it. A test that fails
 * leaves a picture of each window and all logs in `build/e2e-failures`.
 */
export const test = base
  .extend('vscodeOptions', { scope: 'file' }, (): EmbeddedVscodeOptions => ({}))
  .extend('vscode', { scope: 'file' }, async ({ vscodeOptions }, { onCleanup }): Promise<EmbeddedVscode> => {
    const vscode = await EmbeddedVscode.start(inject('vsix'), vscodeOptions);
    onCleanup(() => vscode.stop());
    return vscode;
  })
  // One for all windows of a file: what the first has loaded, the others have at hand.
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }): Promise<BrowserContext> => {
    const { context, close } = await launchBrowser(inject('chromium'));
    onCleanup(close);
    return context;
  })
  .extend('openWindow', ({ vscode, browser, task }, { onCleanup }): OpenWindow => {
    const windows: Workbench[] = [];
    const folders: WorkspaceFolder[] = [];
    onCleanup(async () => {
      if (task.result?.state === 'fail') await keepEvidence(task.fullTestName, windows, vscode);
      for (const window of windows) await window.close();
      for (const folder of folders) await folder.remove();
    });
    return async ({ files, copyOf, open }) => {
      const folder =
        copyOf === undefined ? await WorkspaceFolder.create(files) : await WorkspaceFolder.copyOf(copyOf);
      folders.push(folder);
      const window = await Workbench.open(browser, vscode.address(folder.root), folder);
      windows.push(window);
      await window.load(open);
      return window;
    };
  })
  .extend('openAnotherWindow', ({ vscode, browser }, { onCleanup }): OpenAnotherWindow => {
    const windows: Workbench[] = [];
    onCleanup(async () => {
      for (const window of windows) await window.close();
    });
    return async ({ folder }, open) => {
      const window = await Workbench.open(browser, vscode.address(folder.root), folder);
      windows.push(window);
      await window.load(open);
      return window;
    };
  });

async function keepEvidence(
  test: string,
  windows: readonly Workbench[],
  vscode: EmbeddedVscode,
): Promise<void> {
  const directory = path.join(failuresDirectory, test.replaceAll(/[^\w-]+/g, '-').slice(0, 100));
  await mkdir(directory, { recursive: true });
  for (const [index, window] of windows.entries()) {
    await window.picture(path.join(directory, `window-${index + 1}.png`));
  }
  await vscode.keepLogs(directory);
}
