import { describe, expect, it } from 'vitest';
import { sliceLocation } from '../../../src/evaluation/runtime/sliceLocation';
import { sliceOf, stepSlice } from '../evaluation/slices';
import { jobOn, ratesOf, trained } from './support/jobs';
import { TestHost } from './support/TestHost';

describe('a loss that is no number any more', () => {
  it('ends the run calmly, at its step, and keeps what there is', async () => {
    const host = await trained(jobOn('rosenbrock', { steps: 50, rate: { kind: 'constant', rate: 0.5 } }));
    const { ended, losses } = host;
    const step = losses.length - 1;
    expect(ended).toMatchObject({ end: 'diverged', steps: losses.length, tensorsLeft: 0 });
    expect(ended.fault).toEqual({
      code: 'diverged',
      message: `The loss became infinite at step ${step}, with the rate at 0.5.`,
      step,
      stack: null,
    });
    expect(losses.slice(0, -1).every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)).toBe(Infinity);
    expect(host.messages[0]?.type).toBe('started');
  });

  it('is told from the weights where the last update spoiled them', async () => {
    const host = await trained(
      jobOn('linear-regression', { steps: 3, rate: { kind: 'ramp', from: 0.01, to: 1e39 } }),
    );
    expect(host.losses.every(Number.isFinite)).toBe(true);
    expect(host.ended).toMatchObject({
      end: 'diverged',
      fault: {
        message: expect.stringMatching(
          /^A weight became (NaN|infinite) at step 2, with the rate at 1e39\.$/,
        ) as string,
      },
    });
  });
});

describe('a schedule', () => {
  it('that throws at step 700 is named with its place, and what there is stays', async () => {
    const slice = stepSlice(`if (step === 700) throw new RangeError('no data left'); return 0.01;`);
    const host = await trained(jobOn('quadratic-bowl', { steps: 1000, rate: ratesOf(slice) }));
    expect(host.ended).toMatchObject({ end: 'failed', steps: 700, tensorsLeft: 0 });
    expect(host.ended.fault).toMatchObject({
      code: 'threw',
      step: 700,
      message: 'The schedule fails at step 700: RangeError: no data left.',
    });
    expect(sliceLocation(host.ended.fault?.stack ?? null, slice)).toMatchObject({ uri: 'file:///train.ts' });
    expect(host.losses).toHaveLength(700);
  });

  it('that throws where its tensors are made leaves none behind', async () => {
    const slice = sliceOf(
      '{ call(step) { const rate = tf.scalar(0.1); if (step === 5) throw new Error("five"); return rate; } }',
      {
        head: `const tf = require('@tensorflow/tfjs');`,
        usesTensors: true,
      },
    );
    const host = await trained(jobOn('two-moons', { rate: ratesOf(slice) }));
    expect(host.ended).toMatchObject({ end: 'failed', steps: 5, tensorsLeft: 0 });
  });

  it('that never returns is stopped', async () => {
    const slice = stepSlice('while (step === 3) { $lr.tick(); } return 0.01;');
    const host = await trained(jobOn('quadratic-bowl', { rate: ratesOf(slice) }));
    expect(host.ended).toMatchObject({
      end: 'failed',
      steps: 3,
      fault: { code: 'timeout', step: 3, message: 'At step 3 the schedule does not come to an end.' },
    });
  });

  it('that gives a negative rate is named before it does harm', async () => {
    const slice = stepSlice('return 0.1 - step * 0.02;');
    const host = await trained(jobOn('quadratic-bowl', { rate: ratesOf(slice) }));
    expect(host.ended.fault).toMatchObject({
      code: 'negative',
      step: 6,
      message:
        'At step 6 the schedule gives a negative rate, -0.02, which would climb where it should descend.',
    });
    expect(host.rates).toHaveLength(6);
  });

  it.each([
    [
      'NaN',
      'return step > 3 ? NaN : 0.1;',
      'non-finite',
      'At step 4 the schedule gives NaN, which would destroy the weights.',
    ],
    [
      'a string',
      `return step > 3 ? '0.1' : 0.1;`,
      'not-a-number',
      'At step 4 the schedule returned the string "0.1" where a number is wanted.',
    ],
  ])('that gives %s is named', async (_, body, code, message) => {
    const host = await trained(jobOn('quadratic-bowl', { rate: ratesOf(stepSlice(body)) }));
    expect(host.ended).toMatchObject({ end: 'failed', steps: 4, fault: { code, step: 4, message } });
  });

  it('of epochs is named by its epoch', async () => {
    const slice = sliceOf('(epoch, lr) => { if (epoch === 2) throw new Error("over"); return lr; }', {
      form: 'epoch-function',
    });
    const rate = ratesOf(slice, { index: 'epoch', initialRate: 0.05 });
    const host = await trained(jobOn('quadratic-bowl', { rate, steps: 40 }));
    expect(host.ended).toMatchObject({
      end: 'failed',
      steps: 20,
      fault: { step: 20, message: 'The schedule fails at epoch 2: Error: over.' },
    });
  });

  it('that cannot be made is named before the first update', async () => {
    const slice = sliceOf('new Missing()');
    const host = await trained(jobOn('quadratic-bowl', { rate: ratesOf(slice) }));
    expect(host.messages.map(({ type }) => type)).toEqual(['ended']);
    expect(host.ended.fault).toMatchObject({
      code: 'threw',
      step: null,
      message: 'The schedule fails when it is made: ReferenceError: Missing is not defined.',
    });
  });

  it('that needs a package which cannot be had is named with it', async () => {
    const slice = sliceOf(`{ call: (step) => lodash.clamp(step, 0, 1) }`, {
      head: `const lodash = require('lodash');`,
    });
    const host = await trained(jobOn('quadratic-bowl', { rate: ratesOf(slice) }));
    expect(host.ended.fault).toMatchObject({
      code: 'unmet-import',
      message: 'The schedule needs lodash, which a preview cannot load.',
    });
  });
});

