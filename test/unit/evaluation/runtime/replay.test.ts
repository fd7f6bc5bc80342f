import { runInThisContext } from 'node:vm';
import * as tfjs from '@tensorflow/tfjs';
import { describe, expect, test, vi } from 'vitest';
import type { SliceProgram } from '../../../../src/evaluation/runtime/bindings';
import { run } from '../../../../src/evaluation/runtime/run';
import type { Trace } from '../../../../src/evaluation/runtime/trace';
import { createSandbox, type SandboxRequest } from '../../../../src/evaluation/sandbox/sandbox';
import type { Slice, SliceForm } from '../../../../src/protocol/slice';
import { sliceOf } from '../slices';

vi.setConfig({ testTimeout: 60_000 });

const sandbox = await createSandbox();

const REQUEST: SandboxRequest = {
  lastIndex: 5,
  maxRates: 1_000_000,
  at: [],
  initialRate: 0.1,
  horizon: 6,
  stepsPerEpoch: 3,
};

/** In QuickJS, and in V8 with no tf.js and with the real one: all three have to give the same. */
function replayed(slice: Slice, more: Partial<SandboxRequest> = {}): Trace {
  const request = { ...REQUEST, ...more };
  const program = runInThisContext(slice.code) as SliceProgram;
  const inSandbox = sandbox.run(slice, request, { timeMs: 20_000, memoryBytes: 64 * 1024 * 1024 });
  for (const tensorflow of [undefined, tfjs]) {
    const deadline = { now: performance.now.bind(performance), end: performance.now() + 20_000 };
    const inEngine = run(program, { ...request, ...slice }, tensorflow, deadline);
    expect(inEngine.fault?.message).toEqual(inSandbox.fault?.message);
    expect([...inEngine.rates]).toEqual([...inSandbox.rates]);
  }
  return inSandbox;
}

function ratesOf(slice: Slice, more: Partial<SandboxRequest> = {}): number[] {
  const { fault, rates } = replayed(slice, more);
  expect(fault).toBeNull();
  return [...rates];
}

function callback(hooks: string, head = '', form: SliceForm = 'epoch-callback'): Slice {
  return sliceOf(`{ callback: ${hooks} }`, { head, form });
}

const TF = `const tf = require('@tensorflow/tfjs');`;

describe('a callback is called as fit calls it', () => {
  const order = `${TF}
let seen = [];
const note = (what) => (...parameters) => { seen.push(what + parameters[0]); };
const hooks = {
  onTrainBegin: () => { seen.push('T'); },
  onEpochBegin: note('e'), onBatchBegin: note('b'), onBatchEnd: note('B'), onEpochEnd: note('E'),
};
const expected = 'T e0 b0 B0 b1 B1 b2 B2 E0 e1 b0 B0 b1 B1 b2 B2 E1 e2 b0'.split(' ');
const check = (length) => {
  if (seen.join() !== expected.slice(0, length).join()) throw new Error(seen.join(' '));
};`;

  test('for each update of each epoch', () => {
    const lengths = [3, 5, 7, 11, 13, 15];
    const slice = callback(
      `{ ...hooks, onBatchBegin: (batch) => { hooks.onBatchBegin(batch); check(lengths.shift()); $lr.optimizer.learningRate = seen.length; } }`,
      `${order} const lengths = ${JSON.stringify(lengths)};`,
      'step-callback',
    );
    expect(ratesOf(slice)).toEqual(lengths);
  });

  test('for each epoch, with all of its batches', () => {
    const slice = callback(
      `{ ...hooks, onEpochBegin: (epoch) => { hooks.onEpochBegin(epoch); $lr.optimizer.learningRate = seen.length; if (epoch === 2) check(18); } }`,
      order,
    );
    expect(ratesOf(slice, { lastIndex: 2 })).toEqual([2, 10, 18]);
  });

  test('a rate set at the end of an epoch acts from the next one on', () => {
    const ending = callback(
      '{ onEpochEnd(epoch) { $lr.optimizer.learningRate = [0.5, 0.25, 0.125, 0, 0, 0][epoch]; } }',
    );
    expect(ratesOf(ending, { lastIndex: 3 })).toEqual([0.1, 0.5, 0.25, 0.125]);
    const beginning = callback(
      '{ onEpochBegin(epoch) { $lr.optimizer.learningRate = [0.5, 0.25, 0.125, 0, 0, 0][epoch]; } }',
    );
    expect(ratesOf(beginning, { lastIndex: 3 })).toEqual([0.5, 0.25, 0.125, 0]);
  });

  test('of a rate set at the end of a batch, the next update is the first', () => {
    const slice = callback(
      '{ onBatchEnd: () => { $lr.optimizer.learningRate *= 0.5; } }',
      '',
      'step-callback',
    );
    expect(ratesOf(slice)).toEqual([0.1, 0.05, 0.025, 0.0125, 0.00625, 0.003125]);
  });

  test('updates are counted, whether or not anybody looks at the batches', () => {
    const hook = 'onEpochBegin: () => { $lr.optimizer.learningRate = $lr.optimizer.iterations; }';
    expect(ratesOf(callback(`{ ${hook} }`))).toEqual([0, 3, 6, 9, 12, 15]);
    expect(ratesOf(callback(`{ ${hook}, onBatchEnd() {} }`))).toEqual([0, 3, 6, 9, 12, 15]);
  });

  test('it is told how long training is', () => {
    const slice = callback(`{
      setParams(params) { this.params = params; },
      onEpochBegin(epoch) { $lr.optimizer.learningRate = 1 - epoch / this.params.epochs + this.params.samples / this.params.batchSize; },
    }`);
    expect(ratesOf(slice, { lastIndex: 3 })[3]).toBe(3.5);
  });
});

