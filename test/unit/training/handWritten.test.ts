import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../../src/evaluation/runtime/randomNumbers';
import { BatchMaker, ExampleOrder } from '../../../src/training/models/batches';
import { ConvolutionalTrainee } from '../../../src/training/models/convolutionalTrainee';
import { DenseTrainee } from '../../../src/training/models/denseTrainee';
import type { Network } from '../../../src/training/problems/problem';
import { PROBLEMS } from '../../../src/training/problems/problems';
import { seedOf } from '../../../src/training/problems/random';
import { jobOn, optimizer, ratesOf, trained } from './support/jobs';
import { DIGITS } from './support/TestHost';
import { stepSlice } from '../evaluation/slices';

const SEED = 5;
const STEPS = 40;

const FACTORIES = {
  sgd: (rate: number) => tf.train.sgd(rate),
  momentum: (rate: number) => tf.train.momentum(rate, 0.9),
  adam: (rate: number) => tf.train.adam(rate),
} as const;

type Problem = 'digits' | 'digits-cnn' | 'deep-narrow';

/** The network, the batches and the first weights of a problem, which the run and the training by hand begin with. */
function beginning(id: Problem): { network: Network; batches: BatchMaker; weights: tf.Tensor[] } {
  const { subject, batchSize } = PROBLEMS[id];
  if (subject.kind !== 'network') {
    throw new Error('the problem has no network');
  }
  const { network } = subject;
  const data = subject.makeData(randomNumbers(seedOf(SEED, 'data')), DIGITS);
  const shape = network.kind === 'dense' ? [data.inputSize] : [network.side, network.side, 1];
  const makeBatches = (): BatchMaker => {
    const order = new ExampleOrder(data.trained, randomNumbers(seedOf(SEED, 'order')));
    return new BatchMaker(data, shape, order, batchSize);
  };
  const random = randomNumbers(seedOf(SEED, 'weights'));
  const trainee =
    network.kind === 'dense'
      ? new DenseTrainee(network, makeBatches(), random)
      : new ConvolutionalTrainee(network, makeBatches(), random);
  return { network, batches: makeBatches(), weights: trainee.variables.map((variable) => variable.clone()) };
}

/** The network as anyone would write it with layers. */
function modelOf(network: Network): tf.Sequential {
  const model = tf.sequential();
  if (network.kind === 'dense') {
    const last = network.units.length - 2;
    network.units.slice(1).forEach((units, i) => {
      const end = network.loss === 'cross-entropy' ? 'softmax' : 'linear';
      const first = i === 0 ? { inputShape: [network.units[0] ?? 0] } : {};
      model.add(tf.layers.dense({ units, activation: i < last ? network.activation : end, ...first }));
    });
    return model;
  }
  network.filters.forEach((filters, i) => {
    const first = i === 0 ? { inputShape: [network.side, network.side, 1] } : {};
    model.add(tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu', ...first }));
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  });
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: network.outputs, activation: 'softmax' }));
  return model;
}

/** The training as anyone would write it: `compile`, `trainOnBatch`, and the rate set before each batch. */
async function byHand(
  id: Problem,
  name: keyof typeof FACTORIES,
  rates: readonly number[],
): Promise<number[]> {
  const { network, batches, weights } = beginning(id);
  const model = modelOf(network);
  model.setWeights(weights);
  const made = FACTORIES[name](rates[0] ?? 0);
  model.compile({
    optimizer: made,
    loss: network.loss === 'cross-entropy' ? 'categoricalCrossentropy' : 'meanSquaredError',
  });
  const losses: number[] = [];
  for (const rate of rates) {
    if (name === 'adam') {
      (made as tf.AdamOptimizer)['learningRate'] = rate;
    } else {
      (made as tf.SGDOptimizer).setLearningRate(rate);
    }
    const { inputs, targets } = batches.next();
    losses.push((await model.trainOnBatch(inputs, targets)) as number);
  }
  return losses;
}

describe('the losses of a run equal those of the same training written by hand', () => {
  it.each([
    ['digits', 'sgd', 0.3],
    ['digits', 'momentum', 0.05],
    ['digits', 'adam', 0.005],
    ['digits-cnn', 'adam', 0.01],
    ['deep-narrow', 'sgd', 0.02],
    ['deep-narrow', 'momentum', 0.003],
    ['deep-narrow', 'adam', 0.003],
  ] as const)('on %s with %s', async (id, name, peak) => {
    const slice = stepSlice(`return ${peak} * (1 - step / 100);`);
    const host = await trained(
      jobOn(id, { seed: SEED, steps: STEPS, optimizer: optimizer(name), rate: ratesOf(slice) }),
    );
    const expected = await byHand(id, name, host.rates);
    expect(host.losses).toHaveLength(STEPS);
    const scale = Math.max(...expected);
    host.losses.forEach((loss, i) => expect(Math.abs(loss - (expected[i] ?? 0)) / scale).toBeLessThan(2e-5));
    // Both have learned something, or the comparison would say little.
    expect(host.losses.at(-1)).toBeLessThan((host.losses[0] ?? 0) / 1.5);
  });
});
