import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { provideChromium } from '../../../tools/chromium.mjs';
import { run } from '../../../tools/process.mjs';
import { builtForTests } from './places';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Chromium that shows the page. */
    chromium: string;
  }
}

/** Builds the page, its workers and the server as they are now, and finds a Chromium to show them. */
export async function setup(project: TestProject): Promise<void> {
  const script = fileURLToPath(new URL('../../../esbuild.mjs', import.meta.url));
  await run(process.execPath, [
    script,
    '--only=page,workers,tensorflow,tensorflow (WebAssembly),training,server',
    `--to=${path.relative(path.dirname(script), builtForTests)}`,
  ]);
  project.provide(
    'chromium',
    await provideChromium((line) => {
      console.log(line);
    }),
  );
}