describe('every way to set the rate is seen', () => {
  test.each([
    ['an assignment', '$lr.optimizer.learningRate = rate'],
    ['an assignment by name', "$lr.model.optimizer['learningRate'] = rate"],
    ['a call', '$lr.optimizer.setLearningRate(rate)'],
    ['a recompile', "$lr.model.compile({ optimizer: tf.train.adam(rate), loss: 'meanSquaredError' })"],
    ['a new optimizer', '$lr.optimizer = tf.train.sgd(rate)'],
    ['a new optimizer of the model', '$lr.model.optimizer = new tf.AdamOptimizer(rate)'],
    ['the library', "require('tfjs-lr-schedules').setLearningRate($lr.optimizer, rate)"],
    ['a group of weights', '$lr.optimizer.paramGroups[0].lr = rate'],
    ['a tensor', '$lr.optimizer.learningRate = { dataSync: () => [rate] }'],
    [
      'only on an optimizer that has a setter',
      'if ($lr.optimizer instanceof tf.SGDOptimizer) $lr.optimizer.setLearningRate(rate)',
    ],
  ])('%s', (_, write) => {
    const slice = callback(`{ onEpochBegin: (epoch) => { const rate = 0.5 ** epoch; ${write}; } }`, TF);
    expect(ratesOf(slice, { lastIndex: 2 })).toEqual([1, 0.5, 0.25]);
  });

  test('a class that extends the callback of tf.js has the model', () => {
    const slice = callback(
      'new Halving(0.4)',
      `${TF} class Halving extends tf.Callback {
        constructor(rate) { super(); this.rate = rate; }
        onEpochBegin() { this.model.optimizer.learningRate = this.rate; this.rate /= 2; }
      }`,
    );
    expect(ratesOf(slice, { lastIndex: 2 })).toEqual([0.4, 0.2, 0.1]);
  });

  test('a callback made of hooks, and an optimizer by name', () => {
    const slice = callback(
      "new tf.CustomCallback({ onEpochEnd: () => $lr.model.compile({ optimizer: 'adamax' }) })",
      TF,
    );
    expect(ratesOf(slice, { lastIndex: 1 })).toEqual([0.1, 0.002]);
  });

  test('what it does beside that does no harm', () => {
    const slice = callback(`{
      onEpochBegin(epoch, logs) {
        $lr.optimizer.learningRate = 0.5 ** epoch;
        for (const layer of $lr.model.layers) layer.trainable = false;
        $lr.model.save('indexeddb://rates').then(() => $lr.model.reset());
        logs.rate = \`\${$lr.model.evaluate(1, 2)}\`;
      },
    }`);
    expect(ratesOf(slice, { lastIndex: 1 })).toEqual([1, 0.5]);
  });
});

