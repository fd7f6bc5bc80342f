import { describe, expect, it } from 'vitest';
import type { OwnModel, TrainingJob } from '../../../src/protocol/training/job';
import { sliceOf } from '../evaluation/slices';
import { jobOn, meanOf, optimizer, trained } from './support/jobs';

const HEAD = `const tf = require('@tensorflow/tfjs');`;

const MLP = `(() => {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 16, inputShape: [4], activation: 'relu', name: 'hidden' }));
  model.add(tf.layers.dropout({ rate: 0.1 }));
  model.add(tf.layers.dense({ units: 3, activation: 'softmax', name: 'out' }));
  return model;
})()`;

/** Three classes that the first input tells apart; as many examples as the labels are given. */
const DATA = `(() => {
  const x = Array.from({ length: 90 }, (_, i) => [i % 3, 1, Math.random(), Math.random()]);
  return { xs: tf.tensor2d(x), ys: tf.oneHot(tf.tensor1d(x.map((row) => row[0]), 'int32'), 3).toFloat() };
})()`;

function own(model: string, data: string | null, loss: string | null = null): OwnModel {
  return {
    model: sliceOf(model, { head: HEAD, usesTensors: true }),
    data: data === null ? null : sliceOf(data, { head: HEAD, usesTensors: true }),
    loss,
  };
}

function job(problem: OwnModel, changes: Partial<TrainingJob> = {}): TrainingJob {
  return {
    ...jobOn('two-moons', { optimizer: optimizer('adam'), rate: { kind: 'constant', rate: 0.02 } }),
    problem,
    steps: 60,
    batchSize: 16,
    validationEvery: 30,
    ...changes,
  };
}

describe('a model of the person’s own', () => {
  it('learns its own data', async () => {
    const host = await trained(job(own(MLP, DATA, 'categoricalCrossentropy')));
    expect(host.started).toMatchObject({ parameters: 4 * 16 + 16 + 16 * 3 + 3, notes: [] });
    expect(host.ended).toMatchObject({ end: 'complete', fault: null, tensorsLeft: 0 });
    expect(meanOf(host.losses.slice(-5))).toBeLessThan((host.losses[0] ?? 0) / 2);
    expect(host.validation.map(({ step }) => step)).toEqual([0, 30, 60]);
    expect(host.validation.at(-1)?.accuracy).toBeGreaterThan(0.9);
  });

  it('gives the same numbers each time, what is drawn and dropped out included', async () => {
    const one = await trained(job(own(MLP, DATA)));
    const two = await trained(job(own(MLP, DATA)));
    const other = await trained(job(own(MLP, DATA), { seed: 2 }));
    expect(two.losses).toEqual(one.losses);
    expect(other.losses).not.toEqual(one.losses);
  });

  it('begins with the same weights whatever optimizer and schedule train it', async () => {
    const adam = await trained(job(own(MLP, DATA), { steps: 1 }));
    const sgd = await trained(
      job(own(MLP, DATA), {
        steps: 1,
        optimizer: optimizer('sgd'),
        rate: { kind: 'ramp', from: 0.1, to: 1 },
      }),
    );
    expect(sgd.losses).toEqual(adam.losses);
  });

  it('follows the schedule, also with WebAssembly', async () => {
    const host = await trained(
      job(own(MLP, DATA), { backend: 'wasm', steps: 5, rate: { kind: 'ramp', from: 1e-4, to: 1 } }),
    );
    expect(host.ended.end).toBe('complete');
    expect(host.rates[4]).toBeCloseTo(1, 12);
  });

  it('is given random data and a teacher where it has none, and that is said', async () => {
    const host = await trained(job(own(MLP, null), { steps: 150 }));
    expect(host.started?.notes).toEqual([
      'The source names no loss, so categoricalCrossentropy is used, which fits the model’s last layer.',
      'There are no data: inputs are random, and labels come from a fixed random teacher, the same model with other weights.',
    ]);
    expect(host.ended).toMatchObject({ end: 'complete', tensorsLeft: 0 });
    expect(meanOf(host.losses.slice(-10))).toBeLessThan(meanOf(host.losses.slice(0, 3)) * 0.8);
  });

  it.each([
    ['a regression', `tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] })`],
    [
      'yes or no',
      `tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3], activation: 'sigmoid' })] })`,
    ],
    [
      'words',
      `tf.sequential({ layers: [tf.layers.embedding({ inputDim: 7, outputDim: 4, inputLength: 5 }), tf.layers.flatten(), tf.layers.dense({ units: 2, activation: 'softmax' })] })`,
    ],
    [
      'two inputs',
      `(() => {
        const a = tf.input({ shape: [3] });
        const b = tf.input({ shape: [2] });
        const both = tf.layers.concatenate().apply([a, b]);
        return tf.model({ inputs: [a, b], outputs: tf.layers.dense({ units: 2 }).apply(both) });
      })()`,
    ],
    [
      'pictures',
      `tf.sequential({ layers: [tf.layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 1], activation: 'relu' }), tf.layers.batchNormalization(), tf.layers.flatten(), tf.layers.dense({ units: 2, activation: 'softmax' })] })`,
    ],
    [
      'a sequence of any length',
      `tf.sequential({ layers: [tf.layers.simpleRNN({ units: 4, inputShape: [null, 2] }), tf.layers.dense({ units: 1 })] })`,
    ],
  ])('of every kind is trained without data: %s', async (_, model) => {
    const host = await trained(job(own(model, null), { steps: 6, backend: 'wasm' }));
    expect(host.ended).toMatchObject({ end: 'complete', steps: 6, fault: null, tensorsLeft: 0 });
    expect(host.losses.every(Number.isFinite)).toBe(true);
  });

  it('keeps the loss that its own code compiled it with', async () => {
    const compiled = `(() => { const model = ${MLP}; model.compile({ optimizer: 'adam', loss: 'meanSquaredError' }); return model; })()`;
    const host = await trained(job(own(compiled, DATA), { steps: 3 }));
    expect(host.started?.notes).toEqual([]);
    expect(host.ended).toMatchObject({ end: 'complete', tensorsLeft: 0 });
    // The mean of three squares below 1, where the cross-entropy begins near ln 3.
    expect(host.losses[0]).toBeLessThan(0.5);
    expect((await trained(job(own(MLP, DATA), { steps: 1 }))).losses[0]).toBeGreaterThan(0.5);
  });

  it('is waited for where its function is asynchronous', async () => {
    const host = await trained(job(own(`(async () => ${MLP})()`, `Promise.resolve(${DATA})`), { steps: 2 }));
    expect(host.ended.end).toBe('complete');
  });

  it.each([
    ['pairs of arrays', `[[[0, 1, 2, 3], [3, 2, 1, 0]], [[1, 0, 0], [0, 1, 0]]]`],
    ['inputs and labels', `({ inputs: [[0, 1, 2, 3], [3, 2, 1, 0]], labels: [[1, 0, 0], [0, 1, 0]] })`],
  ])('takes data as %s', async (_, data) => {
    const host = await trained(job(own(MLP, data), { steps: 2 }));
    expect(host.ended.fault).toBeNull();
  });
});

