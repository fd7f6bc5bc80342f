import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../process.mjs';

/** @typedef {import('./install.mjs').InstalledVscode} InstalledVscode */

/**
 * @typedef {object} ServedVscode
 * @property {string} origin Where the workbench is, without a slash at the end.
 * @property {number} pid The server's process; it leads a group of its own that holds every process it starts.
 * @property {string} log The file that holds what the server printed.
 * @property {Promise<void>} ended Settles when the server has gone, wanted or not.
 * @property {() => Promise<void>} stop Ends the server and everything it started; returns when they are gone.
 */

/** What keeps a fresh VS Code from greeting, advertising and looking for updates. */
export const quietSettings = Object.freeze({
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // Off as on the desktop; in a browser VS Code saves by itself.
  'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
});

/** @param {string} dataDirectory */
export function userSettingsFile(dataDirectory) {
  return path.join(dataDirectory, 'data', 'User', 'settings.json');
}

/**
 * Writes the user's settings of a served VS Code, beside which nothing else holds settings.
 *
 * @param {string} dataDirectory
 * @param {Readonly<Record<string, unknown>>} settings
 */
export async function writeUserSettings(dataDirectory, settings) {
  const file = userSettingsFile(dataDirectory);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
}

/**
 * Writes the keys that a user of a served VS Code has bound.
 *
 * @param {string} dataDirectory
 * @param {readonly object[]} keybindings
 */
export async function writeUserKeybindings(dataDirectory, keybindings) {
  const file = path.join(path.dirname(userSettingsFile(dataDirectory)), 'keybindings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(keybindings, null, 2)}\n`);
}

/**
 * @param {InstalledVscode} vscode
 * @param {string} dataDirectory
 * @param {string} vsix
 * @throws {Error} When VS Code refuses the package; the message holds what it said.
 */
export async function installExtension(vscode, dataDirectory, vsix) {
  const args = ['--accept-server-license-terms', '--server-data-dir', dataDirectory, '--force'];
  const output = await run(vscode.node, [vscode.serverMain, ...args, '--install-extension', vsix]);
  // The command ends with code 0 even for a package that it could not read.
  if (!output.includes('was successfully installed'))
    throw new Error(`VS Code did not install ${vsix}:\n${output}`);
}

/**
 * @param {object} options
 * @param {InstalledVscode} options.vscode
 * @param {string} options.dataDirectory Holds settings, extensions and state, of this server alone.
 * @param {boolean} [options.workspaceTrust] Whether folders start untrusted; without it every folder is trusted.
 * @param {number} [options.port] 0, a free one, by default.
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Promise<ServedVscode>} Once it answers.
 * @throws {Error} When it ends before it answers; the message holds what it printed.
 */
export async function serveVscode({
  vscode,
  dataDirectory,
  workspaceTrust = false,
  port = 0,
  env = process.env,
}) {
  await mkdir(dataDirectory, { recursive: true });
  const log = path.join(dataDirectory, 'server.log');
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
    '--accept-server-license-terms',
  ];
  args.push('--telemetry-level', 'off', '--server-data-dir', dataDirectory);
  if (!workspaceTrust) args.push('--disable-workspace-trust');
  const output = openSync(log, 'w');
  const child = spawn(vscode.node, [vscode.serverMain, ...args], {
    env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`VS Code cannot be started with ${vscode.node}.`);
  const boundPort = await waitForPort(log, ended);
  const stop = () => endGroup(pid, ended);
  return { origin: `http://127.0.0.1:${boundPort}`, pid, log, ended, stop };
}

/**
 * The address that opens a folder, and a file in it, in a served VS Code.
 *
 * @param {string} origin
 * @param {string} folder Absolute path.
 * @param {string} [file] Absolute path.
 */
export function workbenchAddress(origin, folder, file) {
  const address = new URL(origin);
  address.searchParams.set('folder', folder);
  if (file !== undefined) {
    const remote = `vscode-remote://${address.host}${file.split('/').map(encodeURIComponent).join('/')}`;
    address.searchParams.set('payload', JSON.stringify([['openFile', remote]]));
  }
  return address.href;
}

/**
 * @param {string} log
 * @param {Promise<void>} ended
 */
async function waitForPort(log, ended) {
  let running = true;
  void ended.then(() => {
    running = false;
  });
  for (;;) {
    const printed = await readFile(log, 'utf8');
    const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
    if (port !== undefined) return port;
    if (!running) throw new Error(`VS Code ended before it answered:\n${printed}`);
    await sleep(50);
  }
}

/**
 * @param {number} group
 * @param {Promise<void>} ended
 */
async function endGroup(group, ended) {
  signalGroup(group, 'SIGTERM');
  const patience = Date.now() + 3_000;
  while (Date.now() < patience && signalGroup(group, 0)) await sleep(25);
  signalGroup(group, 'SIGKILL');
  await ended;
}

/**
 * @param {number} group
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} Whether a process of the group was there to hear it.
 */
function signalGroup(group, signal) {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

/** @param {number} milliseconds */
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
