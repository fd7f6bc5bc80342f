import { describe, expect, it } from 'vitest';
import { analyze, only, ratesOf } from './support/analysis';

const IMPORT =
  "import { CosineDecay, CosineDecayRestarts, ExponentialDecay, PiecewiseConstantDecay, PolynomialDecay, TriangularCyclicalLearningRate, LearningRateScheduler, LearningRateSchedule } from 'tfjs-lr-schedules';\n";

describe('the horizon is the length of the schedule itself', () => {
  it.each([
    [
      'new CosineDecay({ initialLearningRate: 0, warmupTarget: 1e-3, warmupSteps: 500, decaySteps: 9_500 })',
      10_000,
    ],
    ['new CosineDecay({ initialLearningRate: 0.1, warmupSteps: 500, decaySteps: 9_500 })', 9_500],
    ['new PolynomialDecay({ initialLearningRate: 0.1, decaySteps: 40 * 25 })', 1_000],
    ['new ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.9 })', 500],
    ['new CosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 10 })', 70],
    ['new PiecewiseConstantDecay({ boundaries: [100, 200], values: [3, 2, 1] })', 266],
    [
      'new TriangularCyclicalLearningRate({ initialLearningRate: 1e-4, maximalLearningRate: 1e-3, stepSize: 50 })',
      300,
    ],
  ])('%s', async (code, value) => {
    expect((await only({ 'main.ts': `${IMPORT}const s = ${code};` })).timeline.horizon).toEqual({
      value,
      from: 'parameters',
      place: null,
    });
  });

  it.each([
    ['0.1 * 0.5 ** Math.floor(epoch / decaySteps)', 200],
    ['0.1 * Math.pow(0.5, epoch / decaySteps)', 200],
    ['0.1 * 0.5 ** ((epoch - (epoch % decaySteps)) / 10)', 200],
    ['0.1 * (1 - Math.min(1, epoch / decaySteps)) ** 2', 40],
  ])('which goes on where a rate by other people decays once in so many epochs: %s', async (code, value) => {
    const { timeline } = await only({
      'main.ts': `const decaySteps = 40;\nexport function learningRateAt(epoch: number) {\n  return ${code};\n}\n`,
    });
    expect(timeline.horizon).toEqual({ value, from: 'parameters', place: null });
  });

  it('or else assumed, and marked so', async () => {
    const { timeline } = await only({
      'main.ts': `${IMPORT}class Own extends LearningRateSchedule { call(step: number) { return 1 / (1 + step); } }`,
    });
    expect(timeline.horizon).toEqual({ value: 1_000, from: 'assumed', place: null });
  });
});

