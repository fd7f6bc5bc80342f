import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportedFunction } from '../../../../src/protocol/training/context';
import { analyzerOf, uriOf, type Workspace } from '../support/analysis';
import { contextOf, valueOf } from './context';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";
const ONE_LAYER = 'tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] })';
/** Weights of that layer: two inputs and a bias for each of three units. */
const WEIGHTS = 9;

const modelsOf = async (files: Workspace): Promise<readonly ExportedFunction[]> =>
  (await contextOf(files)).models;
const dataOf = async (files: Workspace): Promise<readonly ExportedFunction[]> =>
  (await contextOf(files)).data;
const names = (found: readonly ExportedFunction[]): readonly string[] => found.map(({ name }) => name);

function weightsOf(found: ExportedFunction | undefined): number {
  return (valueOf(found) as tf.LayersModel).countParams();
}

describe('a function that returns a model is found, and its slice makes the model', () => {
  const forms: Readonly<Record<string, string>> = {
    'by its stated type': `export function make(): tf.LayersModel { return ${ONE_LAYER}; }`,
    'by the type of a subclass': `export function make(): tf.Sequential { return ${ONE_LAYER}; }`,
    'by a type through an alias': `type Model = tf.Sequential;\nexport function make(): Model { return ${ONE_LAYER}; }`,
    'by the type of its variable': `export const make: () => tf.LayersModel = () => ${ONE_LAYER};`,
    'as an arrow': `export const make = () => ${ONE_LAYER};`,
    'as a function expression': `export const make = function () { return ${ONE_LAYER}; };`,
    'exported below': `const make = () => ${ONE_LAYER};\nexport { make };`,
    'exported under another name': `const build = () => ${ONE_LAYER};\nexport { build as make };`,
    'as the default export': `export default function make() { return ${ONE_LAYER}; }`,
    'as a default export by name': `function make() { return ${ONE_LAYER}; }\nexport default make;`,
    'with a default parameter': `export const make = (units = 3) => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });`,
    'with parameters that may be left out': `export function make(name?: string, ...more: string[]) { return ${ONE_LAYER}; }`,
    'through a variable': `export function make() { const model = ${ONE_LAYER}; return model; }`,
    'through a variable with a stated type': `export function make() { let model: tf.Sequential; model = ${ONE_LAYER}; return model; }`,
    'layer by layer': `export function make() {
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 3, inputShape: [2] }));
      return model;
    }`,
    'of inputs and outputs': `export function make() {
      const inputs = tf.input({ shape: [2] });
      return tf.model({ inputs, outputs: tf.layers.dense({ units: 3 }).apply(inputs) as tf.SymbolicTensor });
    }`,
    'through another function': `const build = (units: number) => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
      export const make = () => build(3);`,
    'in one of two ways': `const deep = false;\nexport const make = () => (deep ? null : ${ONE_LAYER});`,
    compiled: `export function make() {
      const model = ${ONE_LAYER};
      model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' });
      return model;
    }`,
  };
  it.each(Object.entries(forms))('%s', async (_, code) => {
    const [found, ...more] = await modelsOf({ 'main.ts': IMPORT + code });
    expect(found).toMatchObject({ name: 'make', uri: uriOf('main.ts'), problem: null });
    expect(found?.slice).toMatchObject({ form: 'value', usesTensors: true });
    expect(more).toEqual([]);
    expect(weightsOf(found)).toBe(WEIGHTS);
  });

  const imports: Readonly<Record<string, string>> = {
    'of names': `import { layers, sequential } from '@tensorflow/tfjs';
      export const make = () => sequential({ layers: [layers.dense({ units: 3, inputShape: [2] })] });`,
    'of names under an alias': `import { sequential as stack, layers as l, type LayersModel as M } from '@tensorflow/tfjs';
      export const make = (): M => stack({ layers: [l.dense({ units: 3, inputShape: [2] })] });`,
    'of another package of tf.js': `import * as tf from '@tensorflow/tfjs-node';\nexport const make = () => ${ONE_LAYER};`,
    'of the default': `import tf from '@tensorflow/tfjs';\nexport const make = () => ${ONE_LAYER};`,
  };
  it.each(Object.entries(imports))('through an import %s', async (_, code) => {
    const [found] = await modelsOf({ 'main.ts': code });
    expect(weightsOf(found)).toBe(WEIGHTS);
  });

  it('in plain JavaScript, exported as CommonJS does', async () => {
    const text = `const tf = require('@tensorflow/tfjs');
function make() { return ${ONE_LAYER}; }
module.exports = { make };
exports.other = () => ${ONE_LAYER};`;
    const { models } = await contextOf({ 'main.js': text }, 'main.js');
    expect(names(models)).toEqual(['make', 'other']);
    expect(models.map(weightsOf)).toEqual([WEIGHTS, WEIGHTS]);
  });

  it('in another local file, passed on, and with what it needs from a third', async () => {
    const found = await modelsOf({
      'main.ts': "export { build as make } from './models';\nexport * from './more';",
      'models.ts': `${IMPORT}import { UNITS } from './sizes';
startTraining();
export function build() { return tf.sequential({ layers: [tf.layers.dense({ units: UNITS, inputShape: [2] })] }); }`,
      'more.ts': `${IMPORT}export const other = (): tf.Sequential => ${ONE_LAYER};\nexport * from './main';`,
      'sizes.ts': 'export const UNITS = 3;',
    });
    expect(found.map(({ name, uri }) => [name, uri])).toEqual([
      ['make', uriOf('models.ts')],
      ['other', uriOf('more.ts')],
    ]);
    expect(found.map(weightsOf)).toEqual([WEIGHTS, WEIGHTS]);
  });

  it('in another local file, imported to train with', async () => {
    const found = await modelsOf({
      'main.ts': `import make, { small as tiny } from './models';\nimport * as more from './more';
await make().fit(x, y);`,
      'models.ts': `${IMPORT}export default function build() { return ${ONE_LAYER}; }\nexport const small = () => ${ONE_LAYER};`,
      'more.ts': `${IMPORT}export const other = () => ${ONE_LAYER};\nconst own = () => ${ONE_LAYER};`,
    });
    expect(names(found)).toEqual(['make', 'tiny', 'other']);
    expect(found.map(weightsOf)).toEqual([WEIGHTS, WEIGHTS, WEIGHTS]);
  });

  it('with a layer of its own, whose methods tf.js alone calls', async () => {
    const [found] = await modelsOf({
      'main.ts': `${IMPORT}
class Doubling extends tf.layers.Layer {
  static get className() { return 'Doubling'; }
  computeOutputShape(shape: tf.Shape) { return shape; }
  call(inputs: tf.Tensor | tf.Tensor[]) { return (Array.isArray(inputs) ? inputs[0] : inputs).mul(2); }
}
export function make() {
  const model = tf.sequential();
  model.add(new Doubling({ inputShape: [2] }));
  return model;
}`,
    });
    const model = valueOf(found) as tf.LayersModel;
    expect((model.predict(tf.tensor2d([[1, 2]])) as tf.Tensor).arraySync()).toEqual([[2, 4]]);
  });

  it('while the file is half-typed', async () => {
    const found = await modelsOf({
      'main.ts': `${IMPORT}const schedule = new CosineDecay({ initialLearningRate: 0.1,
export function make() { return ${ONE_LAYER}; }
export const other = () => {
`,
    });
    expect(names(found)).toEqual(['make']);
    expect(weightsOf(found[0])).toBe(WEIGHTS);
  });

  it('while its import is only begun', async () => {
    const found = await modelsOf({ 'main.ts': `import\nexport const make = () => ${ONE_LAYER};` });
    expect(weightsOf(found[0])).toBe(WEIGHTS);
  });
});