describe('a stepper is taken one step on after each update', () => {
  const stepper = (expression: string, head: string): Slice =>
    sliceOf(`{ stepper: ${expression} }`, { head, form: 'stepper' });

  test('where it sets the rate of the optimizer', () => {
    const head = `class Halving {
      constructor(optimizer) { this.optimizer = optimizer; this.last = 0; }
      step() { this.last += 1; this.optimizer.lr = this.getLr(); }
      // Made of the rate before: to ask for it beside the steps would decay it twice.
      getLr() { return this.last % 2 === 0 ? this.optimizer.lr * 0.5 : this.optimizer.lr; }
    }`;
    expect(ratesOf(stepper('new Halving($lr.optimizer)', head))).toEqual([
      0.1, 0.1, 0.05, 0.05, 0.025, 0.025,
    ]);
  });

  test('where it gives the rate', () => {
    const head = `class Linear {
      constructor(base) { this.base = base; this.n = 0; }
      step() { this.n++; }
      getLr() { return [this.base - this.n, 7]; }
    }`;
    expect(ratesOf(stepper('new Linear(5)', head), { lastIndex: 2 })).toEqual([5, 4, 3]);
  });

  test('where it holds the rate', () => {
    const head = 'class Held { lr = 8; step() { this.lr /= 2; return 99; } }';
    expect(ratesOf(stepper('new Held()', head), { lastIndex: 2 })).toEqual([8, 4, 2]);
  });

  test('where nothing but the step tells it', () => {
    const head = 'class Told { n = 8; step() { this.n /= 2; return this.n; } }';
    expect(ratesOf(stepper('new Told()', head), { lastIndex: 2 })).toEqual([4, 2, 1]);
  });

  test('where the step is told the index', () => {
    const head = `class Indexed {
      constructor(optimizer) { this.optimizer = optimizer; }
      step(epoch) { this.optimizer.learningRate = 1 / (1 + epoch); }
    }`;
    expect(ratesOf(stepper('new Indexed($lr.optimizer)', head), { lastIndex: 2 })).toEqual([0.1, 0.5, 1 / 3]);
  });

  test('where it sets the rate now and then, and leaves it as it is meanwhile', () => {
    const head = `class Stairs {
      constructor(optimizer) { this.optimizer = optimizer; this.last = -1; }
      step() { this.last += 1; if (this.last % 3 === 0 && this.last !== 0) { this.optimizer.lr *= 0.5; } }
    }`;
    expect(ratesOf(stepper('new Stairs($lr.optimizer)', head))).toEqual([0.1, 0.1, 0.1, 0.1, 0.05, 0.05]);
  });

  test('where it fails once it is taken further than it is asked for', () => {
    const head = `class Listed {
      constructor(optimizer) { this.n = optimizer.lr * 10; this.list = [[4], [2], [1]]; }
      step() { this.n += 1; }
      getLr() { return this.list[this.n - 1][0]; }
    }`;
    expect(ratesOf(stepper('new Listed($lr.optimizer)', head), { lastIndex: 2 })).toEqual([4, 2, 1]);
  });

  test('where the step may be told the index, and counts by itself', () => {
    const head = `class Counting {
      constructor(optimizer) { this.optimizer = optimizer; this.last = -1; }
      step(epoch) { this.last = epoch ?? this.last + 1; this.optimizer.lr = 1 / (2 + this.last); }
    }`;
    const slice = sliceOf('{ stepper: new Counting($lr.optimizer), alone: true }', { head, form: 'stepper' });
    expect(ratesOf(slice, { lastIndex: 2 })).toEqual([0.1, 0.5, 1 / 3]);
  });
});

describe('what is no curve is said to be none', () => {
  test('rates that follow the training', () => {
    const slice = callback(`{
      best: Infinity, wait: 0,
      onEpochEnd(epoch, logs) {
        if (logs.val_loss < this.best) { this.best = logs.val_loss; this.wait = 0; }
        else if (++this.wait >= 2) { $lr.optimizer.learningRate *= 0.5; this.wait = 0; }
      },
    }`);
    expect(replayed(slice).fault).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('val_loss') as string,
    });
  });

  test('but not those of a callback that only looks at it', () => {
    const slice = callback(`{
      onEpochEnd(epoch, logs) {
        if (logs.loss < 0.01) $lr.model.stopTraining = true;
        logs.lr = $lr.optimizer.learningRate;
        $lr.optimizer.learningRate *= logs.lr > 0.05 ? 0.5 : 1;
      },
    }`);
    expect(ratesOf(slice, { lastIndex: 3 })).toEqual([0.1, 0.05, 0.05, 0.05]);
  });

  test.each([
    ['no number', '$lr.optimizer.learningRate = "0.1"', 'not-a-number', '"0.1"'],
    ['nothing', '$lr.optimizer.setLearningRate(undefined)', 'not-a-number', 'undefined'],
  ])('%s for a rate', (_, write, code, words) => {
    const { fault } = replayed(callback(`{ onEpochEnd: () => { ${write}; } }`));
    expect(fault).toMatchObject({ code, at: 1, message: expect.stringContaining(words) as string });
  });

  test('a rate made of what only a model knows', () => {
    const slice = callback(
      '{ onEpochBegin: () => { $lr.optimizer.learningRate = 0.1 * $lr.model.evaluate(1, 2); } }',
    );
    expect(replayed(slice).fault).toMatchObject({ code: 'non-finite', at: 0 });
  });

  test('other things than callbacks and steppers', () => {
    expect(replayed(callback('5')).fault?.message).toContain('the number 5');
    expect(replayed(sliceOf('{ stepper: {} }', { form: 'stepper' })).fault?.message).toContain('step');
  });
});

test('a callback that never ends is ended', () => {
  const slice = callback('{ onEpochBegin() { for (;;) $lr.tick(); } }');
  const limits = { timeMs: 200, memoryBytes: 32 * 1024 * 1024 };
  expect(sandbox.run(slice, REQUEST, limits).fault).toMatchObject({ code: 'timeout' });
});

test('a replay that is too long shows how far it came', () => {
  const slice = callback('{ onBatchBegin: () => { $lr.optimizer.learningRate *= 1; } }', '', 'step-callback');
  const trace = sandbox.run(
    slice,
    { ...REQUEST, lastIndex: 50_000_000, maxRates: 500_000, stepsPerEpoch: 100 },
    { timeMs: 300, memoryBytes: 64 * 1024 * 1024 },
  );
  expect(trace.fault).toMatchObject({ code: 'timeout' });
  expect(trace.rates.length).toBeGreaterThan(0);
  expect(trace.rates.every((rate) => rate === 0.1)).toBe(true);
});
