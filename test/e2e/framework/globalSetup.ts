import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { provideChromium } from '../../../tools/chromium.mjs';
import { packagedExtension } from '../../../tools/package.mjs';
import { installVscode } from '../../../tools/vscode/install.mjs';
import { failuresDirectory } from './places';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Chromium that shows the workbench. */
    chromium: string;
    /** The packaged extension under test. */
    vsix: string;
  }
}

/** Runs once before all specs: makes sure that a VS Code, a Chromium and the packaged extension are there. */
export async function setup(project: TestProject): Promise<void> {
  const report = (line: string): void => console.log(line);
  const vsix = process.env['LR_LENS_VSIX'] ?? packagedExtension;
  if (!existsSync(vsix))
    throw new Error(`There is no ${path.basename(vsix)} to test: run \`npm run package\` first.`);
  await installVscode('1.139', report);
  await rm(failuresDirectory, { recursive: true, force: true });
  project.provide('chromium', await provideChromium(report));
  project.provide('vsix', vsix);
}
