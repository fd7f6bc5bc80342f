import { fork } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { packageExtension } from '../tools/package.mjs';
import { readFile } from 'node:fs/promises';
import { describeMachine } from './machine.mjs';

const here = import.meta.dirname;
const root = path.dirname(here);
const built = path.join(root, 'build', 'bench');

/** @typedef {import('./support/row').Row} Row */

const names = (await readdir(here))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .sort();
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are ${names.join(', ')}.`);
  process.exit(2);
}

if (!process.argv.includes('--no-build')) {
  console.log('Building and packing the extension …');
  await packageExtension();
}
const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name));
await build({
  absWorkingDir: root,
  entryPoints: chosen.map((name) => `bench/${name}.ts`),
  outdir: built,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  plugins: [knowsItsPlace()],
  logLevel: 'warning',
});

const machine = await describeMachine();
console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memory}; Node ${machine.node}, ${machine.chromium}`,
);
console.log(`load average before: ${machine.load}\n`);
/** @type {Row[]} */
const rows = [];
for (const name of chosen) {
  for (const row of await measured(name)) {
    rows.push(row);
    console.log(
      `${row.met ? 'ok    ' : 'MISSED'} ${row.what}\n       ${row.result}   (budget: ${row.budget})`,
    );
    for (const [figure, value] of Object.entries(row.figures)) {
      console.log(`         ${figure}: ${value}`);
    }
  }
}
await mkdir(path.join(here, 'results'), { recursive: true });
const file = path.join(here, 'results', `${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
await writeFile(file, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
console.log(
  `\n${rows.filter(({ met }) => met).length} of ${rows.length} budgets met; ${path.relative(root, file)}`,
);

/**
 * Each bench runs in a process of its own, so that none is warmed or burdened by another.
 * @param {string} name
 * @returns {Promise<Row[]>}
 */
function measured(name) {
  const url = pathToFileURL(path.join(built, `${name}.mjs`)).href;
  const child = fork(path.join(here, 'measure.mjs'), [url], { cwd: root });
  return new Promise((resolve, reject) => {
    /** @type {Row[] | null} */
    let result = null;
    child.on('message', (message) => {
      result = /** @type {Row[]} */ (message);
    });
    child.on('close', (code) => {
      if (result === null) reject(new Error(`the bench ${name} ended with code ${String(code)}`));
      else resolve(result);
    });
  });
}

/**
 * Bundled modules have moved; what they ask for beside themselves has not.
 * @returns {import('esbuild').Plugin}
 */
function knowsItsPlace() {
  return {
    name: 'knows-its-place',
    setup(plugin) {
      plugin.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path: file }) => {
        if (file.includes('node_modules')) return undefined;
        const text = await readFile(file, 'utf8');
        return {
          loader: file.endsWith('.ts') ? 'ts' : 'js',
          contents: text
            .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
            .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
        };
      });
    },
  };
}
