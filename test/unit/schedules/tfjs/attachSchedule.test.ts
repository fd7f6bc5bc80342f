import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { attachSchedule } from '../../../../src/schedules/tfjs/attachSchedule';
import { getLearningRate, setLearningRate } from '../../../../src/schedules/tfjs/learningRate';
import { exact, minimize, schedule } from './attached';
import { fit, rateMeter, weightOf } from './model';
import { asRead, optimizers, watchRates } from './optimizers';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function ratesFrom(step: number, count: number): number[] {
  return Array.from({ length: count }, (_, update) => schedule.call(step + update));
}

/** The two ways of tf.js: a setter where there is one, else the field. */
function setByHand(optimizer: tf.Optimizer, rate: number): void {
  const holder = optimizer as unknown as { learningRate: number; setLearningRate?: (rate: number) => void };
  if (holder.setLearningRate === undefined) holder.learningRate = rate;
  else holder.setLearningRate(rate);
}

const sample = (): [tf.Tensor, tf.Tensor] => [tf.ones([1, 1]), tf.ones([1, 1])];

/** Every way in which tf.js comes to update weights; each makes six updates. */
const paths: Readonly<Record<string, (optimizer: tf.Optimizer) => Promise<void> | void>> = {
  fit: async (optimizer) => {
    await fit(rateMeter(optimizer), undefined, 3);
  },
  'fit called again': async (optimizer) => {
    const model = rateMeter(optimizer);
    await fit(model, undefined, 1);
    await fit(model, undefined, 3, 1);
  },
  fitDataset: async (optimizer) => {
    const samples = tf.data.generator(function* () {
      for (let i = 0; i < 3; i++) yield { xs: tf.tensor1d([1]), ys: tf.tensor1d([1]) };
    });
    // tf.js declares the dataset that it trains on as another class than the one it makes.
    const dataset = samples.batch(1) as unknown as Parameters<tf.LayersModel['fitDataset']>[0];
    await rateMeter(optimizer).fitDataset(dataset, { epochs: 2 });
  },
  trainOnBatch: async (optimizer) => {
    const model = rateMeter(optimizer);
    for (let i = 0; i < 6; i++) await model.trainOnBatch(...sample());
  },
  minimize: (optimizer) => {
    const weight = tf.variable(tf.scalar(0));
    for (let i = 0; i < 6; i++) minimize(optimizer, weight);
  },
  'applyGradients by name': (optimizer) => {
    const weight = tf.variable(tf.scalar(0));
    for (let i = 0; i < 6; i++) optimizer.applyGradients({ [weight.name]: tf.scalar(1) });
  },
  'applyGradients of a list': (optimizer) => {
    const weight = tf.variable(tf.scalar(0));
    for (let i = 0; i < 6; i++) {
      const { grads } = tf.variableGrads(() => weight.square().asScalar(), [weight]);
      optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    }
  },
};

