import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../../src/evaluation/runtime/randomNumbers';
import { BatchMaker, ExampleOrder } from '../../../src/training/models/batches';
import { DenseTrainee } from '../../../src/training/models/denseTrainee';
import type { DenseNetwork } from '../../../src/training/problems/problem';
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

/** The data, the batches and the first weights of a problem, which the run and the training by hand begin with. */
function beginning(id: 'digits' | 'deep-narrow'): {
  network: DenseNetwork;
  batches: BatchMaker;
  weights: tf.Tensor[];
} {
  const { subject, batchSize } = PROBLEMS[id];
  if (subject.kind !== 'network' || subject.network.kind !== 'dense') {
    throw new Error('the problem has no dense network');
  }
  const { network } = subject;
  const data = subject.makeData(randomNumbers(seedOf(SEED, 'data')), DIGITS);
  const makeBatches = (): BatchMaker =>
    new BatchMaker(
      data,
      [data.inputSize],
      new ExampleOrder(data.trained, randomNumbers(seedOf(SEED, 'order'))),
      batchSize,
    );
  const trainee = new DenseTrainee(network, makeBatches(), randomNumbers(seedOf(SEED, 'weights')));
  return { network, batches: makeBatches(), weights: trainee.variables.map((variable) => variable.clone()) };
}

/** The training as anyone would write it: layers, `compile`, `trainOnBatch`, and the rate set before each batch. */
async function byHand(
  id: 'digits' | 'deep-narrow',
  name: keyof typeof FACTORIES,
  rates: readonly number[],
): Promise<number[]> {
  const { network, batches, weights } = beginning(id);
  const last = network.units.length - 2;
  const model = tf.sequential({
    layers: network.units.slice(1).map((units, i) =>
      tf.layers.dense({
        units,
        ...(i === 0 ? { inputShape: [network.units[0] ?? 0] } : {}),
        ...(i < last
          ? { activation: network.activation }
          : network.loss === 'cross-entropy'
            ? { activation: 'softmax' as const }
            : {}),
      }),
    ),
  });
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