describe('a person', () => {
  it('stops a run, which keeps what there is', async () => {
    const host = new TestHost();
    host.onBreath = () => {
      host.stopped = host.progress.length >= 2;
    };
    await trained(jobOn('two-moons', { steps: 1_000_000, validationEvery: 500_000 }), host);
    expect(host.ended).toMatchObject({ end: 'stopped', fault: null, tensorsLeft: 0 });
    expect(host.ended.steps).toBe(host.losses.length);
    expect(host.ended.steps).toBeLessThan(1_000_000);
    expect(host.validation.at(-1)?.step).toBe(host.ended.steps);
  });

  it('is asked before a long run, which goes on when told to', async () => {
    const host = new TestHost();
    const asked: number[] = [];
    host.decide = () => asked.push(host.losses.length);
    await trained(jobOn('two-moons', { steps: 30, patience: 0 }), host);
    expect(host.started?.waits).toBe(true);
    expect(host.started?.expected).toBeGreaterThan(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toBeLessThan(30);
    expect(host.ended).toMatchObject({ end: 'complete', steps: 30 });
  });

  it('can answer with a stop', async () => {
    const host = new TestHost();
    host.decide = () => {
      host.stopped = true;
    };
    await trained(jobOn('two-moons', { steps: 1000, patience: 0 }), host);
    expect(host.ended.end).toBe('stopped');
    expect(host.ended.steps).toBeLessThanOrEqual(5);
  });
});

it.each([
  [{ optimizer: { name: 'adam', parameters: { beta3: 1 } } }, 'Adam has no parameter beta3.'],
  [
    { optimizer: { name: 'momentum', parameters: { momentum: 2 } } },
    'momentum of Momentum must be a number from 0 to 0.99999.',
  ],
  [{ batchSize: 0 }, 'The batch size must be a whole number of at least 1.'],
  [{ rate: { kind: 'constant', rate: -1 } }, 'A rate of -1 cannot be trained with.'],
  [{ rate: { kind: 'ramp', from: 0, to: 1 } }, 'Rates cannot rise exponentially from 0 to 1.'],
] as const)('a setup that cannot work is refused: %j', async (changes, message) => {
  const host = await trained(jobOn('two-moons', changes));
  expect(host.ended).toMatchObject({ end: 'failed', steps: 0, fault: { code: 'unsupported', message } });
});

it.each([
  ['no bytes', null, 'WebAssembly could not be loaded, so the cpu backend is used.'],
  [
    'bytes that are no program',
    new ArrayBuffer(64),
    /^WebAssembly is refused \(.+\), so the cpu backend is used\.$/,
  ],
])('WebAssembly with %s falls back to the cpu backend', async (_, wasm, note) => {
  const host = await trained(jobOn('two-moons', { backend: 'wasm' }), new TestHost({ wasm }));
  expect(host.started?.backend).toBe('cpu');
  expect(host.started?.notes).toEqual([
    typeof note === 'string' ? note : (expect.stringMatching(note) as string),
  ]);
  expect(host.ended.end).toBe('complete');
});

it('tells of all updates once, in order, in pieces', async () => {
  const host = await trained(jobOn('two-moons', { steps: 400 }));
  let next = 0;
  for (const { from, rates, losses } of host.progress) {
    expect(from).toBe(next);
    expect(rates.length).toBe(losses.length);
    next += rates.length;
  }
  expect(next).toBe(400);
  expect(host.progress.length).toBeLessThan(200);
});