describe('evidence in the source', () => {
  it('gives epochs and the initial rate, the nearest first, with its line', async () => {
    const { definitions } = await analyze({
      'main.ts': `${IMPORT}
const optimizer = tf.train.adam(0.5);
async function one() {
  model.compile({ optimizer: 'rmsprop' });
  await model.fit(x, y, { epochs: EPOCHS, callbacks: [new LearningRateScheduler((epoch, lr) => lr / 2)] });
}
async function two() {
  await model.fitDataset(d, { batchesPerEpoch: 12, callbacks: [new LearningRateScheduler((epoch, lr) => lr / 2)] });
}
const EPOCHS = 7;`,
    });
    const [one, two] = definitions.map(({ timeline }) => timeline);
    expect(one?.horizon).toMatchObject({
      value: 7,
      from: 'source',
      place: { line: 5, text: 'epochs: EPOCHS' },
    });
    expect(one?.initialRate).toMatchObject({ value: 0.001, from: 'source', place: { line: 4 } });
    expect(two?.initialRate).toMatchObject({
      value: 0.5,
      from: 'source',
      place: { line: 2, text: 'tf.train.adam(0.5)' },
    });
    expect(two?.stepsPerEpoch).toMatchObject({ value: 12, from: 'source', place: { line: 8 } });
  });

  it.each([
    ['a default', 'const n = options.n || 30;', 'epochs: n'],
    ['a default under the same name', 'const epochs = options.epochs ?? 30;', 'epochs'],
    ['what a name elsewhere says', 'const other = { epochs: 30 };', 'epochs: this.settings.epochs'],
  ])('gives epochs by %s', async (_, before, epochs) => {
    const { timeline } = await only({
      'main.ts': `export function run(options) {
  ${before}
  return model.fit(x, y, { ${epochs}, callbacks: { onEpochBegin: (epoch) => { optimizer.learningRate = 0.1 * 0.9 ** epoch; } } });
}`,
    });
    expect(timeline.horizon).toMatchObject({ value: 30, from: 'source' });
  });

  it('gives the bound of a loop that is the option of a command line', async () => {
    const { timeline } = await only({
      'main.ts': `const steps = Number(option('steps', '4000'));
for (let step = 0; step < steps; step++) {
  optimizer.learningRate = 0.1 * 0.999 ** step;
}`,
    });
    expect(timeline.horizon).toMatchObject({ value: 4000, from: 'source' });
  });

  it('gives no length in moves to what counts games', async () => {
    const { timeline } = await only({
      'main.ts': `function play(maxSteps = 500) {
  let episode = 0;
  while (running) {
    for (let step = 0; step < maxSteps; step++) move();
    episode++;
    if (episode % 20 === 0) {
      const newLR = 0.1 * 0.9 ** (episode / 20);
      optimizer = tf.train.adam(newLR);
    }
  }
}`,
    });
    expect(timeline.horizon).toMatchObject({ value: 100, from: 'parameters' });
  });

  it.each([
    [
      'await model.fit(tf.randomNormal([1000, 4]), ys, { epochs: 7, batchSize: 50 SPLIT CALLBACKS });',
      '',
      20,
    ],
    ['await model.fit(tf.randomNormal([1000, 4]), ys, { epochs: 7 SPLIT CALLBACKS });', '', 32],
    ['await model.fit(xs, ys, { epochs: 7, batchSize: 50 SPLIT CALLBACKS });', 'validationSplit: 0.25', 15],
    ['await model.fit(list, ys, { batchSize: 2 SPLIT CALLBACKS });', '', 2],
    ['await model.fit(load(), ys, { batchSize: 50 SPLIT CALLBACKS });', '', null],
    ['await model.fit(list, ys, { ...settings SPLIT CALLBACKS });', '', null],
  ])('gives the updates of an epoch by the samples and their batches: %s %s', async (fit, split, updates) => {
    const callback =
      'callbacks: { onBatchEnd: () => { optimizer.learningRate = optimizer.learningRate * 0.99; } }';
    const call = fit
      .replace('CALLBACKS', `, ${callback}`)
      .replace(' SPLIT', split === '' ? '' : `, ${split}`);
    const { definitions } = await analyze({
      'main.ts': `${IMPORT}
const SAMPLES = 1_000;
const optimizer = tf.train.adam(0.1);
const xs = tf.tensor2d(data, [SAMPLES, 4]);
const list = tf.tensor1d([1, 2, 3]);
${call}`,
    });
    expect(definitions).toHaveLength(1);
    expect(definitions[0]?.timeline.stepsPerEpoch).toMatchObject(
      updates === null
        ? { value: 100, from: 'assumed' }
        : { value: updates, from: 'source', place: { line: 6 } },
    );
  });

  it('is not asked for by functions of the epoch alone', async () => {
    const { timeline } = await only({
      'main.ts': `${IMPORT}new LearningRateScheduler((epoch) => 0.1 / (1 + epoch));`,
    });
    expect(timeline.initialRate).toBeNull();
  });
});

