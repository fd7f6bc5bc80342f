import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { PROBLEMS } from '../src/training/problems/problems';
import type { TrainingJob } from '../src/protocol/training/job';
import { type PlainMessage, trainInWorker } from '../test/page/support/trainInWorker';
import { sharedTensorflow } from '../tools/sharedTensorflow.mjs';
import type { BareCommand } from './support/bareTraining';
import { PreviewBench } from './support/page';
import { median, type Row } from './support/row';

const ROUNDS = 7;

interface Case {
  readonly problem: keyof typeof PROBLEMS;
  readonly optimizer: 'sgd' | 'adam';
  readonly backend: 'cpu' | 'wasm';
  readonly steps: number;
}

const CASES: readonly Case[] = [
  { problem: 'two-spirals', optimizer: 'sgd', backend: 'wasm', steps: 2000 },
  { problem: 'two-spirals', optimizer: 'adam', backend: 'wasm', steps: 1000 },
  { problem: 'digits', optimizer: 'sgd', backend: 'wasm', steps: 1500 },
  { problem: 'digits-cnn', optimizer: 'sgd', backend: 'wasm', steps: 500 },
  { problem: 'two-spirals', optimizer: 'sgd', backend: 'cpu', steps: 1000 },
  { problem: 'digits', optimizer: 'sgd', backend: 'cpu', steps: 400 },
  { problem: 'digits-cnn', optimizer: 'sgd', backend: 'cpu', steps: 75 },
];

const COSINE = `(function ($lr) { return [function (exports, require) {
const { CosineDecay } = require('tfjs-lr-schedules');
exports.$root = () => new CosineDecay({ initialLearningRate: $lr.slots[0], decaySteps: 1000, alpha: 0.1 });
}]; })`;

/** A run as the page has it made: the person's schedule, looks at the validation data and at the effective rates. */
function jobOf({ problem, optimizer, backend, steps }: Case, seed = 1): TrainingJob {
  const { batchSize, rates } = PROBLEMS[problem];
  return {
    problem: problem,
    optimizer: { name: optimizer, parameters: {} },
    backend,
    steps,
    batchSize,
    stepsPerEpoch: 16,
    seed,
    rate: {
      kind: 'slice',
      slice: {
        code: COSINE,
        form: 'schedule',
        slots: [rates[optimizer]],
        given: {},
        sources: [],
        lines: [],
        usesTensors: false,
        stateless: false,
      },
      index: 'step',
      initialRate: null,
      horizon: 10_000,
      stepsPerEpoch: 1,
      stride: 1,
    },
    validationEvery: Math.max(25, Math.round(steps / 20)),
    effectiveRates: true,
    patience: 1e9,
  };
}

/** The drivers against one another in one Chromium, in turns. */
export async function measure(): Promise<readonly Row[]> {
  await using bench = await PreviewBench.open();
  const { page } = bench;
  const bareScript = await bundled();
  const rows: Row[] = [];
  for (const one of CASES) {
    rows.push(...(await against(page, one, bareScript)));
  }
  return rows;
}

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./support/bareTraining.ts', import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    plugins: [sharedTensorflow()],
  });
  return outputFiles[0]?.text ?? '';
}

async function against(page: Page, one: Case, script: string): Promise<readonly Row[]> {
  const speeds = { ours: [] as number[], minimize: [] as number[], fit: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    speeds.ours.push(oursOf(await trainInWorker(page, jobOf(one)), one.steps));
    for (const driver of ['minimize', 'fit'] as const) {
      speeds[driver].push(await bareSpeed(page, { ...one, driver }, script));
    }
  }
  const ratio = (other: 'minimize' | 'fit'): number =>
    median(speeds.ours.map((speed, i) => speed / (speeds[other][i] ?? Number.NaN)));
  const name = `${PROBLEMS[one.problem].title}, ${one.optimizer}, ${one.backend}`;
  const figures = {
    'our driver, steps per second, median': Math.round(median(speeds.ours)),
    'bare minimize': Math.round(median(speeds.minimize)),
    'model.fit': Math.round(median(speeds.fit)),
    rounds: ROUNDS,
  };
  return [
    row(`training ${name}: against a bare minimize loop`, 0.95, ratio('minimize'), figures),
    row(`training ${name}: against model.fit`, 1.2, ratio('fit'), {}),
  ];
}

function row(what: string, least: number, ratio: number, figures: Row['figures']): Row {
  return { what, budget: `at least ${least}`, result: ratio.toFixed(2), met: ratio >= least, figures };
}

function oursOf(messages: readonly PlainMessage[], steps: number): number {
  const ended = messages.at(-1);
  if (ended?.type !== 'ended' || ended.end !== 'complete') {
    throw new Error(`the run did not end well: ${JSON.stringify(ended)}`);
  }
  return (steps / ended.time) * 1000;
}

/** Steps per second of a worker that does nothing else. */
async function bareSpeed(
  page: Page,
  command: Omit<BareCommand, 'wasm' | 'digits'>,
  script: string,
): Promise<number> {
  const time = await page.evaluate(
    async ({ command: wanted, script: text }): Promise<number | string> => {
      const blob = (code: string): string =>
        URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
      const names = ['/tensorflow.js', '/tensorflowWasm.js'];
      const parts = await Promise.all(names.map(async (name) => blob(await (await fetch(name)).text())));
      const imported = [...parts, blob(text)].map((address) => JSON.stringify(address));
      const worker = new Worker(blob(`importScripts(${imported.join(',')});`));
      const bytes = async (name: string): Promise<ArrayBuffer> => (await fetch(name)).arrayBuffer();
      const files = { wasm: await bytes('/tensorflowSimd.wasm'), digits: await bytes('/digits.bin') };
      const answer = await new Promise<number | string>((resolve) => {
        worker.onmessage = (event: MessageEvent<number | string>) => {
          resolve(event.data);
        };
        worker.postMessage({ ...wanted, ...files });
      });
      worker.terminate();
      return answer;
    },
    { command, script },
  );
  if (typeof time === 'string') {
    throw new Error(time);
  }
  return (command.steps / time) * 1000;
}
