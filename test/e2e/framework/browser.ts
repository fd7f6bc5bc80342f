import { type BrowserContext, chromium } from 'playwright-core';
import { headlessFlags } from '../../../tools/chromium.mjs';

/** A browser that shows windows of VS Code. */
export interface LaunchedBrowser {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
}

/** @param executablePath of the Chromium */
export async function launchBrowser(executablePath: string): Promise<LaunchedBrowser> {
  const browser = await chromium.launch({ executablePath, args: [...headlessFlags] });
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { context, close: () => browser.close() };
}
