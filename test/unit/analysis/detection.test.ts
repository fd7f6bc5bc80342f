import { describe, expect, it } from 'vitest';
import { analyze, analyzerOf, only, ratesOf, type Workspace } from './support/analysis';

const COSINE = 'new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 })';
const IMPORT =
  "import { CosineDecay, LearningRateScheduler, LearningRateSchedule } from 'tfjs-lr-schedules';\n";

/** Half of a cosine decay from 0.2 is 0.1: a value that no wrong reading of these definitions gives. */
const HALF_WAY = 50;

async function summary(files: Workspace): Promise<readonly string[]> {
  const { definitions } = await analyze(files);
  return definitions.map(({ kind, name, schedule, index }) => `${kind} ${name} ${schedule ?? '-'} ${index}`);
}

describe('a schedule of the library is found', () => {
  const placements: Readonly<Record<string, { readonly code: string; readonly name: string }>> = {
    'in a constant': { code: `const rate = ${COSINE};`, name: 'rate' },
    exported: { code: `export const rate = ${COSINE};`, name: 'rate' },
    'as the default export': { code: `export default ${COSINE};`, name: 'CosineDecay' },
    'in a function': { code: `function f() { const rate = ${COSINE}; return rate; }`, name: 'rate' },
    'returned by an arrow': { code: `const make = () => ${COSINE};`, name: 'CosineDecay' },
    'inline in a call': { code: `attachSchedule(optimizer, ${COSINE});`, name: 'CosineDecay' },
    'attached inline, and kept to be detached': {
      code: `import { attachSchedule } from 'tfjs-lr-schedules';\nconst detach = attachSchedule(model.optimizer, ${COSINE}, { initialStep: 0 });`,
      name: 'CosineDecay',
    },
    'in a class field': { code: `class T { private readonly rate = ${COSINE}; }`, name: 'rate' },
    'assigned to a member': {
      code: `class T { rate; constructor() { this.rate = ${COSINE}; } }`,
      name: 'rate',
    },
    'in an object': { code: `const config = { rate: ${COSINE}, other: 1 };`, name: 'rate' },
    'in an array': { code: `const all = [${COSINE}];`, name: 'CosineDecay' },
    'behind a cast': { code: `const rate = (${COSINE} as unknown) as Schedule;`, name: 'rate' },
    'behind satisfies': { code: `const rate = ${COSINE} satisfies Schedule;`, name: 'rate' },
    'in a namespace': { code: `namespace N { export const rate = ${COSINE}; }`, name: 'rate' },
    'in a parameter default': { code: `function f(rate = ${COSINE}) { return rate; }`, name: 'rate' },
    'by its factory': {
      code: `const rate = cosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });`,
      name: 'rate',
    },
  };
  it.each(Object.entries(placements))('%s', async (_, { code, name }) => {
    const text = `import { CosineDecay, cosineDecay } from 'tfjs-lr-schedules';\n${code}`;
    const definition = await only({ 'main.ts': text });
    expect(definition).toMatchObject({
      kind: 'schedule-instance',
      name,
      schedule: 'CosineDecay',
      index: 'step',
    });
    expect(ratesOf(definition, 0, HALF_WAY, 100)).toEqual([0.2, 0.1, 0]);
  });

  const imports: Readonly<Record<string, Workspace>> = {
    'under an alias': {
      'main.ts':
        "import { CosineDecay as Cos } from 'tfjs-lr-schedules';\nconst r = new Cos({ initialLearningRate: 0.2, decaySteps: 100 });",
    },
    'through a namespace': {
      'main.ts':
        "import * as lrs from 'tfjs-lr-schedules';\nconst r = new lrs.CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });",
    },
    'through require': {
      'main.ts':
        "const { CosineDecay } = require('tfjs-lr-schedules');\nconst r = new CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });",
    },
    're-exported by a local file': {
      'main.ts': `import { CosineDecay } from './schedules';\nconst r = ${COSINE};`,
      'schedules.ts': "export { CosineDecay } from 'tfjs-lr-schedules';",
    },
    're-exported under another name': {
      'main.ts':
        "import { Cos } from './schedules';\nconst r = new Cos({ initialLearningRate: 0.2, decaySteps: 100 });\n",
      'schedules.ts': "export { CosineDecay as Cos } from 'tfjs-lr-schedules';",
    },
    're-exported with everything else, twice': {
      'main.ts': `import { CosineDecay } from './a';\nconst r = ${COSINE};`,
      'a.ts': "export * from './b/index.js';",
      'b/index.ts': "export * from 'tfjs-lr-schedules';",
    },
    're-exported as a namespace': {
      'main.ts':
        "import { lrs } from './a';\nconst r = new lrs.CosineDecay({ initialLearningRate: 0.2, decaySteps: 100 });",
      'a.ts': "export * as lrs from 'tfjs-lr-schedules';",
    },
    'imported and exported again': {
      'main.ts': `import { CosineDecay } from './a';\nconst r = ${COSINE};`,
      'a.ts': "import { CosineDecay } from 'tfjs-lr-schedules';\nexport { CosineDecay };",
    },
  };
  it.each(Object.entries(imports))('%s', async (_, files) => {
    const definition = await only(files);
    expect(definition.schedule).toBe('CosineDecay');
    expect(ratesOf(definition, HALF_WAY)).toEqual([0.1]);
  });

  it.each(['main.ts', 'main.tsx', 'main.mts', 'main.cts', 'main.js', 'main.jsx'])('in %s', async (path) => {
    const definition = await only({ [path]: `${IMPORT}const rate = ${COSINE};` }, path);
    expect(ratesOf(definition, HALF_WAY)).toEqual([0.1]);
  });
});