describe('what is no function that makes a model is not taken for one', () => {
  const others: Readonly<Record<string, string>> = {
    'a method': `export class Builder { build(): tf.LayersModel { return ${ONE_LAYER}; } static make() { return ${ONE_LAYER}; } }`,
    'a function that is not exported': `function make() { return ${ONE_LAYER}; }`,
    'a function that needs a value': `export function make(units: number): tf.LayersModel { return ${ONE_LAYER}; }`,
    'a declaration': 'export declare function make(): tf.LayersModel;',
    'a model itself': `export const model = ${ONE_LAYER};`,
    'a function of a member': `export const makers = { make: () => ${ONE_LAYER} };`,
    'a generator': `export function* make() { return ${ONE_LAYER}; }`,
    'a function that uses a model inside': `export function count() { const model = ${ONE_LAYER}; return model.countParams(); }`,
    'a function with a model in a function in it': `export function later() { return [1].map(() => ${ONE_LAYER}); }`,
    'a graph model': 'export function make(): tf.GraphModel { return load(); }',
    'a model of somebody else':
      'export interface LayersModel {}\nexport function make(): LayersModel { return {}; }',
    'a function of the same name': 'const sequential = () => 1;\nexport const make = () => sequential();',
    'a function that calls itself': 'export function make() { return make(); }',
  };
  it.each(Object.entries(others))('%s', async (_, code) => {
    expect(names(await modelsOf({ 'main.ts': IMPORT + code }))).toEqual([]);
  });
});

describe('a function that cannot be run says why', () => {
  it.each([
    [
      'waits for a promise, which a preview cannot do',
      'unsupported',
      `export async function make(): Promise<tf.LayersModel> { return await tf.loadLayersModel('model.json'); }`,
    ],
    [
      'needs document, which a preview does not have',
      'missing-value',
      `export function make() { document.title = 'model'; return ${ONE_LAYER}; }`,
    ],
    [
      'needs UNITS from ./sizes, which cannot be found',
      'unmet-import',
      `import { UNITS } from './sizes';\nexport const make = (): tf.LayersModel => build(UNITS);`,
    ],
  ])('%s', async (message, code, text) => {
    const [found] = await modelsOf({ 'main.ts': IMPORT + text });
    expect(found).toMatchObject({ name: 'make', slice: null, problem: { message, code } });
  });

  it('of a package that the preview does not have, once it is used', async () => {
    const text = `import { shuffle } from 'lodash';\nexport const make = (): tf.LayersModel => shuffle([${ONE_LAYER}])[0];`;
    const [found] = await modelsOf({ 'main.ts': IMPORT + text });
    expect(() => valueOf(found)).toThrow('needs lodash, which a preview cannot load');
  });
});

