import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { test as base, inject } from 'vitest';
import { Workbench } from '../pages/Workbench';
import { EmbeddedVscode, type EmbeddedVscodeOptions } from './EmbeddedVscode';
import { launchBrowser } from './browser';
import { SharedWindow } from './SharedWindow';
import { WorkspaceFolder } from './WorkspaceFolder';
import { failuresDirectory } from './places';

/** What a window is opened on. */
export interface WindowOptions {
  /** Texts of the folder's files, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  /** A folder to copy instead, absolute. */
  readonly copyOf?: string;
  /** Settings that the folder has before its file is opened. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The file to open, relative to the folder. */
  readonly open?: string;
  /**
   * Whether the window was never used before, and its folder is the test's alone. That takes some ten seconds longer than
   * the window that tests hand on, in which the folder lies within the one that the window has open.
   */
  readonly fresh?: boolean;
}

/** Opens a window of the spec's VS Code on a folder of the test's own. */
export type OpenWindow = (options: WindowOptions) => Promise<Workbench>;

/** Opens one more window on the folder of another. */
export type OpenAnotherWindow = (of: Workbench, open: string) => Promise<Workbench>;

/**
 * Vitest's `test` with a real VS Code. It is started once for all files that ask for no options, and so is the browser
 * that shows it. What a test opens ends with it: folders are removed, and windows closed or made like new. A test that
 * fails leaves a picture of each window and all logs in `build/e2e-failures`.
 */
export const test = testIn('worker', {});

/** The same with a VS Code, and a browser, of the file's own. */
export function testWith(options: EmbeddedVscodeOptions): typeof test {
  return testIn('file', options);
}

function testIn(life: 'worker' | 'file', options: EmbeddedVscodeOptions) {
  // To the types they differ in one thing: what lives as long as the worker may use nothing that does not.
  const scope = life as 'worker';
  return (
    base
      .extend('vscode', { scope }, async ({}, { onCleanup }): Promise<EmbeddedVscode> => {
        const vscode = await EmbeddedVscode.start(inject('vsix'), options);
        onCleanup(() => vscode.stop());
        return vscode;
      })
      // One for all windows: what the first has loaded, the others have at hand.
      .extend('browser', { scope }, async ({}, { onCleanup }): Promise<BrowserContext> => {
        const { context, close } = await launchBrowser(inject('chromium'));
        onCleanup(close);
        return context;
      })
      .extend('sharedWindow', { scope }, ({ vscode, browser }, { onCleanup }): SharedWindow => {
        const shared = new SharedWindow(async (folder) => {
          const window = await Workbench.open(browser, vscode.address(folder.opened), folder);
          await window.load();
          return window;
        });
        onCleanup(() => shared.close());
        return shared;
      })
      .extend('openWindow', ({ vscode, browser, sharedWindow, task }, { onCleanup }): OpenWindow => {
        let handedOn: Workbench | null = null;
        const own: Workbench[] = [];
        onCleanup(async () => {
          const failed = task.result?.state === 'fail';
          const windows = handedOn === null ? own : [handedOn, ...own];
          if (failed) await keepEvidence(task.fullTestName, windows, vscode);
          for (const window of own) await window.close();
          if (handedOn !== null) await sharedWindow.giveBack(handedOn, !failed);
          await vscode.forgetRuns();
          for (const { folder } of windows) await folder.remove();
        });
        const ownWindow = async (): Promise<Workbench> => {
          const folder = await WorkspaceFolder.create();
          const window = await Workbench.open(browser, vscode.address(folder.opened), folder);
          own.push(window);
          return window;
        };
        return async ({ files = {}, copyOf, settings, open, fresh = false }) => {
          const shared = !fresh && handedOn === null;
          const window = shared ? await sharedWindow.take() : await ownWindow();
          if (shared) handedOn = window;
          const { folder } = window;
          if (copyOf !== undefined) await folder.takeIn(copyOf);
          for (const [file, text] of Object.entries(files)) await folder.write(file, text);
          if (!shared) {
            if (settings !== undefined) await folder.configure(settings);
            await window.load();
          } else if (settings !== undefined) await window.configure(settings);
          if (open !== undefined) await window.openFile(open);
          return window;
        };
      })
      .extend('openAnotherWindow', ({ vscode, browser }, { onCleanup }): OpenAnotherWindow => {
        const windows: Workbench[] = [];
        onCleanup(async () => {
          for (const window of windows) await window.close();
        });
        return async ({ folder }, open) => {
          const window = await Workbench.open(browser, vscode.address(folder.opened), folder);
          windows.push(window);
          await window.load();
          await window.openFile(open);
          return window;
        };
      })
  );
}

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
