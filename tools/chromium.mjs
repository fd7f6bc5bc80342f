import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { run } from './process.mjs';

/** Flags for a Chromium that nobody looks at: no sandbox (it refuses root), no graphics card, no calls home. */
export const headlessFlags = Object.freeze([
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

/**
 * Finds the system's Chromium, named by `CHROMIUM_PATH` or on the PATH, and installs Debian's where that is possible.
 *
 * @param {(line: string) => void} [report] Hears what takes long.
 * @returns {Promise<string>} The absolute path of its program.
 * @throws {Error} One line that says what to install.
 */
export async function provideChromium(report = () => undefined) {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named;
    throw new Error(
      `CHROMIUM_PATH is ${named}, which cannot be run: set it to a Chromium or Chrome, or unset it.`,
    );
  }
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && findOnPath('apt-get') !== undefined) {
    report("Installing Chromium from Debian's packages …");
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env });
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      env,
    });
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'The page and end-to-end tests need Chromium: install it (on Debian `apt-get install chromium`), or set CHROMIUM_PATH to a Chromium or Chrome.',
  );
}

function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const onPath = names.map(findOnPath).find((file) => file !== undefined);
  if (onPath !== undefined) return onPath;
  const applications = [
    'Chromium.app/Contents/MacOS/Chromium',
    'Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return applications.map((name) => path.join('/Applications', name)).find(isExecutable);
}

/**
 * @param {string} name
 * @returns {string | undefined} The absolute path of the first program of that name on the PATH.
 */
export function findOnPath(name) {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((directory) => endings.map((ending) => path.join(directory, name + ending)))
    .find((file) => path.isAbsolute(file) && isExecutable(file));
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