describe('a function that returns data is found, and its slice makes the data', () => {
  const forms: Readonly<Record<string, string>> = {
    'xs and ys': 'export const load = () => ({ xs: tf.ones([4, 2]), ys: tf.zeros([4, 1]) });',
    'inputs and labels': 'export const load = () => ({ inputs: tf.ones([4, 2]), labels: tf.zeros([4, 1]) });',
    'x and y': 'export const load = () => ({ x: tf.ones([4, 2]), y: tf.zeros([4, 1]) });',
    'a pair': 'export const load = () => [tf.ones([4, 2]), tf.zeros([4, 1])];',
    'in variables': `export function load() {
      const x = tf.ones([4, 2]);
      const y = x.mul(2).sum(1, true);
      return { x, y };
    }`,
    'in a variable':
      'export function load() { const data = { xs: tf.ones([4, 2]), ys: tf.zeros([4, 1]) }; return data; }',
    'by a stated type':
      'export function load(count = 4): { x: tf.Tensor2D; y: tf.Tensor2D } { return make(count); }\nconst make = (n: number): any => ({ x: tf.ones([n, 2]), y: tf.zeros([n, 1]) });',
    'by a type with a name': `interface Data { readonly xs: tf.Tensor<tf.Rank.R2>; readonly ys: tf.Tensor; }
      export const load = (): Readonly<Data> => make();\nconst make = (): any => ({ xs: tf.ones([4, 2]), ys: tf.zeros([4, 1]) });`,
    'by the type of a pair':
      'export const load = (): [xs: tf.Tensor2D, ys: tf.Tensor2D] => make();\nconst make = (): any => [tf.ones([4, 2]), tf.zeros([4, 1])];',
    'in a tidy': 'export const load = () => tf.tidy(() => ({ xs: tf.ones([4, 2]), ys: tf.zeros([4, 1]) }));',
    'through another function':
      'const make = (n: number) => ({ xs: tf.ones([n, 2]), ys: tf.zeros([n, 1]) });\nexport const load = () => make(4);',
    'taken from another result': `const make = () => ({ a: tf.ones([4, 2]), b: tf.zeros([4, 1]) });
      export function load() { const { a, b } = make(); return { xs: a, ys: b }; }`,
  };
  it.each(Object.entries(forms))('%s', async (_, code) => {
    const { data, models } = await contextOf({ 'main.ts': IMPORT + code });
    expect(names(data)).toEqual(['load']);
    expect(models).toEqual([]);
    const shapes = Object.values(valueOf(data[0]) as tf.Tensor[]).map(({ shape }) => shape);
    expect(shapes).toEqual([
      [4, 2],
      [4, 1],
    ]);
  });

  const others: Readonly<Record<string, string>> = {
    'a point': 'export function place(): { x: number; y: number } { return { x: 1, y: 2 }; }',
    'a point by its numbers': 'export const place = () => ({ x: 1, y: 2 });',
    'a point of unknown parts': 'const { a } = config;\nexport const place = () => ({ x: a, y: a });',
    'a pair of numbers': 'export const pair = () => [1, 2];',
    'plain lists': 'export const lists = () => ({ xs: [1, 2], ys: [1, 2] });',
    'lists computed by the language':
      'export const lists = () => ({ xs: Array.from(set), ys: Math.abs(1) });',
    'lists by their type': 'export function lists(): { xs: number[]; ys: number[] } { return read(); }',
    'lists taken out of tensors': `export const lists = () => ({ xs: tf.ones([2]).arraySync(), ys: tf.ones([2]).dataSync() });`,
    'half of it': 'export const half = () => ({ xs: tf.ones([2]) });',
    'three tensors': 'export const three = () => [tf.ones([1]), tf.ones([1]), tf.ones([1])];',
    'a method': 'export class Loader { load() { return { xs: tf.ones([2]), ys: tf.ones([2]) }; } }',
  };
  it.each(Object.entries(others))('not %s', async (_, code) => {
    expect(names(await dataOf({ 'main.ts': IMPORT + code }))).toEqual([]);
  });
});

it('a text that is no source code, or not a person’s, is not looked into', async () => {
  const read = (path: string, text: string): Promise<unknown> =>
    analyzerOf({}).trainingContext(uriOf(path), text, { language: null });
  expect(await read('notes.md', 'export const make = 1;')).toBeNull();
  expect(await read('main.ts', `const lr = [${'1,'.repeat(4_000)}];`)).toBeNull();
  expect(await read('main.ts', '')).toEqual({
    optimizers: [],
    models: [],
    data: [],
    compile: null,
    epochs: null,
    batchSize: null,
  });
});
