import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/evaluation/runtime/run';
import type { Slice } from '../../../src/protocol/slice';
import { type Tensorflow, tidyProgram } from '../../../src/evaluation/runtime/tidyProgram';
import { sliceOf, stepSlice } from '../evaluation/slices';
import { jobOn, optimizer, ratesOf, trained } from './support/jobs';
import { TestHost } from './support/TestHost';

const STEPS = 60;
const STEPS_PER_EPOCH = 7;
const HORIZON = 100;

/** The rates that the page plots: those of the driver, at each of these indices. */
function plotted(slice: Slice, lastIndex: number, initialRate: number | null): number[] {
  const program = new TestHost().program(slice);
  const request = {
    ...slice,
    initialRate,
    lastIndex,
    horizon: HORIZON,
    stepsPerEpoch: STEPS_PER_EPOCH,
    maxRates: lastIndex + 1,
    at: [],
  };
  const deadline = { now: () => performance.now(), end: Infinity };
  const traced = slice.usesTensors ? tidyProgram(program, tf as unknown as Tensorflow) : program;
  return [...run(traced, request, tf, deadline).rates];
}

const LIBRARY = `const { CosineDecay, LearningRateSchedule, LearningRateScheduler } = require('tfjs-lr-schedules');`;

describe('the rate of every update equals the plotted curve', () => {
  it.each([
    [
      'an instance',
      sliceOf(
        `new CosineDecay({ initialLearningRate: 0, warmupTarget: 0.2, warmupSteps: 10, decaySteps: 40 })`,
        { head: LIBRARY },
      ),
    ],
    [
      'a subclass',
      sliceOf('new Halving()', {
        head: `${LIBRARY}
class Halving extends LearningRateSchedule { call(step) { return 0.1 * 0.5 ** (step / 13); } }`,
      }),
    ],
    ['a function that draws lots', stepSlice('return 0.1 * Math.random();')],
    [
      'a function that remembers',
      sliceOf('{ call() { rate *= 0.97; return rate; } }', { head: 'let rate = 0.1;' }),
    ],
    [
      'a function of the clock',
      stepSlice('return 0.01 + (Date.now() % 1000) / 1e5 + performance.now() / 1e9;'),
    ],
    [
      'tensor operations',
      sliceOf('{ call(step) { return tf.mul(base, tf.cos(step / 20)).add(0.1); } }', {
        head: `const tf = require('@tensorflow/tfjs'); const base = tf.scalar(0.05);`,
        usesTensors: true,
      }),
    ],
    [
      'slots',
      sliceOf('{ call: (step) => $lr.slots[0] / (1 + $lr.given.k * step) }', {
        slots: [0.1],
        given: { k: 0.05 },
      }),
    ],
    [
      'a function of how much is done',
      sliceOf('(step, horizon) => 0.1 * (1 - step / horizon)', { form: 'index-function' }),
    ],
    [
      'a loop that decays the rate it has',
      sliceOf('() => (rate *= 0.97)', { head: 'let rate = 0.1;', form: 'stepped-function' }),
    ],
  ])('of steps: %s', async (_, slice) => {
    const host = await trained(
      jobOn('quadratic-bowl', { steps: STEPS, rate: ratesOf(slice, { horizon: HORIZON }) }),
    );
    expect(host.ended).toMatchObject({ end: 'complete', fault: null, tensorsLeft: 0 });
    expect(host.rates).toEqual(plotted(slice, STEPS - 1, null));
  });

  it.each([
    [
      'a callback of batches',
      sliceOf(
        `{ callback: {
          onEpochEnd: () => { base *= 0.8; },
          onBatchBegin: (batch) => $lr.optimizer.setLearningRate(base / (1 + batch)),
        } }`,
        { head: 'let base = 0.1;', form: 'step-callback' },
      ),
    ],
    [
      'a stepper',
      sliceOf('{ stepper: { step() { $lr.optimizer.learningRate *= 0.9; } } }', { form: 'stepper' }),
    ],
  ])('of updates: %s', async (_, slice) => {
    const rate = ratesOf(slice, { initialRate: 0.05, stepsPerEpoch: STEPS_PER_EPOCH });
    const host = await trained(jobOn('quadratic-bowl', { steps: STEPS, rate }));
    expect(host.ended).toMatchObject({ end: 'complete', fault: null, tensorsLeft: 0 });
    expect(host.rates).toEqual(plotted(slice, STEPS - 1, 0.05));
  });

  it('of steps gone through in strides', async () => {
    const slice = stepSlice('return 0.1 / (1 + step);');
    const host = await trained(
      jobOn('quadratic-bowl', { steps: STEPS, rate: ratesOf(slice, { stride: 2.5 }) }),
    );
    const curve = plotted(slice, 200, null);
    expect(host.rates).toEqual(host.rates.map((_, step) => curve[Math.floor(step * 2.5)]));
  });

  it.each([
    [
      'a function of epoch and rate',
      sliceOf('(epoch, lr) => (epoch < 2 ? lr : lr * 0.8)', { form: 'epoch-function' }),
      0.07,
    ],
    [
      'the callback',
      sliceOf('new LearningRateScheduler((epoch, lr) => lr * Math.exp(-0.1))', {
        head: LIBRARY,
        form: 'epoch-function',
      }),
      0.07,
    ],
    [
      'a callback that sets the rate at the end of an epoch',
      sliceOf(
        '{ callback: { onEpochEnd: (epoch) => { $lr.optimizer.learningRate = 0.1 / (2 + epoch); } } }',
        {
          form: 'epoch-callback',
        },
      ),
      0.09,
    ],
    [
      'a schedule counted in epochs',
      sliceOf('{ call: (epoch) => 0.1 / (1 + epoch) }', { form: 'epoch-function' }),
      null,
    ],
  ])('of epochs: %s', async (_, slice, initialRate) => {
    const rate = ratesOf(slice, { index: 'epoch', initialRate });
    const host = await trained(
      jobOn('quadratic-bowl', { steps: STEPS, stepsPerEpoch: STEPS_PER_EPOCH, rate }),
    );
    const curve = plotted(slice, Math.floor((STEPS - 1) / STEPS_PER_EPOCH), initialRate);
    expect(host.ended).toMatchObject({ end: 'complete', tensorsLeft: 0 });
    expect(host.rates).toEqual(host.rates.map((_, step) => curve[Math.floor(step / STEPS_PER_EPOCH)]));
  });

  it('which an epoch function is given back at the next epoch', async () => {
    const slice = sliceOf(
      '(epoch, lr) => { given.push(lr); return given.length > 1 && lr !== last ? NaN : (last = 0.1 / (epoch + 3)); }',
      {
        head: 'const given = []; let last = 0;',
        form: 'epoch-function',
      },
    );
    const rate = ratesOf(slice, { index: 'epoch', initialRate: 0.3 });
    const host = await trained(jobOn('quadratic-bowl', { steps: STEPS, rate }));
    expect(host.ended.fault).toBeNull();
  });
});