it('a text that is not saved yet is read by the language it has in the editor', async () => {
  const text = `${IMPORT}const rate = ${COSINE};`;
  const read = async (language: string): Promise<number> => {
    const options = { defaultHorizon: 1_000, given: {}, language };
    return (await analyzerOf({}).analyze('untitled:Untitled-1', text, options)).definitions.length;
  };
  expect(await read('typescript')).toBe(1);
  expect(await read('javascriptreact')).toBe(1);
  expect(await read('python')).toBe(0);
});

describe('constants of other local files are followed', () => {
  it('by name, through objects, namespaces, enums and static members', async () => {
    const definition = await only({
      'main.ts': `import { PolynomialDecay } from 'tfjs-lr-schedules';
import { RATE as START } from './config';
import * as config from './config';
import { Steps, Defaults } from './more.js';
export const s = new PolynomialDecay({
  initialLearningRate: START, decaySteps: Steps.Decay, endLearningRate: config.nested.end, power: Defaults.POWER,
});`,
      'config.ts': 'export const RATE = 0.4;\nexport const nested = { end: 0.2 } as const;\nstartTraining();',
      'more.ts':
        'export enum Steps { Warmup = 5, Decay = 10 }\nexport class Defaults { static readonly POWER = 1; }',
    });
    expect(ratesOf(definition, 0, 5, 10)).toEqual([0.4, expect.closeTo(0.3, 12), 0.2]);
    expect(definition.parameters.map(({ name, value }) => [name, value])).toEqual([
      ['initialLearningRate', 0.4],
      ['decaySteps', 10],
      ['endLearningRate', 0.2],
      ['power', 1],
    ]);
    expect(definition.parameters[0]).toMatchObject({ uri: 'file:///workspace/config.ts', editable: true });
  });

  it('through the paths of a tsconfig and of the one it extends', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import { STEPS } from '@config/steps';\nconst r = new CosineDecay({ initialLearningRate: 0.2, decaySteps: STEPS });`,
      'tsconfig.json': '{ // comments are allowed\n "extends": "./tsconfig.base.json" }',
      'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@config/*": ["./settings/*"] } } }',
      'settings/steps.ts': 'export const STEPS = 100;',
    });
    expect(ratesOf(definition, HALF_WAY)).toEqual([0.1]);
  });

  it('in cyclic imports', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import { steps } from './a';\nconst r = new CosineDecay({ initialLearningRate: 0.2, decaySteps: steps() });`,
      'a.ts':
        "import { half } from './b';\nexport const WHOLE = 100;\nexport function steps() { return half() * 2; }",
      'b.ts': "import { WHOLE } from './a';\nexport function half() { return WHOLE / 2; }",
    });
    expect(ratesOf(definition, HALF_WAY)).toEqual([0.1]);
  });
});

