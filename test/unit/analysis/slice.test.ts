import { run } from '../../../src/evaluation/runtime/run';
import { describe, expect, it } from 'vitest';
import { only, programOf, ratesOf, traceOf } from './support/analysis';

const IMPORT =
  "import { CosineDecay, LearningRateScheduler, LearningRateSchedule } from 'tfjs-lr-schedules';\n";

describe('a slice never runs the rest of the program', () => {
  const HOSTILE = `import * as tf from '@tensorflow/tfjs';
import fs from 'node:fs';
import { CosineDecay } from 'tfjs-lr-schedules';
import { STEPS } from './constants';

const data = JSON.parse(fs.readFileSync('/etc/passwd', 'utf8'));
const model = tf.sequential();
throw new Error('the top level ran');
while (true) {}
for (;;) globalThis.ran = true;
export const schedule = new CosineDecay({ initialLearningRate: 0.2, decaySteps: STEPS });
await model.fit(data.x, data.y, { epochs: 1_000_000 });
process.exit(1);
`;
  const CONSTANTS = "export const STEPS = 100;\nthrow new Error('the other file ran');\nwhile (true) {}";

  it('neither in its own file nor in those it imports', async () => {
    const definition = await only({ 'main.ts': HOSTILE, 'constants.ts': CONSTANTS });
    expect(ratesOf(definition, 50)).toEqual([0.1]);
    expect(Object.hasOwn(globalThis, 'ran')).toBe(false);
    for (const foreign of ['fit', 'readFileSync', 'throw', 'while', 'exit', 'sequential', 'ran']) {
      expect(definition.slice?.code).not.toContain(foreign);
    }
  });

  it('nor the methods of a class that the schedule does not use', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import { train } from './missing';
class Own extends LearningRateSchedule {
  static instances = train();
  call(step: number) { return this.scaled(step); }
  private scaled(step: number) { return step * 2; }
  train() { return train(this); }
}`,
    });
    expect(definition.problem).toBeNull();
    expect(ratesOf(definition, 4)).toEqual([8]);
  });
});

describe('a slice means what the source means', () => {
  const programs: Readonly<Record<string, { readonly code: string; readonly rates: readonly number[] }>> = {
    'names that shadow one another': {
      code: `const rate = 1; function outer() { const rate = 2; { const rate = 0.2; return new CosineDecay({ initialLearningRate: rate, decaySteps: 100 }); } }`,
      rates: [0.2, 0.1],
    },
    'defaults of surrounding parameters': {
      code: `function make(initialLearningRate = 0.2, { decaySteps = 100 } = {}) { return new CosineDecay({ initialLearningRate, decaySteps }); }`,
      rates: [0.2, 0.1],
    },
    'constants declared below the function that uses them': {
      code: `function make() { const steps = STEPS * 2; return new CosineDecay({ initialLearningRate: 0.2, decaySteps: steps }); }\nconst STEPS = 50;`,
      rates: [0.2, 0.1],
    },
    'functions, spread and destructuring': {
      code: `const base = { initialLearningRate: 0.2 }; const [, steps] = [1, 100]; const { length } = '12'; function twice(n: number): number { return n * length; }
const s = new CosineDecay({ ...base, decaySteps: twice(steps) / 2 });`,
      rates: [0.2, 0.1],
    },
    'members of the surrounding class': {
      code: `class Trainer {
  private steps = 50;
  constructor(private readonly lr = 0.2, factor = 2) { this.total = this.steps * factor; }
  total: number;
  get decay() { return this.half(this.total); }
  half(n: number) { return n / 1; }
  schedule = new CosineDecay({ initialLearningRate: this.lr, decaySteps: this.decay });
}`,
      rates: [0.2, 0.1],
    },
    'an environment in which nothing is set': {
      code: `const s = new CosineDecay({ initialLearningRate: Number(process.env.LR ?? 0.2), decaySteps: 100 }); console.log(s);`,
      rates: [0.2, 0.1],
    },
    'type syntax of every kind': {
      code: `enum Unit { Step = 100 } type Config<T extends number = number> = { readonly lr: T };
function pick<T>(value: T): T { return value!; }
const config: Config = { lr: 0.2 } as const satisfies Config;
const s = new CosineDecay({ initialLearningRate: pick<number>(config.lr), decaySteps: <number>Unit.Step });`,
      rates: [0.2, 0.1],
    },
  };
  it.each(Object.entries(programs))('%s', async (_, { code, rates }) => {
    expect(ratesOf(await only({ 'main.ts': `${IMPORT}${code}` }), 0, 50)).toEqual(rates);
  });

  it('with equal names in different files', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import { total } from './a';\nconst STEPS = 0.2;\nconst s = new CosineDecay({ initialLearningRate: STEPS, decaySteps: total });`,
      'a.ts': "import base from './b';\nconst STEPS = 2;\nexport const total = STEPS * base;",
      'b.ts': 'const STEPS = 50;\nexport default STEPS;',
    });
    expect(ratesOf(definition, 0, 50)).toEqual([0.2, 0.1]);
  });

  it('with default exports of every form', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import Own from './own';\nimport steps from './steps';\nimport lr from './lr';\nconst s = new Own(lr, steps());`,
      'own.ts':
        "import { LearningRateSchedule } from 'tfjs-lr-schedules';\nexport default class extends LearningRateSchedule { constructor(private lr: number, private n: number) { super(); } call(step: number) { return this.lr * step / this.n; } }",
      'steps.ts': 'export default function () { return 100; }',
      'lr.ts': 'export default 0.2 + 0;',
    });
    expect(ratesOf(definition, 50)).toEqual([0.1]);
  });
});

describe('members of a class that a method of it writes to', () => {
  it('keep what is written', async () => {
    const definition = await only({
      'main.ts': `export class RateKeeper {
  private current: number;
  constructor(private readonly peakLr = 0.8) {
    this.current = peakLr;
  }
  lrAt(epoch: number): number {
    if (epoch > 0) {
      this.current = this.halved(epoch);
    }
    return this.current;
  }
  private halved(epoch: number): number {
    return this.peakLr * 0.5 ** epoch;
  }
}`,
    });
    expect(ratesOf(definition, 0, 1, 3)).toEqual([0.8, 0.4, 0.1]);
  });
});

describe('literals are slots', () => {
  it('so that a changed value is the same program', async () => {
    const text = (lr: string, steps: string): string =>
      `${IMPORT}const STEPS = ${steps};\nexport const s = new CosineDecay({ initialLearningRate: ${lr}, decaySteps: STEPS });`;
    const before = await only({ 'main.ts': text('0.2', '100') });
    const after = await only({ 'main.ts': text('1e-3', '10_000') });
    expect(after.slice?.code).toBe(before.slice?.code);
    expect(after.slice?.slots).toEqual([1e-3, 10_000]);
    expect(traceOf(before, [100], after.slice?.slots).exact.find(({ at }) => at === 100)?.rate).toBe(
      ratesOf(after, 100)[0],
    );
  });

  it('and one that stands in two places has one slot', async () => {
    const { slice, parameters } = await only({
      'main.ts': `${IMPORT}const N = 100;\nconst s = new CosineDecay({ initialLearningRate: 0.2, decaySteps: N, warmupTarget: 0.4, warmupSteps: N });`,
    });
    expect(slice?.slots).toEqual([0.2, 100, 0.4]);
    expect(parameters.map(({ name }) => name)).toEqual(['initialLearningRate', 'decaySteps', 'warmupTarget']);
  });
});

describe('what a slice cannot have is named', () => {
  it('a package, once it is touched', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import { readFileSync } from 'node:fs';\nimport unused from 'lodash';\nconst steps = readFileSync('steps.txt').length;\nconst s = new CosineDecay({ initialLearningRate: 0.2, decaySteps: steps });`,
    });
    expect(traceOf(definition, [0]).fault).toMatchObject({ code: 'unmet-import', names: ['node:fs'] });
  });

  it('a local file that is not there, at its place', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import { STEPS } from './missing';\nconst s = new CosineDecay({ initialLearningRate: 0.2, decaySteps: STEPS });`,
    });
    expect(definition).toMatchObject({
      slice: null,
      problem: {
        code: 'unmet-import',
        message: 'needs STEPS from ./missing, which cannot be found',
        location: { range: { start: { line: 2 } } },
      },
    });
  });

  it('but neither what a class says that it implements, nor the class of an error that is only thrown', async () => {
    const definition = await only({
      'main.ts': `import { Scheduler } from './missing';
import errors, { RateError } from 'some-errors';
import { badStep } from './gone';
class HalvingScheduler implements Scheduler {
  private count = 0;
  constructor(private optimizer: { lr: number }, private every = 2) {
    if (every < 1) throw new RateError('every', { every });
    if (!optimizer) throw new errors.Nothing();
  }
  step() {
    if (this.count < 0) throw badStep(this.count);
    this.count += 1;
    this.optimizer.lr = 0.8 * 0.5 ** Math.floor(this.count / this.every);
  }
}`,
    });
    expect(definition.problem).toBeNull();
    expect(ratesOf(definition, 1, 2, 4)).toEqual([0.8, 0.4, 0.2]);
  });

  it('and what such an error says is said', async () => {
    const definition = await only({
      'main.ts': `import { RateError } from './missing';
export function lrAt(epoch: number, baseLr = 0.1) {
  if (epoch > 3) throw new RateError('no epoch ' + epoch);
  return baseLr * 0.9 ** epoch;
}`,
    });
    expect(traceOf(definition, [4]).fault?.message).toContain('no epoch 4');
  });

  it('a promise', async () => {
    const definition = await only({ 'main.ts': `${IMPORT}const s = new CosineDecay(await load());\n` });
    expect(definition).toMatchObject({ slice: null, problem: { code: 'unsupported' } });
  });

  it.each([
    [
      'a parameter without a default',
      'function f(peakLr: number) { return new CosineDecay({ initialLearningRate: peakLr, decaySteps: 10 }); }',
      ['peakLr'],
    ],
    [
      'a variable of a loop',
      'for (const peakLr of rates) use(new CosineDecay({ initialLearningRate: peakLr, decaySteps: 10 }));',
      ['peakLr'],
    ],
    [
      'an awaited value',
      'const peakLr = await ask();\nuse(new CosineDecay({ initialLearningRate: peakLr, decaySteps: 10 }));',
      ['peakLr'],
    ],
    [
      'a name that nothing declares',
      'use(new CosineDecay({ initialLearningRate: peakLr, decaySteps: total }));',
      ['peakLr', 'total'],
    ],
  ])('%s', async (_, code, missing) => {
    const definition = await only({ 'main.ts': `${IMPORT}${code}` });
    expect(definition).toMatchObject({
      missing,
      slice: null,
      problem: { code: 'missing-value', names: missing },
    });
  });
});

describe('lines of a slice', () => {
  it('lead back to the lines they came from, across files', async () => {
    const definition = await only({
      'main.ts': `${IMPORT}import { shape } from './shape';\n\n\nclass Own extends LearningRateSchedule {\n  call(step: number): number {\n    const local: number = step;\n    return shape(local);\n  }\n}`,
      'shape.ts':
        'interface Unused { a: string }\n\nexport function shape(step: number): number {\n  if (step > 3) {\n    throw new Error("too far");\n  }\n  return step;\n}',
    });
    const { slice } = definition;
    const lineOf = (text: string): unknown => {
      const line = slice?.code.split('\n').findIndex((one) => one.includes(text)) ?? -1;
      const origin = slice?.lines[line];
      return origin == null ? null : [slice?.sources[origin.source], origin.line];
    };
    expect(lineOf('throw new Error')).toEqual(['file:///workspace/shape.ts', 4]);
    expect(lineOf('return')).toBeNull();
    expect(lineOf('const local')).toEqual(['file:///workspace/main.ts', 6]);
    expect(slice?.lines).toHaveLength(slice?.code.split('\n').length ?? -1);
  });
});

describe('loops', () => {
  it.each([
    'while (true) {}',
    'for (;;) step++;',
    'do { step += 1; } while (step > -1);',
    'for (const x of (function* () { while (true) yield 1; })()) { step += x; }',
    'while (true) { try { throw 1; } catch {} }',
    'for (let i = 0; i < 2; i) ;',
  ])('%s ends when the time is up', async (loop) => {
    const definition = await only({
      'main.ts': `${IMPORT}class Own extends LearningRateSchedule { call(step: number) { ${loop} return step; } }`,
    });
    const { slice } = definition;
    if (slice === null) {
      throw new Error('there is no slice');
    }
    let now = 0;
    const request = {
      form: 'schedule',
      slots: [],
      given: {},
      initialRate: null,
      lastIndex: 10,
      maxRates: 100,
      at: [],
    } as const;
    expect(run(programOf(slice), request, {}, { now: () => (now += 1), end: 50 }).fault).toMatchObject({
      code: 'timeout',
    });
  });
});