describe('the recorded rate', () => {
  it.each(['sgd', 'momentum', 'adam'] as const)(
    'is the one that moves the weights, with %s',
    async (name) => {
      const slice = stepSlice('return 0.02 / (1 + step);');
      const job = jobOn('rosenbrock', { steps: 3, optimizer: optimizer(name), rate: ratesOf(slice) });
      const host = await trained(job);
      const whole = await trained({ ...job, steps: 1 });
      const [x0 = 0, , x1 = 0, , x2 = 0] = host.path;
      expect(host.rates).toEqual([0.02, 0.01, 0.02 / 3]);
      // Twice the rate moves twice as far from the same start.
      const doubled = await trained({ ...job, steps: 2, rate: { kind: 'constant', rate: 0.04 } });
      expect((doubled.path[2] ?? 0) - x0).toBeCloseTo(2 * (x1 - x0), 5);
      expect(x2).not.toBe(x1);
      expect(whole.path).toHaveLength(2);
    },
  );

  it('rises exponentially in a ramp, from the first update to the last', async () => {
    const host = await trained(
      jobOn('quadratic-bowl', { steps: 5, rate: { kind: 'ramp', from: 1e-4, to: 1 } }),
    );
    expect(host.rates).toHaveLength(5);
    [1e-4, 1e-3, 1e-2, 1e-1, 1].forEach((rate, i) => expect(host.rates[i]).toBeCloseTo(rate, 12));
  });
});
