import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { OptimizerFound } from '../../../../src/protocol/training/context';
import { uriOf } from '../support/analysis';
import { contextOf } from './context';

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";

async function optimizersOf(code: string): Promise<readonly OptimizerFound[]> {
  return (await contextOf({ 'main.ts': IMPORT + code })).optimizers;
}

async function optimizerOf(code: string): Promise<unknown[]> {
  return (await optimizersOf(code)).map(({ name, learningRate, parameters }) => [
    name,
    learningRate,
    parameters,
  ]);
}

describe('an optimizer is found', () => {
  it.each([
    ['tf.train.sgd(0.1)', 'sgd', 0.1, {}],
    ['tf.train.momentum(0.1, 0.9, true)', 'momentum', 0.1, { momentum: 0.9, useNesterov: true }],
    ['tf.train.adagrad(0.1, 0.2)', 'adagrad', 0.1, { initialAccumulatorValue: 0.2 }],
    ['tf.train.adadelta(0.1, 0.9, 1e-8)', 'adadelta', 0.1, { rho: 0.9, epsilon: 1e-8 }],
    ['tf.train.adam(0.1, 0.8, 0.99, 1e-8)', 'adam', 0.1, { beta1: 0.8, beta2: 0.99, epsilon: 1e-8 }],
    [
      'tf.train.adamax(0.1, 0.8, 0.99, 1e-8, 0.5)',
      'adamax',
      0.1,
      { beta1: 0.8, beta2: 0.99, epsilon: 1e-8, decay: 0.5 },
    ],
    [
      'tf.train.rmsprop(0.1, 0.8, 0.5, 1e-8, true)',
      'rmsprop',
      0.1,
      { decay: 0.8, momentum: 0.5, epsilon: 1e-8, centered: true },
    ],
    ['new tf.AdamOptimizer(0.1, 0.8, 0.99)', 'adam', 0.1, { beta1: 0.8, beta2: 0.99 }],
    ['new tf.RMSPropOptimizer(0.1)', 'rmsprop', 0.1, {}],
  ])('%s', async (code, name, rate, parameters) => {
    expect(await optimizerOf(`const optimizer = ${code};`)).toEqual([[name, rate, parameters]]);
  });

  it('through names of imports and constants of other files', async () => {
    const { optimizers } = await contextOf({
      'main.ts': `import { train as t, SGDOptimizer as Plain } from '@tensorflow/tfjs';
import { RATE, settings } from './settings';
const a = t.momentum(RATE * 2, settings.momentum);
const b = new Plain(RATE);`,
      'settings.ts': 'export const RATE = 0.25;\nexport const settings = { momentum: 0.5 };',
    });
    expect(optimizers.map(({ name, learningRate, parameters }) => [name, learningRate, parameters])).toEqual([
      ['momentum', 0.5, { momentum: 0.5 }],
      ['sgd', 0.25, {}],
    ]);
  });

  it('each at its place, in order', async () => {
    const found = await optimizersOf('f(tf.train.sgd(0.1));\n\n  const adam = tf.train.adam();');
    expect(found.map(({ uri, range }) => [uri, range])).toEqual([
      [uriOf('main.ts'), { start: { line: 1, character: 2 }, end: { line: 1, character: 19 } }],
      [uriOf('main.ts'), { start: { line: 3, character: 15 }, end: { line: 3, character: 30 } }],
    ]);
  });

  it('with the rate that tf.js gives where none is written', async () => {
    const factories = ['adadelta', 'adam', 'adamax'];
    const code = factories.map((name) => `tf.train.${name}();`).join('\n');
    const rates = [tf.train.adadelta(), tf.train.adam(), tf.train.adamax()].map(
      (optimizer) => optimizer.getConfig()['learningRate'],
    );
    expect((await optimizersOf(code)).map(({ learningRate }) => learningRate)).toEqual(rates);
  });

  it.each(['Adagrad', 'Adadelta', 'Adam', 'Adamax', 'RMSProp', 'SGD'])(
    'by the name %s, in either case, with the rate that tf.js gives it',
    async (name) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      model.compile({ optimizer: name, loss: 'meanSquaredError' });
      const rate = model.optimizer.getConfig()['learningRate'];
      const code = `model.compile({ optimizer: '${name}', loss });\nconst optimizer = '${name.toLowerCase()}';\nmodel.compile({ optimizer });`;
      const lower = name.toLowerCase();
      expect(await optimizerOf(code)).toEqual([
        [lower, rate, {}],
        [lower, rate, {}],
      ]);
    },
  );

  it('without a rate where the source does not say it', async () => {
    expect(await optimizerOf('tf.train.adam(rateOf(3), beta);\ntf.train.sgd();')).toEqual([
      ['adam', null, {}],
      ['sgd', null, {}],
    ]);
  });

  it('where it is half-typed', async () => {
    expect(await optimizerOf('const optimizer = tf.train.adam(0.1,\nconst next = 1;')).toEqual([
      ['adam', 0.1, {}],
    ]);
  });

  it('but not in what only looks alike', async () => {
    const code = `const train = { adam: (rate: number) => rate };
train.adam(0.1);
optax.adam(0.1);
program.compile({ target: 'adam' });
const type: tf.AdamOptimizer = other;
bundler.compile({ optimizer: 'terser' });`;
    expect(await optimizersOf(code)).toEqual([]);
  });
});