describe('the length of a run is read from the code of a function or loop', () => {
  it.each([
    [
      'divides its index by what is computed',
      'const rounds = 20; const TOTAL = rounds * 50; const lrAt = (step: number) => 0.1 * Math.min(1, step / 40) * (1 - 0.5 * Math.min(1, step / TOTAL));',
      1_000,
      'source',
    ],
    [
      'divides its index by the default of an option',
      "const opts = { steps: arg('steps', 700) }; const lrAt = (step: number) => 0.1 * (1 - step / Math.max(1, opts.steps));",
      700,
      'parameters',
    ],
    [
      'divides epochs under the name of a step',
      'const EPOCHS = 90; function lrAt(step: number) { return 0.1 * (1 - Math.min(1, step / EPOCHS)); }',
      90,
      'parameters',
    ],
    [
      'is called with the variable of a loop',
      'const learningRate = (s: number) => 0.1 * 0.9 ** s; for (let s = 0; s < 40; s++) train(learningRate(s));',
      40,
      'source',
    ],
    [
      'goes on while the rate is above a bound',
      'let learningRate = 0.005; while (learningRate >= 0.0000003) { train(learningRate); learningRate /= 2; }',
      15,
      'source',
    ],
  ])('that %s', async (_, code, value, from) => {
    expect((await only({ 'main.ts': code })).timeline.horizon).toMatchObject({ value, from });
  });

  it('but not of a warmup alone', async () => {
    const { timeline } = await only({
      'main.ts':
        'const warmupSteps = 40; const lrAt = (step: number) => 0.1 * Math.min(1, step / warmupSteps);',
    });
    expect(timeline.horizon.value).toBe(200);
  });

  it('and in epochs where a call says that it counts them', async () => {
    const { timeline, index } = await only({
      'main.ts':
        'const EPOCHS = 30; function cosineLr(t: number) { return 0.01 * (1 + Math.cos((Math.PI * t) / EPOCHS)); } class T { epoch = 0; run() { this.opt.lr = cosineLr(this.epoch); this.epoch++; } }',
    });
    expect(index).toBe('epoch');
    expect(timeline.horizon.value).toBe(30);
  });
});

describe('an @lr comment', () => {
  it('is above all other evidence and gives free names', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}function make(peakLr: number, totalSteps: number) {
  // The shape of the paper.
  // @lr steps=400 peakLr=2e-1, totalSteps=1_00 stepsPerEpoch=20
  return new CosineDecay({ initialLearningRate: peakLr, decaySteps: totalSteps });
}`,
    });
    expect(definition.timeline.horizon).toMatchObject({ value: 400, from: 'comment', place: { line: 3 } });
    expect(definition.timeline.stepsPerEpoch).toMatchObject({ value: 20, from: 'comment' });
    expect(ratesOf(definition, 0, 50)).toEqual([0.2, 0.1]);
  });

  it.each([
    ['/** @lr initialLearningRate=0.2 halfLife=10 */', 'class'],
    ['/**\n * Halves.\n * @lr initialLearningRate=0.2 halfLife=10\n */', 'export class'],
    ['// @lr initialLearningRate=0.2 halfLife=10', '@register\nexport class'],
  ])('gives the constructor of a subclass what it has no defaults for: %s', async (comment, keyword) => {
    const text = (above: string): string => `${IMPORT}${above}
${keyword} HalfLife extends LearningRateSchedule {
  constructor(private readonly config: { initialLearningRate: number; halfLife: number; floor?: number }) { super(); }
  call(step: number) { return this.config.initialLearningRate * 0.5 ** (step / this.config.halfLife) + (this.config.floor ?? 0); }
}`;
    expect(await only({ 'main.ts': text('') })).toMatchObject({
      missing: ['initialLearningRate', 'halfLife'],
      slice: null,
    });
    expect(ratesOf(await only({ 'main.ts': text(comment) }), 0, 10)).toEqual([0.2, 0.1]);
  });

  it.each([
    [
      'an interface',
      'interface Config { lr: number; n: number }\n',
      'constructor(private readonly c: Config) { super(); }',
      'this.c.lr * this.c.n',
    ],
    [
      'an imported type',
      "import type { Config } from './config';\n",
      'constructor(private readonly c: Readonly<Config>) { super(); }',
      'this.c.lr * this.c.n',
    ],
    ['positions', '', 'constructor(private lr: number, private n: number) { super(); }', 'this.lr * this.n'],
    [
      'a pattern',
      '',
      'lr; n; constructor({ lr, n }: { lr: number; n: number }) { super(); this.lr = lr; this.n = n; }',
      'this.lr * this.n',
    ],
  ])('finds what a constructor asks for by %s', async (_, before, constructor, rate) => {
    const definition = await only({
      'main.ts': `${IMPORT}${before}// @lr lr=2 n=3\nclass Own extends LearningRateSchedule { ${constructor} call() { return ${rate}; } }`,
      'config.ts': 'export type Config = { lr: number } & { n: number };',
    });
    expect(ratesOf(definition, 0)).toEqual([6]);
  });

  it('of JavaScript too, where only use tells', async () => {
    const code = `${IMPORT}class Own extends LearningRateSchedule { constructor(config) { super(); this.lr = config.lr; this.n = config.n ?? 3; } call() { return this.lr * this.n; } }`;
    expect((await only({ 'main.js': code }, 'main.js')).missing).toEqual(['lr']);
    const given = await only({ 'main.js': code.replace('class Own', '\n// @lr lr=2\nclass Own') }, 'main.js');
    expect(ratesOf(given, 0)).toEqual([6]);
  });

  it('stands in for an import that is not there', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import { STEPS } from './missing';\n// @lr STEPS=100\nconst s = new CosineDecay({ initialLearningRate: 0.2, decaySteps: STEPS });`,
    });
    expect(ratesOf(definition, 50)).toEqual([0.1]);
  });

  it('that cannot be read says where', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}// @lr steps=many total\nconst s = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 10 });`,
    });
    expect(definition.problem).toMatchObject({
      message: '`@lr` comment: `steps=many` is not of the form name=number',
      location: { range: { start: { line: 1, character: 7 }, end: { line: 1, character: 17 } } },
    });
  });

  it('gives way to values from the caller', async () => {
    const { definitions } = await analyze(
      {
        'main.ts': `${IMPORT}// @lr steps=5\nconst s = new CosineDecay({ initialLearningRate: lr, decaySteps: 10 });`,
      },
      'main.ts',
      { steps: 9, lr: 0.5 },
    );
    expect(definitions[0]?.timeline.horizon).toEqual({ value: 9, from: 'option', place: null });
    expect(definitions[0] && ratesOf(definitions[0], 0)).toEqual([0.5]);
  });
});

