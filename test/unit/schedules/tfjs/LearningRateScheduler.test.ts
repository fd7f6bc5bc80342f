import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { PiecewiseConstantDecay } from '../../../../src/schedules/PiecewiseConstantDecay';
import {
  LearningRateScheduler,
  type EpochSchedule,
  type LearningRateSchedulerOptions,
} from '../../../../src/schedules/tfjs/LearningRateScheduler';
import { getLearningRate } from '../../../../src/schedules/tfjs/learningRate';
import { goldens, type GoldenCase } from '../goldens';
import { fit, rateMeter, weightOf } from './model';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

afterEach(() => {
  vi.restoreAllMocks();
});

const sum = (rates: readonly number[]): number => rates.reduce((total, rate) => total + rate, 0);
const halve: EpochSchedule = (_, lr) => lr * 0.5;

type Recorded = {
  readonly fn: string;
  readonly a: number;
  readonly b: number;
  readonly factor: number;
  readonly value: number;
  readonly table: readonly number[];
};
type CallbackCase = Omit<GoldenCase, 'config'> & {
  readonly config: { readonly schedule: Recorded; readonly verbose: number };
  readonly drive: {
    readonly initial_learning_rate: number;
    readonly epochs: number;
    readonly initial_epoch: number;
  };
  readonly values: readonly number[];
  readonly schedule_calls: readonly { readonly args: readonly number[]; readonly returned: number }[];
  readonly logged_learning_rate: readonly number[];
  readonly printed: readonly string[];
};

/** The functions behind the recorded cases. */
function recordedFunction({ fn, a, b, factor, value, table }: Recorded): EpochSchedule {
  switch (fn) {
    case 'a*b**epoch (one-argument function)':
      return (epoch) => a * b ** epoch;
    case 'a/(1+b*epoch)':
      return (epoch) => a / (1 + b * epoch);
    case 'lr*factor':
      return (_, lr) => lr * factor;
    case 'constant':
    case 'constant np.float64':
      return () => value;
    case 'table':
      return (epoch) => table[Math.min(epoch, table.length - 1)] ?? NaN;
    default:
      throw new Error(`the function "${fn}" is not known here`);
  }
}

describe('as Keras', () => {
  const cases = goldens('keras', 'callback', 'LearningRateScheduler') as unknown as CallbackCase[];

  // The recorded doubles are compared as they are: tf.js keeps the rate as a double where Keras stores a float32.
  test.each(cases)('$id: $note', async (golden) => {
    const { initial_learning_rate, epochs, initial_epoch } = golden.drive;
    const printed = vi.spyOn(console, 'log').mockReturnValue();
    const schedule = vi.fn(recordedFunction(golden.config.schedule));
    const optimizer = tf.train.sgd(initial_learning_rate);
    const model = rateMeter(optimizer);
    const inForce: number[] = [];
    const recorder = new tf.CustomCallback({
      onBatchBegin: () => void inForce.push(getLearningRate(optimizer)),
    });

    const scheduler = new LearningRateScheduler(schedule, { verbose: golden.config.verbose });
    const { history } = await fit(model, [scheduler, recorder], epochs, initial_epoch);

    expect(inForce).toEqual(golden.values.flatMap((rate) => [rate, rate]));
    expect(weightOf(model)).toBeCloseTo(2 * sum(golden.values), 5);
    expect(history['learning_rate']).toEqual(golden.logged_learning_rate);
    expect(printed.mock.calls.map(([line]: unknown[]) => line)).toEqual(golden.printed);
    expect(schedule.mock.results.map(({ value }) => value as unknown)).toEqual(
      golden.schedule_calls.map(({ returned }) => returned),
    );
    // JavaScript calls a one-argument function with both, where Keras tries two and then one.
    expect(
      schedule.mock.calls.map((args, index) => args.slice(0, golden.schedule_calls[index]?.args.length)),
    ).toEqual(golden.schedule_calls.map(({ args }) => args));
  });
});

/** The recorded errors, each with what takes its place here. */
const refused: Record<string, { readonly schedule: () => unknown; readonly error: Error } | 'accepted'> = {
  // JavaScript has one kind of number, so these two cannot even be told from a float.
  'keras/LearningRateScheduler/15': 'accepted',
  'keras/LearningRateScheduler/16': 'accepted',
  'keras/LearningRateScheduler/17': { schedule: () => '0.1', error: returned('"0.1"') },
  'keras/LearningRateScheduler/18': { schedule: () => tf.scalar(0.1), error: returned('an object') },
  'keras/LearningRateScheduler/19': { schedule: () => [0.1], error: returned('[0.1]') },
  // Keras calls again with one argument and reports that the second is missing, which hides the error itself.
  'keras/LearningRateScheduler/20': {
    schedule: () => {
      throw new TypeError('inside the schedule');
    },
    error: new TypeError('inside the schedule'),
  },
  'keras/LearningRateScheduler/21': {
    schedule: () => {
      throw new Error('no such key');
    },
    error: new Error('no such key'),
  },
  // Said before the function is called: there is no rate to give it. The optimizer is built with a schedule below.
  'keras/LearningRateScheduler/22': {
    schedule: () => 0.05,
    error: new TypeError('The Adam optimizer must hold a number as its learning rate, but holds an object.'),
  },
};

