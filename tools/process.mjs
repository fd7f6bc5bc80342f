import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [show] Whether the child writes to this terminal; otherwise its output is kept and shown only on failure.
 */

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} What it printed, both streams together; empty with `show`.
 * @throws {Error} When it cannot be started or ends with another code than 0; the message holds what it printed.
 */
export function run(command, args, { cwd = process.cwd(), env = process.env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    // Windows runs batch files, as npm and code are there, through its shell alone.
    const shell = process.platform === 'win32' && command.endsWith('.cmd');
    const words = shell ? [command, ...args].map((word) => `"${word}"`) : [command, ...args];
    const child = spawn(/** @type {string} */ (words[0]), words.slice(1), {
      cwd,
      env,
      shell,
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => {
      reject(new Error(`${command} cannot be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else {
        const end =
          code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with code ${String(code)}`;
        reject(new Error(`${[command, ...args].join(' ')} ${end}${output === '' ? '' : `\n${output}`}`));
      }
    });
  });
}

/**
 * Runs npm, the very one that runs this script when there is one.
 *
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 * @throws {Error} As {@link run}.
 */
export function runNpm(args, options) {
  const npmScript = process.env['npm_execpath'];
  if (npmScript?.endsWith('.js') === true) return run(process.execPath, [npmScript, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}