describe('parameters', () => {
  it('have their literal, its place and its unit', async () => {
    const { parameters } = await only({
      'main.ts': `${IMPORT}const s = new ExponentialDecay({ initialLearningRate: -1e-1, decaySteps: 10 * 10, decayRate: 0.5, staircase: true });`,
    });
    expect(parameters.map(({ name, value, unit, editable }) => [name, value, unit, editable])).toEqual([
      ['initialLearningRate', -0.1, 'rate', true],
      ['decaySteps', 100, 'steps', false],
      ['decayRate', 0.5, 'factor', true],
      ['staircase', true, 'switch', true],
    ]);
    expect(parameters[0]?.range).toEqual({
      start: { line: 1, character: 54 },
      end: { line: 1, character: 59 },
    });
  });

  it('of lists are listed one by one', async () => {
    const { parameters } = await only({
      'main.ts': `${IMPORT}const marks = [10, 20];\nconst s = new PiecewiseConstantDecay({ boundaries: marks, values: [3, 2, 1] });`,
    });
    expect(parameters.map(({ name, unit }) => [name, unit])).toEqual([
      ['boundaries[0]', 'steps'],
      ['boundaries[1]', 'steps'],
      ['values[0]', 'rate'],
      ['values[1]', 'rate'],
      ['values[2]', 'rate'],
    ]);
  });

  it('of a subclass are its defaults and fields, of a callback the constants it uses', async () => {
    const { definitions } = await analyze({
      'main.ts': `${IMPORT}class Own extends LearningRateSchedule { floor = 0.01; constructor(private peakLr = 0.1, { warmupSteps = 5 } = {}) { super(); } call() { return this.peakLr; } }
const DROP = 0.5, everyEpochs = 10, unused = 3;
new LearningRateScheduler((epoch, lr) => (epoch % everyEpochs === 0 ? lr * DROP : lr));`,
    });
    expect(
      definitions.map(({ parameters }) => parameters.map(({ name, unit }) => `${name} ${unit}`)),
    ).toEqual([
      ['peakLr rate', 'warmupSteps steps', 'floor rate'],
      ['DROP factor', 'everyEpochs epochs'],
    ]);
  });
});
