import { runInThisContext } from 'node:vm';
import * as tfjs from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { SliceProgram } from '../../../../src/evaluation/runtime/bindings';
import { run } from '../../../../src/evaluation/runtime/run';
import type { Trace } from '../../../../src/evaluation/runtime/trace';
import { createSandbox } from '../../../../src/evaluation/sandbox/sandbox';
import type { Slice } from '../../../../src/protocol/slice';
import { sliceOf } from '../slices';

vi.setConfig({ testTimeout: 60_000 });

/** The same driver on the same slice: in QuickJS with the stand-in, and in V8 with the real tf.js, as in the webview. */
const sandbox = await createSandbox();

beforeAll(async () => {
  await tfjs.setBackend('cpu');
});

function both(slice: Slice, lastIndex: number): [inSandbox: Trace, inEngine: Trace] {
  const request = { lastIndex, maxRates: 20_000, at: [lastIndex * 2], initialRate: 0.1 };
  const program = runInThisContext(slice.code) as SliceProgram;
  const deadline = { now: performance.now.bind(performance), end: performance.now() + 60_000 };
  return [
    sandbox.run(slice, request, { timeMs: 60_000, memoryBytes: 64 * 1024 * 1024 }),
    run(program, { ...request, ...slice }, tfjs, deadline),
  ];
}

function worstDifference([a, b]: [Trace, Trace], of: (rate: number, peak: number) => number): number {
  expect(a.fault).toBeNull();
  expect(b.fault).toBeNull();
  expect(a.rates).toHaveLength(b.rates.length);
  const peak = Math.max(...b.rates.map(Math.abs));
  return a.rates.reduce((worst, rate, i) => {
    const other = b.rates[i] ?? NaN;
    return Math.max(worst, rate === other ? 0 : Math.abs(rate - other) / of(Math.abs(other), peak));
  }, 0);
}

const library = `const lr = require('tfjs-lr-schedules');`;
const tensors = `const tf = require('@tensorflow/tfjs');`;

describe('plain arithmetic agrees to 1e-12 of each rate', () => {
  test.each([
    'new lr.CosineDecay({ initialLearningRate: 1e-4, warmupTarget: 0.1, warmupSteps: 100, decaySteps: 1900, alpha: 0.1 })',
    'new lr.ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 333, decayRate: 0.9 })',
    'new lr.InverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 7, decayRate: 0.3, staircase: true })',
    'new lr.PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 700, power: 1.7, cycle: true })',
    'new lr.PiecewiseConstantDecay({ boundaries: [10, 500.5], values: [0.1, 0.2, 0.05] })',
    'new lr.CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 100, tMul: 1.5, mMul: 0.9, alpha: 0.01 })',
    'new lr.Triangular2CyclicalLearningRate({ initialLearningRate: 1e-3, maximalLearningRate: 6e-3, stepSize: 130 })',
    'new lr.ExponentialCyclicalLearningRate({ initialLearningRate: 1e-3, maximalLearningRate: 6e-3, stepSize: 130, gamma: 0.999 })',
    '{ call: (step) => 0.1 * Math.exp(-step / 77) * (1 + Math.sin(step) ** 2) + Math.tanh(step / 100) * Math.log1p(step) }',
    '{ call: (step) => 0.1 + Math.random() * 0.01 }',
  ])('%s', (expression) => {
    expect(worstDifference(both(sliceOf(expression, { head: library }), 2000), (rate) => rate)).toBeLessThan(
      1e-12,
    );
  });

  test('a function of the epoch and the rate before', () => {
    const slice = sliceOf('(epoch, lr) => epoch < 10 ? lr : lr * Math.exp(-0.1)', { form: 'epoch-function' });
    expect(worstDifference(both(slice, 50), (rate) => rate)).toBeLessThan(1e-12);
  });
});

describe('tensor operations agree to 1e-6 of the peak', () => {
  test.each([
    '{ call: (step) => tf.tidy(() => tf.scalar(0.1).mul(tf.scalar(1).add(tf.cos(tf.scalar(Math.PI * step / 2000))).div(2))) }',
    '{ call: (step) => tf.tidy(() => tf.mul(0.1, tf.pow(tf.scalar(0.96), tf.floorDiv(tf.scalar(step, "int32"), tf.scalar(100, "int32"))))).dataSync()[0] }',
    '{ call: (step) => tf.where(tf.less(step, 500), tf.div(step, 500), tf.rsqrt(tf.scalar(step).div(500))).mul(0.1) }',
    '{ rate: tf.variable(tf.scalar(0.1)), call(step) { return tf.tidy(() => tf.minimum(this.rate, tf.exp(tf.neg(step / 300)))); } }',
  ])('%s', (expression) => {
    const slice = sliceOf(expression, { head: tensors, usesTensors: true });
    expect(worstDifference(both(slice, 2000), (_, peak) => peak)).toBeLessThan(1e-6);
  });
});
