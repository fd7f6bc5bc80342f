import { runInThisContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SliceProgram } from '../../../src/evaluation/runtime/bindings';
import { run } from '../../../src/evaluation/runtime/run';
import type { SliceForm } from '../../../src/protocol/slice';
import { sliceOf } from '../evaluation/slices';

const EPOCHS = 4;
const STEPS_PER_EPOCH = 3;
const RATE = 0.125;

beforeAll(() => tf.setBackend('cpu'));

type Hooks = tf.CustomCallbackArgs;
type MakeHooks = (optimizer: tf.SGDOptimizer, tfjs: typeof tf) => Hooks;

/** The rates of the updates of a real training with these hooks, each read as it is made. */
async function trainedWith(code: string): Promise<number[]> {
  const optimizer = tf.train.sgd(RATE);
  const rates: number[] = [];
  const apply = optimizer.applyGradients.bind(optimizer);
  optimizer.applyGradients = (gradients) => {
    rates.push((optimizer as unknown as { learningRate: number }).learningRate);
    apply(gradients);
  };
  const input = tf.input({ shape: [1] });
  const output = tf.layers.dense({ units: 1 }).apply(input) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  const make = runInThisContext(`(optimizer, tf) => (${code})`) as MakeHooks;
  const samples = 4 * STEPS_PER_EPOCH;
  await model.fit(tf.ones([samples, 1]), tf.ones([samples, 1]), {
    epochs: EPOCHS,
    batchSize: 4,
    callbacks: make(optimizer, tf),
  });
  return rates;
}

/** The rates that are replayed of these hooks, one for each update. */
function replayedOf(code: string, form: SliceForm): number[] {
  const slice = sliceOf(`{ callback: ${code} }`, {
    head: `const tf = require('@tensorflow/tfjs'); const optimizer = $lr.optimizer;`,
    form,
  });
  const last = form === 'epoch-callback' ? EPOCHS - 1 : EPOCHS * STEPS_PER_EPOCH - 1;
  const { rates, fault } = run(
    runInThisContext(slice.code) as SliceProgram,
    {
      ...slice,
      initialRate: RATE,
      horizon: last + 1,
      stepsPerEpoch: STEPS_PER_EPOCH,
      lastIndex: last,
      maxRates: last + 1,
      at: [],
    },
    undefined,
    { now: performance.now.bind(performance), end: Infinity },
  );
  expect(fault).toBeNull();
  return form === 'epoch-callback'
    ? [...rates].flatMap((rate) => Array.from({ length: STEPS_PER_EPOCH }, () => rate))
    : [...rates];
}

describe('what is replayed is what fit trains with', () => {
  it.each<[string, SliceForm, string]>([
    [
      'set at the beginning of an epoch',
      'epoch-callback',
      '{ onEpochBegin: (e) => optimizer.setLearningRate(1 / (2 + e)) }',
    ],
    [
      'set at the end of an epoch',
      'epoch-callback',
      '{ onEpochEnd: (e) => optimizer.setLearningRate(1 / (4 + e)) }',
    ],
    [
      'set where training begins, and then halved',
      'epoch-callback',
      '{ onTrainBegin: () => optimizer.setLearningRate(0.5), onEpochEnd: () => optimizer.setLearningRate(optimizer.learningRate / 2) }',
    ],
    [
      'set before a batch',
      'step-callback',
      '{ onBatchBegin: (b) => optimizer.setLearningRate(1 / (1 + b)) }',
    ],
    ['set after a batch', 'step-callback', '{ onBatchEnd: (b) => optimizer.setLearningRate(1 / (2 + b)) }'],
    [
      'set by all of them in turn',
      'step-callback',
      `(() => { let n = 0; const set = () => { n += 1; optimizer.setLearningRate(1 / n); };
        return { onTrainBegin: set, onEpochBegin: set, onBatchBegin: (b) => { if (b % 2) set(); }, onBatchEnd: set, onEpochEnd: set }; })()`,
    ],
  ])('%s', async (_, form, code) => {
    const trained = await trainedWith(code);
    expect(trained).toHaveLength(EPOCHS * STEPS_PER_EPOCH);
    expect(replayedOf(code, form)).toEqual(trained);
  });
});
