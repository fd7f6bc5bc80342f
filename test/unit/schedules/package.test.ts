import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const consumer = realpathSync(mkdtempSync(join(tmpdir(), 'lr-schedules-')));

/** A program that uses the package as its README shows, and three lines that must not compile. */
const program = `
import * as tf from '@tensorflow/tfjs';
import { attachSchedule, callbackList, cosineDecay, getLearningRate, LearningRateSchedule, LearningRateScheduler } from 'tfjs-lr-schedules';

class MyDecay extends LearningRateSchedule {
  static override get className() { return 'MyDecay'; }
  constructor(private readonly config: { initialLearningRate: number; halfLife: number }) { super(); }
  call(step: number) { return this.config.initialLearningRate * 0.5 ** (step / this.config.halfLife); }
  getConfig() { return { ...this.config }; }
}
tf.serialization.registerClass(MyDecay);

// @ts-expect-error A schedule has no such member, unless its types were lost and it is any.
cosineDecay({ initialLearningRate: 1, decaySteps: 1 }).nothing;
// @ts-expect-error A misspelt parameter.
type Misspelt = Parameters<typeof cosineDecay>[0]['warmupStep'];
// @ts-expect-error A function has a call, but not that of a schedule.
const notSchedule: Parameters<typeof attachSchedule>[1] = (step: number) => 0.5 / step;

const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const scheduler = new LearningRateScheduler(new MyDecay({ initialLearningRate: 0.5, halfLife: 1 }));
const ended: number[] = [];
const { history } = await model.fit(tf.ones([2, 1]), tf.ones([2, 1]), {
  epochs: 2,
  verbose: 0,
  callbacks: callbackList([scheduler, { onEpochEnd: (epoch) => void ended.push(epoch) }]),
});

const stepped: number[] = [];
const detach: () => void = attachSchedule(model.optimizer, cosineDecay({ initialLearningRate: 0.5, decaySteps: 2 }), { initialStep: 0 });
await model.fit(tf.ones([2, 1]), tf.ones([2, 1]), {
  batchSize: 1,
  verbose: 0,
  callbacks: { onBatchBegin: () => void stepped.push(getLearningRate(model.optimizer)) },
});
detach();
console.log(JSON.stringify({ rates: history['learning_rate'], ended, stepped, after: getLearningRate(model.optimizer) }));
`;

beforeAll(() => {
  const installed = join(consumer, 'node_modules/tfjs-lr-schedules');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(repository, 'src/schedules/package.json'), join(installed, 'package.json'));
  execFileSync(process.execPath, [join(repository, 'src/schedules/build.mjs'), join(installed, 'dist')]);
  for (const name of ['@tensorflow', '@types']) {
    symlinkSync(join(repository, 'node_modules', name), join(consumer, 'node_modules', name));
  }
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(consumer, 'program.ts'), program);
}, 60_000);

afterAll(() => {
  rmSync(consumer, { recursive: true, force: true });
});

function compile(module: string, resolution: string): string {
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  const options =
    `--strict --noImplicitOverride --exactOptionalPropertyTypes --noUncheckedIndexedAccess --skipLibCheck --target ES2022 ` +
    `--types node --lib ES2022,DOM --module ${module} --moduleResolution ${resolution} program.ts`;
  try {
    return execFileSync(process.execPath, [compiler, ...options.split(' ')], {
      cwd: consumer,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test('the built package compiles for a bundler', { timeout: 60_000 }, () => {
  expect(compile('ESNext', 'bundler')).toBe('');
});

test('the built package compiles for Node’s own modules, and runs there', { timeout: 60_000 }, () => {
  expect(compile('NodeNext', 'NodeNext')).toBe('');
  const printed = execFileSync(process.execPath, ['program.js'], {
    cwd: consumer,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(printed)).toEqual({
    rates: [0.5, 0.25],
    ended: [0, 1],
    stepped: [0.5, 0.25],
    after: 0.25,
  });
});
