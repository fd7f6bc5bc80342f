import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, runNpm } from './process.mjs';

const root = path.dirname(import.meta.dirname);

/** Where the packaged extension is put, ready to be installed. Absolute. */
export const packagedExtension = path.join(root, 'build', 'lr-lens.vsix');

/**
 * Builds the extension, and the library of schedules that the samples import, and packs the extension into a vsix.
 *
 * @returns {Promise<string>} The absolute path of the vsix.
 * @throws {Error} When the build or the packing fails; the message holds what it printed.
 */
export async function packageExtension() {
  await runNpm(['run', 'build'], { cwd: root });
  await mkdir(path.dirname(packagedExtension), { recursive: true });
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  // Everything is bundled, and there is no public address yet that the README's links could be made to point to.
  const plain = ['--no-dependencies', '--no-rewrite-relative-links'];
  await run(process.execPath, [vsce, 'package', ...plain, '--out', packagedExtension], {
    cwd: root,
  });
  return packagedExtension;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await packageExtension());
}