function returned(what: string): TypeError {
  return new TypeError(
    `LearningRateScheduler: the schedule must return a number, but for epoch 0 it returned ${what}.`,
  );
}

describe('what Keras refuses', () => {
  test.each(goldens('keras', 'error', 'LearningRateScheduler'))('$id: $note', async ({ id }) => {
    const expected = refused[id];
    if (expected === undefined) throw new Error(`${id} has not been considered`);
    const rate: unknown = id.endsWith('/22')
      ? new PiecewiseConstantDecay({ boundaries: [1], values: [1, 2] })
      : 0.1;
    const model = rateMeter(tf.train.adam(rate as number));
    if (expected === 'accepted') {
      const { history } = await fit(model, [new LearningRateScheduler(() => 2)], 1);
      expect(history['learning_rate']).toEqual([2]);
      return;
    }
    const scheduler = new LearningRateScheduler(expected.schedule);
    await expect(fit(model, [scheduler], 2)).rejects.toThrow(expected.error);
    expect(weightOf(model)).toBeCloseTo(0);
  });

  test.each([NaN, Infinity])('%f too, which Keras lets pass, before it reaches a weight', async (rate) => {
    const model = rateMeter(tf.train.sgd(0.1));
    const scheduler = new LearningRateScheduler((epoch) => (epoch === 0 ? 0.25 : rate));
    await expect(fit(model, [scheduler], 3)).rejects.toThrow(
      `LearningRateScheduler: the schedule returned ${rate} for epoch 1`,
    );
    expect(weightOf(model)).toBe(0.5);
  });

  test('a promise, as an async function returns', async () => {
    const scheduler = new LearningRateScheduler(async () => await Promise.resolve(0.1));
    await expect(fit(rateMeter('sgd'), [scheduler], 1)).rejects.toThrow(returned('a promise'));
  });

  test.each([undefined, null, 0.1, 'cosine', {}])('a schedule that is %o', (schedule) => {
    expect(() => new LearningRateScheduler(schedule as never)).toThrow(TypeError);
    expect(() => new LearningRateScheduler(schedule as never)).toThrow(
      'LearningRateScheduler: schedule must be a function of (epoch, lr) or a schedule, got ',
    );
  });
});

describe('on any model', () => {
  test('a schedule of this package is read by epochs', async () => {
    const model = rateMeter('sgd');
    const schedule = new PiecewiseConstantDecay({ boundaries: [0, 2], values: [0.5, 0.25, 0.125] });
    const { history } = await fit(model, [new LearningRateScheduler(schedule)], 4);
    expect(history['learning_rate']).toEqual([0.5, 0.25, 0.25, 0.125]);
    expect(weightOf(model)).toBe(2.25);
  });

  test('epochs go on from initialEpoch, and the rate from where it stood', async () => {
    const model = rateMeter(tf.train.sgd(1));
    const seen: number[] = [];
    const scheduler = new LearningRateScheduler((epoch, lr) => {
      seen.push(epoch);
      return lr * 0.5;
    });
    const first = await fit(model, [scheduler], 2);
    const second = await fit(model, [scheduler], 4, 2);
    expect(seen).toEqual([0, 1, 2, 3]);
    expect([first, second].map(({ history }) => history['learning_rate'])).toEqual([
      [0.5, 0.25],
      [0.125, 0.0625],
    ]);
  });

  test.each(['sgd', 'adam', 'adamax', 'adagrad', 'adadelta', 'rmsprop'])(
    'with the optimizer %s, an epoch at rate 0 changes nothing',
    async (name) => {
      const model = rateMeter(name);
      await fit(model, [new LearningRateScheduler(() => 0)], 2);
      expect(weightOf(model)).toBeCloseTo(0, 20);
      await fit(model, [new LearningRateScheduler(() => 0.5)], 1);
      expect(weightOf(model)).toBeGreaterThan(0);
    },
  );

  test('a functional model, and fitDataset', async () => {
    const input = tf.input({ shape: [1] });
    const dense = tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'zeros' });
    const model = tf.model({ inputs: input, outputs: dense.apply(input) as tf.SymbolicTensor });
    model.compile({ optimizer: tf.train.sgd(1), loss: (_, prediction) => prediction.mean() });
    const samples = tf.data.generator(function* () {
      yield { xs: tf.tensor1d([1]), ys: tf.tensor1d([1]) };
      yield { xs: tf.tensor1d([1]), ys: tf.tensor1d([1]) };
    });
    // tf.js declares the dataset that it trains on as another class than the one it makes.
    const dataset: unknown = samples.batch(1);
    const { history } = await model.fitDataset(dataset as Parameters<tf.LayersModel['fitDataset']>[0], {
      epochs: 2,
      callbacks: [new LearningRateScheduler(halve)],
    });
    expect(history['learning_rate']).toEqual([0.5, 0.25]);
    expect(weightOf(model)).toBe(1.5);
  });

  test('it leaks no tensor', async () => {
    const model = rateMeter(tf.train.sgd(1));
    await fit(model, [new LearningRateScheduler(halve)], 1);
    const tensorsOf = async (callbacks: tf.CustomCallback[]): Promise<number> => {
      const before = tf.memory().numTensors;
      await fit(model, callbacks, 5);
      return tf.memory().numTensors - before;
    };
    expect(await tensorsOf([new LearningRateScheduler(halve)])).toBe(await tensorsOf([]));
  });
});