describe('what does not fit is said in words', () => {
  it.each([
    [
      'no model',
      '({ layers: 3 })',
      null,
      null,
      'model',
      'The function of the model returns an object and no tf.LayersModel.',
    ],
    ['an empty model', 'tf.sequential()', null, null, 'model', 'The model has no layers.'],
    [
      'a model without input shape',
      'tf.sequential({ layers: [tf.layers.dense({ units: 2 })] })',
      null,
      null,
      'model',
      /^The function of the model fails: Error: The first layer in a Sequential model must get an `inputShape`/,
    ],
    [
      'a model that throws',
      `(() => { throw new Error('no weights file'); })()`,
      null,
      null,
      'model',
      'The function of the model fails: Error: no weights file.',
    ],
    [
      'a loss that tf.js has not',
      MLP,
      DATA,
      'focal',
      'model',
      /^The model cannot be compiled with the loss focal: .*focal/,
    ],
    [
      'inputs of another shape',
      MLP,
      '({ xs: tf.zeros([10, 5]), ys: tf.zeros([10, 3]) })',
      null,
      'data',
      /^The data do not fit the model: xs holds examples of the shape \[5\], but the model’s input \w+ takes \[4\]\.$/,
    ],
    [
      'labels of another shape',
      MLP,
      '({ xs: tf.zeros([10, 4]), ys: tf.zeros([10]) })',
      null,
      'data',
      /^The data do not fit the model: ys holds examples of the shape \[1\], but the model’s output out\/\w+ takes \[3\]\.$/,
    ],
    [
      'unequal numbers of examples',
      MLP,
      '({ xs: tf.zeros([10, 4]), ys: tf.zeros([9, 3]) })',
      null,
      'data',
      'The data do not fit the model: xs holds 10 examples, but ys 9.',
    ],
    [
      'data of another kind',
      MLP,
      '42',
      null,
      'data',
      'The data do not fit the model: they are the number 42, but should be { xs, ys } or [inputs, labels], as tensors or arrays.',
    ],
    [
      'ragged rows',
      MLP,
      '({ xs: [[1, 2, 3, 4], [1, 2]], ys: [[1, 0, 0], [1, 0, 0]] })',
      null,
      'data',
      'The data do not fit the model: xs has parts of different lengths, 4 and 2.',
    ],
    [
      'words where numbers are wanted',
      MLP,
      `({ xs: [['a', 1, 2, 3]], ys: [[1, 0, 0]] })`,
      null,
      'data',
      'The data do not fit the model: xs holds the string "a" where a number or a list is wanted.',
    ],
    [
      'a package',
      `require('lodash').noop()`,
      null,
      null,
      'unmet-import',
      'The function of the model needs lodash, which a preview cannot load.',
    ],
  ])('%s', async (_, model, data, loss, code, message) => {
    const host = await trained(job(own(model, data, loss)));
    const { fault, end, steps } = host.ended;
    expect({ end, steps, code: fault?.code }).toEqual({ end: 'failed', steps: 0, code });
    expect(fault?.message).toEqual(
      typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    );
  });

  it('a model that fails at an update is named with its step, and what there is stays', async () => {
    const model = `(() => {
      class Failing extends tf.layers.Layer {
        call(inputs) {
          calls += 1;
          if (calls > 4) throw new Error('no more');
          return Array.isArray(inputs) ? inputs[0] : inputs;
        }
        static get className() { return 'Failing'; }
      }
      return tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] }), new Failing()] });
    })()`;
    const failing = { ...own(model, DATA), model: sliceOf(model, { head: `${HEAD} let calls = 0;` }) };
    const host = await trained(job(failing, { validationEvery: 0 }));
    const { steps, fault } = host.ended;
    expect(host.ended.end).toBe('failed');
    expect(steps).toBeGreaterThan(0);
    expect(host.losses).toHaveLength(steps);
    expect(fault).toMatchObject({
      code: 'model',
      step: steps,
      message: `The update at step ${steps} fails: no more.`,
    });
  });
});