describe('a subclass of LearningRateSchedule is found', () => {
  it('with its base from the library, and instances of it as schedules of their own', async () => {
    const text = `${IMPORT}
class HalfLife extends LearningRateSchedule {
  constructor(private readonly config = { initialLearningRate: 0.2, halfLife: 10 }) { super(); }
  call(step: number) { return this.config.initialLearningRate * 0.5 ** (step / this.config.halfLife); }
  getConfig() { return this.config; }
}
const slow = new HalfLife({ initialLearningRate: 0.4, halfLife: 20 });`;
    const { definitions } = await analyze({ 'main.ts': text });
    expect(definitions.map(({ kind, name }) => [kind, name])).toEqual([
      ['schedule-subclass', 'HalfLife'],
      ['schedule-instance', 'slow'],
    ]);
    const [subclass, instance] = definitions;
    expect(subclass && ratesOf(subclass, 0, 10)).toEqual([0.2, 0.1]);
    expect(instance && ratesOf(instance, 0, 20)).toEqual([0.4, 0.2]);
  });

  it('with a base of the project itself, and with one from a package that is not there', async () => {
    const body =
      '{ constructor(private lr = 0.2) { super(); } call(step: number) { return this.lr / (1 + step); } }';
    const own = {
      'main.ts': `import { LearningRateSchedule } from './base';\nexport class Own extends LearningRateSchedule ${body}`,
      'base.ts': 'export abstract class LearningRateSchedule { abstract call(step: number): number; }',
    };
    const foreign = {
      'main.ts': `import { LearningRateSchedule } from 'somebodys-optimizers';\nexport class Own extends LearningRateSchedule ${body}`,
    };
    for (const files of [own, foreign]) {
      expect(ratesOf(await only(files), 0, 1)).toEqual([0.2, 0.1]);
    }
  });

  it.each(['get', 'getLr', 'getLearningRate'])('whose method is %s', async (method) => {
    const definition = await only({
      'main.ts': `${IMPORT}class Own extends LearningRateSchedule { ${method}(step: number) { return 1 / (1 + step); } }`,
    });
    expect(ratesOf(definition, 1)).toEqual([0.5]);
  });

  it('through a chain of its own ancestors, abstract ones passed over', async () => {
    expect(
      await summary({
        'main.ts': `${IMPORT}abstract class Base extends LearningRateSchedule { scale = 2; }
class Own extends Base { call(step: number) { return this.scale / (1 + step); } }`,
      }),
    ).toEqual(['schedule-subclass Own Own step']);
  });

  it('as a class expression', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}const Own = class extends LearningRateSchedule { call(step: number) { return 3 * step; } };`,
    });
    expect(definition.name).toBe('Own');
    expect(ratesOf(definition, 2)).toEqual([6]);
  });
});

describe('a scheduler callback is found', () => {
  const callbacks: Readonly<Record<string, string>> = {
    inline: 'const cb = new LearningRateScheduler((epoch, lr) => (epoch < 2 ? lr : lr * 0.5));',
    'by name':
      'const decay = (epoch: number, lr: number) => (epoch < 2 ? lr : lr * 0.5);\nconst cb = new LearningRateScheduler(decay);',
    'by the name of a function':
      'function decay(epoch: number, lr: number) { return epoch < 2 ? lr : lr * 0.5; }\nconst cb = new LearningRateScheduler(decay, { verbose: 1 });',
  };
  it.each(Object.entries(callbacks))('%s', async (_, code) => {
    const definition = await only({ 'main.ts': `${IMPORT}${code}\nconst optimizer = tf.train.sgd(0.8);` });
    expect(definition).toMatchObject({
      kind: 'scheduler-callback',
      name: 'cb',
      schedule: null,
      index: 'epoch',
    });
    expect(ratesOf(definition, 0, 1, 2, 3)).toEqual([0.8, 0.8, 0.4, 0.2]);
  });

  it('that applies a schedule once an epoch, as one definition', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}model.fit(x, y, { epochs: 5, callbacks: [new LearningRateScheduler(${COSINE})] });`,
    });
    expect(definition).toMatchObject({ kind: 'scheduler-callback', name: 'LearningRateScheduler' });
    expect(ratesOf(definition, HALF_WAY)).toEqual([0.1]);
  });
});

