import { fileURLToPath } from 'node:url';
import { run } from '../../../tools/process.mjs';

/** Builds what some tests start as a process, as the sources are now, apart from what is shipped. */
export async function setup(): Promise<void> {
  const script = fileURLToPath(new URL('../../../esbuild.mjs', import.meta.url));
  await run(process.execPath, [script, '--only=cli', '--to=build/unit-tests']);
}