describe.each(Object.entries(optimizers))('%s', (_, create) => {
  test.each(Object.entries(paths))('follows the schedule through %s', async (_path, train) => {
    const optimizer = create();
    const rates = watchRates(optimizer);
    attachSchedule(optimizer, schedule);
    await train(optimizer);
    expect(rates).toEqual(asRead(optimizer, ratesFrom(0, 6)));
    expect(optimizer.iterations).toBe(6);
  });

  test('updates as if the rate had been set before each update by hand', () => {
    const [attached, byHand] = [create(), create()];
    const [weight, other] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
    attachSchedule(attached, schedule);
    for (let step = 0; step < 8; step++) {
      minimize(attached, weight);
      setByHand(byHand, schedule.call(step));
      minimize(byHand, other);
      expect(weight.dataSync()).toEqual(other.dataSync());
    }
    expect(weight.dataSync()[0]).toBeLessThan(0);
  });

  test('goes on at the step that its iterations have reached', () => {
    const optimizer = create();
    const weight = tf.variable(tf.scalar(0));
    for (let i = 0; i < 3; i++) minimize(optimizer, weight);
    const rates = watchRates(optimizer);
    attachSchedule(optimizer, schedule);
    for (let i = 0; i < 3; i++) minimize(optimizer, weight);
    expect(rates).toEqual(asRead(optimizer, ratesFrom(3, 3)));
  });

  test('counts from initialStep instead, if told', () => {
    const optimizer = create();
    const weight = tf.variable(tf.scalar(0));
    minimize(optimizer, weight);
    const rates = watchRates(optimizer);
    attachSchedule(optimizer, schedule, { initialStep: 2 });
    for (let i = 0; i < 3; i++) minimize(optimizer, weight);
    expect(rates).toEqual(asRead(optimizer, ratesFrom(2, 3)));
  });

  test('tells the rate of the next update', () => {
    const optimizer = create();
    const weight = tf.variable(tf.scalar(0));
    attachSchedule(optimizer, schedule);
    expect(getLearningRate(optimizer)).toBe(schedule.call(0));
    minimize(optimizer, weight);
    expect(getLearningRate(optimizer)).toBe(schedule.call(1));
    minimize(optimizer, weight);
    expect(getLearningRate(optimizer)).toBe(schedule.call(2));
  });

  test('is as it was once detached', () => {
    const [optimizer, untouched] = [create(), create()];
    const before = [Reflect.ownKeys(optimizer), optimizer.getConfig()];
    const detach = attachSchedule(optimizer, schedule);
    detach();
    expect([Reflect.ownKeys(optimizer), optimizer.getConfig()]).toEqual(before);

    const [weight, other] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
    minimize(optimizer, weight);
    minimize(untouched, other);
    expect(weight.dataSync()).toEqual(other.dataSync());
    expect(getLearningRate(optimizer)).toBe(0.5);
    setLearningRate(optimizer, 0.25);
    expect(getLearningRate(optimizer)).toBe(0.25);
  });

  test('leaks no tensor over 10,000 updates', () => {
    const optimizer = create();
    const weight = tf.variable(tf.scalar(0));
    const gradients = { [weight.name]: tf.scalar(1e-3) };
    const detach = attachSchedule(optimizer, schedule);
    optimizer.applyGradients(gradients);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 10_000; i++) optimizer.applyGradients(gradients);
    expect(tf.memory().numTensors).toBe(before);
    detach();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('keeps no more when it is disposed before it is detached than when it had no schedule', () => {
    const keptBy = (use: (optimizer: tf.Optimizer) => () => void): number => {
      const before = tf.memory().numTensors;
      const optimizer = create();
      const detach = use(optimizer);
      optimizer.dispose();
      detach();
      return tf.memory().numTensors - before;
    };
    expect(keptBy((optimizer) => attachSchedule(optimizer, schedule))).toBe(keptBy(() => () => undefined));
  });
});

describe('with SGD the weight itself tells that the rates are right', () => {
  test('under fit', async () => {
    const optimizer = tf.train.sgd(64);
    const model = rateMeter(optimizer);
    attachSchedule(optimizer, exact);
    await fit(model, undefined, 1);
    expect(weightOf(model)).toBe(0.75);
    await fit(model, undefined, 3, 1);
    expect(weightOf(model)).toBe(7.875);
    await fit(model, undefined, 4, 3);
    expect(weightOf(model)).toBe(7.875);
  });

  test('with an optimizer that the model was given by name', async () => {
    const model = rateMeter('sgd');
    attachSchedule(model.optimizer, exact);
    await fit(model, undefined, 1);
    expect(weightOf(model)).toBe(0.75);
  });

  test('a negative rate climbs, as everywhere in this package', () => {
    const optimizer = tf.train.sgd(1);
    const weight = tf.variable(tf.scalar(0));
    attachSchedule(optimizer, { call: () => -0.25 });
    minimize(optimizer, weight);
    expect(weight.dataSync()[0]).toBe(0.25);
  });

  test('what else writes the rate in between is overwritten', () => {
    const optimizer = tf.train.sgd(1);
    const weight = tf.variable(tf.scalar(0));
    attachSchedule(optimizer, exact);
    optimizer.setLearningRate(64);
    minimize(optimizer, weight);
    expect(weight.dataSync()[0]).toBe(-0.5);
  });
});

test('Adamax divides the rate by its own decay as it does with a fixed rate', () => {
  const [attached, fixed] = [
    tf.train.adamax(0.5, 0.9, 0.999, 1e-7, 3),
    tf.train.adamax(0.25, 0.9, 0.999, 1e-7, 3),
  ];
  const [weight, other] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
  attachSchedule(attached, { call: () => 0.25 });
  const moves: number[] = [];
  for (let i = 0; i < 3; i++) {
    const [before = NaN] = weight.dataSync();
    minimize(attached, weight);
    minimize(fixed, other);
    moves.push((weight.dataSync()[0] ?? NaN) - before);
    expect(weight.dataSync()).toEqual(other.dataSync());
  }
  expect((moves[0] ?? NaN) / (moves[1] ?? NaN)).toBeCloseTo(4, 4);
});

describe('saved with its optimizer and loaded again, a model goes on at its step', () => {
  const saveable = Object.entries(optimizers).filter(([name]) => name !== 'adamax');

  test.each(saveable)('%s', async (_, create) => {
    const model = rateMeter(create());
    model.compile({ optimizer: model.optimizer, loss: 'meanSquaredError' });
    attachSchedule(model.optimizer, schedule);
    await fit(model, undefined, 2);

    const loaded = await reloaded(model);
    expect(loaded.optimizer.iterations).toBe(4);
    const rates = watchRates(loaded.optimizer);
    attachSchedule(loaded.optimizer, schedule);
    await fit(loaded, undefined, 1);
    expect(rates).toEqual(asRead(loaded.optimizer, ratesFrom(4, 2)));

    await fit(model, undefined, 1);
    expect(loaded.getWeights()[0]?.dataSync()).toEqual(model.getWeights()[0]?.dataSync());
  });

  test('Adamax cannot be saved, with or without a schedule, so its step is to be given', async () => {
    const model = rateMeter('adamax');
    model.compile({ optimizer: model.optimizer, loss: 'meanSquaredError' });
    await expect(reloaded(model)).rejects.toThrow('getWeights() is not implemented for Adamax yet.');
    attachSchedule(model.optimizer, schedule);
    await expect(reloaded(model)).rejects.toThrow('getWeights() is not implemented for Adamax yet.');
  });

  async function reloaded(model: tf.LayersModel): Promise<tf.LayersModel> {
    let saved: tf.io.ModelArtifacts | undefined;
    const keep = tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return await Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
      });
    });
    await model.save(keep, { includeOptimizer: true });
    if (saved === undefined) throw new Error('nothing was saved');
    return await tf.loadLayersModel(tf.io.fromMemory(saved));
  }
});