it('methods of one name are told apart by their classes', async () => {
  const { definitions } = await analyze({
    'main.ts':
      'class Halving { getLR(step: number) { return 0.1 * 0.5 ** step; } } class Falling { getLR(step: number) { return 0.1 / (1 + step); } lrAt(step: number) { return 0.3 / (2 + step); } }',
  });
  expect(definitions.map(({ name }) => name)).toEqual(['Halving.getLR', 'Falling.getLR', 'lrAt']);
});

describe('silence on what only looks like a schedule', () => {
  const friends: Readonly<Record<string, string>> = {
    'a class of the same name': `class CosineDecay { constructor(readonly c: object) {} }\nconst x = ${COSINE};`,
    'the same name from another package': `import { CosineDecay } from 'easing';\nconst x = ${COSINE};`,
    'an import that is never used': IMPORT,
    'a type': `${IMPORT}function attach(schedule: CosineDecay): void {}`,
    'a comment and a string': `${IMPORT}// ${COSINE}\nconst text = "${COSINE}"; const more = \`${COSINE}\`;`,
    'an abstract subclass': `${IMPORT}export abstract class Base extends LearningRateSchedule { abstract call(step: number): number; }`,
    'a subclass that gives no rate': `${IMPORT}export class Marker extends LearningRateSchedule { getConfig() { return {}; } }`,
    'an interface': 'export interface LearningRateSchedule { call(step: number): number }',
    'a class that implements it': `${IMPORT}class Job implements LearningRateSchedule { call(step: number) { return step; } }`,
    'an enum called LearningRateScheduler':
      "import { LearningRateScheduler } from '@azure/arm-machinelearning';\nconst s = LearningRateScheduler.Linear;",
    'a scheduler of jobs': 'new JobScheduler((epoch, lr) => 1);',
  };
  it.each(Object.entries(friends))('%s', async (_, text) => {
    expect(await summary({ 'main.ts': text })).toEqual([]);
  });

  it('a declaration file', async () => {
    expect(
      (await analyze({ 'main.d.ts': `${IMPORT}const rate = ${COSINE};` }, 'main.d.ts')).definitions,
    ).toEqual([]);
  });

  it('a minified file, with a notice', async () => {
    const text = `${IMPORT}const rate=${COSINE};${'var a=1;'.repeat(2_000)}`;
    expect(await analyze({ 'main.js': text }, 'main.js')).toMatchObject({
      definitions: [],
      notice: expect.stringContaining('minified') as string,
    });
  });
});

it('definitions are in the order of their places, and equal names in different places have different ids', async () => {
  const { definitions } = await analyze({
    'main.ts': `${IMPORT}function a() { const rate = ${COSINE}; }\nfunction b() { const rate = ${COSINE}; { const rate = ${COSINE}; } }`,
  });
  expect(definitions.map(({ range }) => range.start.line)).toEqual([1, 2, 2]);
  expect(new Set(definitions.map(({ id }) => id)).size).toBe(3);
});

it('an id stays while values and other definitions change', async () => {
  const before = await only({ 'main.ts': `${IMPORT}const rate = ${COSINE};` });
  const { definitions } = await analyze({
    'main.ts': `${IMPORT}const first = ${COSINE};\n\nconst rate = new CosineDecay({ initialLearningRate: 9, decaySteps: 1 });`,
  });
  expect(definitions[1]?.id).toBe(before.id);
});

describe('calls with a written step', () => {
  it('are found on the definition, on the variable that holds it and with a constant step', async () => {
    const { definitions, calls } = await analyze({
      'main.ts': `${IMPORT}const N = 1_000;\nconst rate = ${COSINE};\nrate.call(12); rate.call(N * 2); rate.call(step); other.call(3); ${COSINE}.call(7);`,
    });
    expect(calls.map(({ at, definitionId }) => [at, definitionId])).toEqual([
      [12, definitions[0]?.id],
      [2_000, definitions[0]?.id],
      [7, definitions[1]?.id],
    ]);
  });
});
