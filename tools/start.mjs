import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findOnPath } from './chromium.mjs';
import { packageExtension } from './package.mjs';
import { run } from './process.mjs';
import { installVscode } from './vscode/install.mjs';
import {
  installExtension,
  quietSettings,
  serveVscode,
  userSettingsFile,
  workbenchAddress,
  writeUserSettings,
} from './vscode/serve.mjs';

const root = path.dirname(import.meta.dirname);
const samples = path.join(root, 'samples');
const sample = path.join(samples, 'src', 'builtInDecay.ts');
/** The extension opens the preview of the file that this variable names, so that the first thing seen is a curve. */
const environment = { ...process.env, LR_LENS_OPEN_PREVIEW: sample };

const usage = `Usage: npm start [-- --no-open] [-- --port N]

Builds the extension and opens a real VS Code with it on samples/: the desktop one when \`code\` is on the PATH,
else an embedded one in the browser.

  --no-open   only print the address of the embedded VS Code
  --port N    the port of the embedded VS Code; any free one by default`;

await main().catch((/** @type {Error} */ error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return;
  }
  console.log('Building the extension …');
  const vsix = await packageExtension();
  const desktop = options.open && hasScreen() ? findOnPath('code') : undefined;
  if (desktop !== undefined) await openDesktop(desktop, vsix);
  else await serveEmbedded(vsix, options);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { 'no-open': { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean' } },
    });
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`${values.port} is not a port.`);
    return { open: values['no-open'] !== true, port, help: values.help === true };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

/** Whether this machine shows windows. Only Linux runs desktops without a screen as a matter of course. */
function hasScreen() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}

/**
 * Opens the desktop VS Code with settings and extensions of its own, beside the person's.
 *
 * @param {string} code
 * @param {string} vsix
 */
async function openDesktop(code, vsix) {
  const profile = path.join(root, 'build', 'desktop');
  const own = [
    '--user-data-dir',
    path.join(profile, 'data'),
    '--extensions-dir',
    path.join(profile, 'extensions'),
  ];
  // VS Code refuses to run as root without this.
  if (process.getuid?.() === 0) own.push('--no-sandbox');
  await run(code, [...own, '--install-extension', vsix, '--force'], { env: environment });
  await run(code, [...own, '--new-window', '--disable-workspace-trust', samples, sample], {
    env: environment,
  });
  console.log('VS Code is open on samples/, with the preview of a schedule beside its source.');
}

/**
 * @param {string} vsix
 * @param {{ open: boolean, port: number }} options
 */
async function serveEmbedded(vsix, { open, port }) {
  const vscode = await installVscode('1.139', (line) => console.log(line));
  const dataDirectory = path.join(root, 'build', 'vscode');
  // Only at first: what the person changes there later is theirs.
  if (!existsSync(userSettingsFile(dataDirectory))) await writeUserSettings(dataDirectory, quietSettings);
  await installExtension(vscode, dataDirectory, vsix);
  const served = await serveVscode({ vscode, dataDirectory, port, env: environment });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => void served.stop());
  }
  const address = workbenchAddress(served.origin, samples, sample);
  console.log(`VS Code is running on samples/:\n\n  ${address}\n\nPress Ctrl+C to stop it.`);
  if (open && hasScreen()) openBrowser(address);
  await served.ended;
}

/** @param {string} address */
function openBrowser(address) {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const browser = spawn(opener, [address], { stdio: 'ignore', detached: true });
  browser.on('error', () => console.log('No browser could be opened: open the address above in one.'));
  browser.unref();
}
