import { expect, it } from 'vitest';
import type { TrainingJob } from '../../src/protocol/training/job';
import { pageSession } from './support/session';
import { type PlainMessage, trainInWorker } from './support/trainInWorker';

const session = pageSession();

const JOB: TrainingJob = {
  problem: 'digits-cnn',
  optimizer: { name: 'adam', parameters: {} },
  backend: 'wasm',
  steps: 60,
  batchSize: 32,
  stepsPerEpoch: 20,
  seed: 3,
  rate: {
    kind: 'slice',
    slice: {
      code: `($lr) => [(exports, require) => {
  exports.$root = () => ({ call(step) { return 0.01 / (1 + step / 30); } });
}]`,
      form: 'schedule',
      slots: [],
      given: {},
      sources: [],
      lines: [],
      usesTensors: false,
      stateless: false,
    },
    index: 'step',
    initialRate: null,
    horizon: 60,
    stepsPerEpoch: 1,
    stride: 1,
  },
  validationEvery: 20,
  effectiveRates: true,
  patience: 1e9,
};

function lossesOf(messages: readonly PlainMessage[]): number[] {
  return messages.flatMap((message) => (message.type === 'progress' ? message.losses : []));
}

it('trains with WebAssembly in a worker of the page, twice alike', async () => {
  const { page } = await session.preview();
  const runs = await Promise.all([trainInWorker(page, JOB), trainInWorker(page, JOB)]);
  const [first, second] = runs;
  expect(first[0]).toMatchObject({
    type: 'started',
    backend: 'wasm',
    parameters: 1898,
    waits: false,
    notes: [],
  });
  expect(first.at(-1)).toMatchObject({
    type: 'ended',
    end: 'complete',
    steps: 60,
    fault: null,
    tensorsLeft: 0,
  });
  const losses = lossesOf(first);
  expect(losses).toHaveLength(60);
  expect(Math.max(...losses.slice(-10))).toBeLessThan((losses[0] ?? 0) / 2);
  expect(lossesOf(second)).toEqual(losses);
});

it('trains a model of the person’s own with the tf.js that trains', async () => {
  const { page } = await session.preview();
  const code = `($lr) => [(exports, require) => {
  const tf = require('@tensorflow/tfjs');
  exports.$root = () => tf.sequential({
    layers: [tf.layers.dense({ units: 8, inputShape: [4], activation: 'relu' }), tf.layers.dense({ units: 1 })],
  });
}]`;
  const model = {
    code,
    form: 'schedule',
    slots: [],
    given: {},
    sources: [],
    lines: [],
    usesTensors: true,
    stateless: false,
  } as const;
  const messages = await trainInWorker(page, {
    ...JOB,
    problem: { model, data: null, loss: 'meanSquaredError' },
  });
  expect(messages[0]).toMatchObject({ type: 'started', backend: 'wasm', parameters: 49 });
  expect(messages.at(-1)).toMatchObject({ end: 'complete', steps: 60, fault: null, tensorsLeft: 0 });
});

it('falls back to the cpu backend where the page gives no WebAssembly, and says so', async () => {
  const { page } = await session.preview();
  const messages = await trainInWorker(page, { ...JOB, problem: 'two-moons' }, { wasm: false });
  expect(messages[0]).toMatchObject({
    type: 'started',
    backend: 'cpu',
    notes: ['WebAssembly could not be loaded, so the cpu backend is used.'],
  });
  expect(messages.at(-1)).toMatchObject({ end: 'complete', steps: 60 });
});

it('hears that it shall stop, and keeps what there is', async () => {
  const { page } = await session.preview();
  const messages = await trainInWorker(
    page,
    { ...JOB, problem: 'digits', steps: 1_000_000 },
    { stopAfter: 3 },
  );
  const ended = messages.at(-1);
  expect(ended).toMatchObject({ type: 'ended', end: 'stopped', fault: null, tensorsLeft: 0 });
  expect(lossesOf(messages)).toHaveLength(ended?.type === 'ended' ? ended.steps : -1);
});
