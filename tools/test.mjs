import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { provideChromium } from './chromium.mjs';
import { run } from './process.mjs';
import { installVscode } from './vscode/install.mjs';

const root = path.dirname(import.meta.dirname);
const reports = path.join(root, 'build', 'test-reports');

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @typedef {{ name: string, checks: () => Promise<unknown> }} Stage */

/**
 * Every check, cheap ones first; a stage with tests counts them. Those of one row run side by side: each leaves a core
 * free for much of its time.
 *
 * @type {readonly (readonly Stage[])[]}
 */
const rows = [
  [
    {
      name: 'format',
      checks: () => node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
    },
    // First of those that need it: the samples are checked against the built library of schedules.
    { name: 'package', checks: () => run(process.execPath, ['tools/package.mjs'], { cwd: root }) },
    { name: 'browser and VS Code', checks: installForTests },
  ],
  [
    { name: 'lint', checks: () => node('eslint/bin/eslint.js', '.') },
    { name: 'types', checks: checkTypes },
  ],
  [testsOf('unit')],
  [testsOf('page'), testsOf('e2e')],
];

/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };
await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
/** @type {string[]} */
let failedStages = [];
for (const row of rows) {
  console.log(`── ${row.map(({ name }) => name).join(' and ')}`);
  const passed = await Promise.all(row.map(hasPassed));
  failedStages = row.filter((_, i) => passed[i] !== true).map(({ name }) => name);
  if (failedStages.length > 0) break;
}
console.log(
  failedStages.length === 0 ? 'Every stage passed.' : `Stopped: ${failedStages.join(' and ')} failed.`,
);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped === 0 ? '' : `, ${total.skipped} skipped`}`,
);
process.exitCode = failedStages.length === 0 ? 0 : 1;

/**
 * @param {Stage} stage
 * @returns {Promise<boolean>} Once it has ended and been counted.
 */
async function hasPassed({ name, checks }) {
  const started = performance.now();
  const failure = await checks().then(
    () => null,
    (/** @type {Error} */ error) => error,
  );
  const counts = await countsOf(name);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (failure !== null) console.error(failure.message);
  console.log(`── ${name} ${failure === null ? 'passed' : 'FAILED'} in ${seconds} s`);
  return failure === null;
}

/** What the tests of the page and in a real VS Code need of the machine, while the cores have little to do. */
async function installForTests() {
  const report = (/** @type {string} */ line) => console.log(line);
  await provideChromium(report);
  for (const version of /** @type {const} */ (['1.139', '1.100'])) await installVscode(version, report);
}

async function checkTypes() {
  await node('typescript/bin/tsc', '--build');
  for (const project of ['test', 'bench', 'samples']) {
    await node('typescript/bin/tsc', '--project', project);
  }
}

/**
 * Runs a tool of this project by its script. What it prints is shown when it fails.
 *
 * @param {string} script Below `node_modules`.
 * @param {readonly string[]} args
 */
function node(script, ...args) {
  return run(process.execPath, [path.join(root, 'node_modules', script), ...args], { cwd: root });
}

/**
 * @param {string} project A project of vitest.config.mts.
 * @returns {Stage}
 */
function testsOf(project) {
  return { name: project, checks: () => testProject(project) };
}

/** @param {string} project */
async function testProject(project) {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(project)}`];
  await run(process.execPath, [vitest, 'run', `--project=${project}`, ...reporters], {
    cwd: root,
    show: true,
  });
  const { passed } = await countsOf(project);
  if (passed === 0) throw new Error(`No test of ${project} ran.`);
}

/** @param {string} stage */
function reportOf(stage) {
  return path.join(reports, `${stage}.json`);
}

/**
 * @param {string} stage
 * @returns {Promise<Counts>} All 0 for a stage without tests.
 */
async function countsOf(stage) {
  const report = await readFile(reportOf(stage), 'utf8').catch(() => null);
  if (report === null) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(report);
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}