describe('what compile is given', () => {
  const compileOf = async (code: string): Promise<unknown> =>
    (await contextOf({ 'main.ts': IMPORT + code })).compile;

  it.each([
    [
      "{ optimizer, loss: 'meanSquaredError', metrics: ['accuracy', 'mse'] }",
      'meanSquaredError',
      ['accuracy', 'mse'],
    ],
    ["{ optimizer, loss: tf.losses.huberLoss, metrics: 'accuracy' }", 'huberLoss', ['accuracy']],
    [
      '{ optimizer, loss: LOSS, metrics: [tf.metrics.binaryAccuracy, own] }',
      'binaryCrossentropy',
      ['binaryAccuracy'],
    ],
    ['{ optimizer, loss: (a, b) => a.sub(b) }', null, []],
    ["{ loss: ['meanSquaredError', 'hinge'], optimizer }", null, []],
    ['{ optimizer }', null, []],
    ['settings', 'hinge', ['mse']],
  ])('%s', async (options, loss, metrics) => {
    const code = `const LOSS = 'binaryCrossentropy';
const METRICS = ['mse'];
const settings = { optimizer: 'sgd', loss: 'hinge', metrics: METRICS };
model.compile(${options});`;
    expect(await compileOf(code)).toMatchObject({
      loss,
      metrics,
      uri: uriOf('main.ts'),
      range: { start: { line: 4 } },
    });
  });

  it('is that of the first call', async () => {
    const code = "a.compile({ loss: 'hinge' });\nb.compile({ loss: 'poisson' });";
    expect(await compileOf(code)).toMatchObject({ loss: 'hinge' });
  });

  it('is not what something else compiles', async () => {
    expect(await compileOf("compiler.compile({ target: 'es2022' });\nshader.compile(source);")).toBeNull();
  });

  it('may be said where the model is made, with its optimizer', async () => {
    const { compile, optimizers } = await contextOf({
      'main.ts': "import { make } from './model';\nawait make().fit(x, y);",
      'model.ts': `${IMPORT}export function make() {
  const model = tf.sequential();
  model.compile({ optimizer: tf.train.momentum(0.2, 0.9), loss: 'hinge' });
  return model;
}
other.compile({ loss: 'poisson', optimizer: 'adam' });`,
    });
    expect(compile).toMatchObject({ loss: 'hinge', uri: uriOf('model.ts') });
    expect(optimizers.map(({ name, uri }) => [name, uri])).toEqual([['momentum', uriOf('model.ts')]]);
  });
});

describe('how long and in what batches it trains', () => {
  it('is what fit is told', async () => {
    const { epochs, batchSize } = await contextOf({
      'main.ts': `import { EPOCHS } from './settings';
const defaults = { epochs: 5, batchSize: 8 };
const batchSize = 64;
await model.fit(x, y, { epochs: EPOCHS, batchSize });`,
      'settings.ts': 'export const EPOCHS = 30;',
    });
    expect(epochs).toEqual({
      value: 30,
      from: 'source',
      place: { uri: uriOf('main.ts'), line: 3, text: 'epochs: EPOCHS' },
    });
    expect(batchSize).toMatchObject({ value: 64, place: { line: 3, text: 'batchSize' } });
  });

  it('is else what stands in the file', async () => {
    const { epochs, batchSize } = await contextOf({
      'main.ts':
        'const config = { epochs: 5, batchSize: -1 };\nawait model.fit(x, y, { ...config, epochs: count() });',
    });
    expect(epochs?.value).toBe(5);
    expect(batchSize).toBeNull();
  });
});