describe('among other callbacks', () => {
  const earlyStopping = (): tf.EarlyStopping => tf.callbacks.earlyStopping({ monitor: 'loss', patience: 9 });

  test('it is one that lets the page breathe', () => {
    expect(new LearningRateScheduler(halve)).toBeInstanceOf(tf.CustomCallback);
  });

  test.each([
    ['before', (scheduler: LearningRateScheduler) => [scheduler, earlyStopping()]],
    ['after', (scheduler: LearningRateScheduler) => [earlyStopping(), scheduler]],
  ])('%s an instance', async (_, arrange) => {
    const { history } = await fit(rateMeter(tf.train.sgd(1)), arrange(new LearningRateScheduler(halve)), 2);
    expect(history['learning_rate']).toEqual([0.5, 0.25]);
  });

  /** tf.js's types allow this array; tf.js wraps both elements, and the scheduler hears of no model. */
  const afterPlainObject = (
    schedule: EpochSchedule,
    options: LearningRateSchedulerOptions,
    epochs: (epoch: number) => void = () => undefined,
  ): tf.CustomCallbackArgs[] => [{ onEpochEnd: epochs }, new LearningRateScheduler(schedule, options)];

  test('after a plain object it needs the optimizer, then works', async () => {
    const optimizer = tf.train.sgd(1);
    const model = rateMeter(optimizer);
    const ended: number[] = [];
    const callbacks = afterPlainObject(halve, { optimizer }, (epoch) => void ended.push(epoch));
    const { history } = await fit(model, callbacks, 2);
    expect(history['learning_rate']).toEqual([0.5, 0.25]);
    expect(weightOf(model)).toBe(1.5);
    expect(ended).toEqual([0, 1]);
  });

  test('after a plain object, without the optimizer, it says what to do', async () => {
    await expect(fit(rateMeter('sgd'), afterPlainObject(halve, {}), 2)).rejects.toThrow(
      /no optimizer to set.*callbackList.*\{ optimizer \}/,
    );
  });

  test('alone, as a plain callback, it works', async () => {
    const model = rateMeter(tf.train.sgd(1));
    const { history } = await fit(model, new LearningRateScheduler(halve), 2);
    expect(history['learning_rate']).toEqual([0.5, 0.25]);
  });

  test('it never takes the model of an earlier fit for the one that trains, even if that fit failed', async () => {
    const earlier = rateMeter(tf.train.sgd(1));
    const scheduler = new LearningRateScheduler(halve);
    const failing = new tf.CustomCallback({
      onEpochEnd: () => {
        throw new Error('stopped');
      },
    });
    await expect(fit(earlier, [scheduler, failing], 2)).rejects.toThrow('stopped');
    await expect(fit(rateMeter('sgd'), [{ onEpochEnd: () => undefined }, scheduler], 1)).rejects.toThrow(
      'no optimizer to set',
    );
    expect(getLearningRate(earlier.optimizer)).toBe(0.5);
  });

  test('an optimizer that is not the one that trains is refused', async () => {
    const scheduler = new LearningRateScheduler(halve, { optimizer: tf.train.sgd(1) });
    await expect(fit(rateMeter(tf.train.sgd(1)), [scheduler], 1)).rejects.toThrow(
      'not the one the model was compiled with',
    );
  });

  test('a subclass may extend its hooks', async () => {
    const begun: number[] = [];
    class Telling extends LearningRateScheduler {
      override async onEpochBegin(epoch: number): Promise<void> {
        await super.onEpochBegin(epoch);
        begun.push(epoch);
      }
    }
    const optimizer = tf.train.sgd(1);
    const callbacks = [{ onEpochEnd: () => undefined }, new Telling(halve, { optimizer })];
    await fit(rateMeter(optimizer), callbacks, 2);
    expect(begun).toEqual([0, 1]);
    expect(getLearningRate(optimizer)).toBe(0.25);
  });
});
