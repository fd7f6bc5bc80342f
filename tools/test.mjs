import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from './process.mjs';

const root = path.dirname(import.meta.dirname);
const reports = path.join(root, 'build', 'test-reports');

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Every check, cheap ones first. A stage with tests counts them. */
const stages = [
  { name: 'format', checks: () => node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  // First of those that need it: the samples are checked against the built library of schedules.
  { name: 'package', checks: () => run(process.execPath, ['tools/package.mjs'], { cwd: root, show: true }) },
  { name: 'lint', checks: () => node('eslint/bin/eslint.js', '.') },
  {
    name: 'types',
    checks: async () => {
      await node('typescript/bin/tsc', '--build');
      for (const project of ['test', 'bench', 'samples'])
        await node('typescript/bin/tsc', '--project', project);
    },
  },
  ...['unit', 'page', 'e2e'].map((project) => ({ name: project, checks: () => testProject(project) })),
];

/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };
await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
let failedStage;
for (const { name, checks } of stages) {
  console.log(`── ${name}`);
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
  console.log(`── ${name} ${failure === null ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (failure !== null) {
    failedStage = name;
    break;
  }
}
console.log(
  failedStage === undefined ? 'Every stage passed.' : `Stopped: the stage "${failedStage}" failed.`,
);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped === 0 ? '' : `, ${total.skipped} skipped`}`,
);
process.exitCode = failedStage === undefined ? 0 : 1;

/**
 * Runs a tool of this project by its script.
 *
 * @param {string} script Below `node_modules`.
 * @param {readonly string[]} args
 */
function node(script, ...args) {
  return run(process.execPath, [path.join(root, 'node_modules', script), ...args], { cwd: root, show: true });
}

/** @param {string} project A project of vitest.config.mts. */
async function testProject(project) {
  await node(
    'vitest/vitest.mjs',
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(project)}`,
  );
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
