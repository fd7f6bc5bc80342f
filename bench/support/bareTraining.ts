import * as tf from '@tensorflow/tfjs';
import { randomNumbers } from '../../src/evaluation/runtime/randomNumbers';
import { useBackend } from '../../src/training/backend/useBackend';
import { BatchMaker, ExampleOrder } from '../../src/training/models/batches';
import type { NetworkSubject, TrainingProblem } from '../../src/training/problems/problem';
import { PROBLEMS } from '../../src/training/problems/problems';

/** What the worker is asked for: so many updates, and how long they took. */
export interface BareCommand {
  readonly driver: 'minimize' | 'fit';
  readonly problem: TrainingProblem['id'];
  readonly optimizer: 'sgd' | 'adam';
  readonly backend: 'cpu' | 'wasm';
  readonly steps: number;
  readonly wasm: ArrayBuffer | null;
  readonly digits: ArrayBuffer | null;
}

/**
 * A worker that trains the same networks as the extension with nothing around them: `minimize` in a loop over batches that
 * are made beforehand, without layers and without looking at anything; or `model.fit` on a model of layers.
 */
async function bare(command: BareCommand): Promise<number> {
  await (command.backend === 'cpu'
    ? // As tf.js has it, with none of our kernels.
      tf.setBackend('cpu')
    : // Without a kernel of ours it could not train the convolutions.
      useBackend('wasm', command.wasm));
  const { subject, batchSize, rates } = PROBLEMS[command.problem];
  if (subject.kind !== 'network') {
    throw new Error('there is no network to train');
  }
  const optimizer = tf.train[command.optimizer](rates[command.optimizer]);
  return command.driver === 'minimize'
    ? minimizing(subject, optimizer, batchSize, command)
    : fitting(subject, optimizer, batchSize, command);
}

function minimizing(
  { network, makeData }: NetworkSubject,
  optimizer: tf.Optimizer,
  batchSize: number,
  { steps, digits }: BareCommand,
): number {
  const data = makeData(randomNumbers(1), digits);
  const shape = network.kind === 'dense' ? [data.inputSize] : [network.side, network.side, 1];
  const batches = new BatchMaker(data, shape, new ExampleOrder(data.trained, randomNumbers(2)), batchSize);
  const made = Array.from({ length: Math.floor(data.trained / batchSize) }, () => batches.next());
  const { variables, outputs } = network.kind === 'dense' ? dense(network) : convolutional(network);
  const start = performance.now();
  for (let step = 0; step < steps; step += 1) {
    const { inputs, targets } = made[step % made.length] ?? batches.next();
    optimizer.minimize(() => tf.losses.softmaxCrossEntropy(targets, outputs(inputs)), false, variables);
  }
  return performance.now() - start;
}

interface Bare {
  readonly variables: tf.Variable[];
  readonly outputs: (inputs: tf.Tensor) => tf.Tensor;
}

function dense(network: Extract<NetworkSubject['network'], { kind: 'dense' }>): Bare {
  const { units, activation } = network;
  const layers = units.slice(1).map((count, i) => ({
    kernel: tf.variable(tf.randomNormal([units[i] ?? 1, count], 0, 0.3, 'float32', 7)),
    bias: tf.variable(tf.zeros([count])),
  }));
  return {
    variables: layers.flatMap(({ kernel, bias }) => [kernel, bias]),
    outputs: (inputs) =>
      layers.reduce((values: tf.Tensor, { kernel, bias }, i) => {
        const sums = tf.add(tf.matMul(values, kernel as tf.Tensor), bias);
        return i === layers.length - 1 ? sums : activation === 'relu' ? tf.relu(sums) : tf.tanh(sums);
      }, inputs),
  };
}

function convolutional(network: Extract<NetworkSubject['network'], { kind: 'convolutional' }>): Bare {
  const { filters, side, outputs: classes } = network;
  const features = (side / 2 ** filters.length) ** 2 * (filters.at(-1) ?? 1);
  const weights = (shape: number[]): tf.Variable => tf.variable(tf.randomNormal(shape, 0, 0.3, 'float32', 7));
  const convolutions = filters.map((count, i) => ({
    filter: weights([3, 3, filters[i - 1] ?? 1, count]),
    bias: tf.variable(tf.zeros([count])),
  }));
  const kernel = weights([features, classes]);
  const bias = tf.variable(tf.zeros([classes]));
  return {
    variables: [...convolutions.flatMap(({ filter, bias: shift }) => [filter, shift]), kernel, bias],
    outputs: (inputs) => {
      const pictures = convolutions.reduce((values, { filter, bias: shift }) => {
        const sums = tf.add(tf.conv2d(values, filter as tf.Tensor as tf.Tensor4D, 1, 'same'), shift);
        return tf.maxPool(tf.relu(sums as tf.Tensor4D), 2, 2, 'valid');
      }, inputs as tf.Tensor4D);
      return tf.add(tf.matMul(tf.reshape(pictures, [pictures.shape[0], -1]), kernel as tf.Tensor), bias);
    },
  };
}

async function fitting(
  { network, makeData }: NetworkSubject,
  optimizer: tf.Optimizer,
  batchSize: number,
  { steps, digits }: BareCommand,
): Promise<number> {
  const data = makeData(randomNumbers(1), digits);
  const whole = Math.floor(data.trained / batchSize) * batchSize;
  const shape = network.kind === 'dense' ? [data.inputSize] : [network.side, network.side, 1];
  const xs = tf.tensor(data.inputs.slice(0, whole * data.inputSize), [whole, ...shape]);
  const ys = tf.tensor(data.targets.slice(0, whole * data.targetSize), [whole, data.targetSize]);
  const model = tf.sequential();
  if (network.kind === 'dense') {
    network.units.slice(1).forEach((units, i, all) => {
      const activation = i === all.length - 1 ? 'softmax' : network.activation;
      model.add(tf.layers.dense({ units, activation, ...(i === 0 ? { inputShape: shape } : {}) }));
    });
  } else {
    network.filters.forEach((filters, i) => {
      const first = i === 0 ? { inputShape: shape } : {};
      model.add(tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu', ...first }));
      model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    });
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: network.outputs, activation: 'softmax' }));
  }
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const perEpoch = whole / batchSize;
  const epochs = Math.ceil(steps / perEpoch);
  const start = performance.now();
  await model.fit(xs, ys, { batchSize, epochs });
  return ((performance.now() - start) * steps) / (epochs * perEpoch);
}

self.addEventListener('message', (event: MessageEvent<BareCommand>) => {
  bare(event.data).then(
    (time) => {
      self.postMessage(time);
    },
    (error: unknown) => {
      self.postMessage(String(error));
    },
  );
});
