import { describe, expect, it } from 'vitest';
import type { Workspace } from './support/analysis';
import { Typist } from './support/typing';

const FILES: Workspace = {
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
  'main.ts': `import * as tf from '@tensorflow/tfjs';
import { CosineDecay, LearningRateSchedule, LearningRateScheduler } from 'tfjs-lr-schedules';
import { Halving } from '@lib/halving';
import { RATE, settings } from './settings';
import * as shared from './shared';

export const BASE = 0.1;
const SCALED = BASE * 2;

/** Says how it goes. */
function report(rows: readonly number[][]): string {
  const last = rows.at(-1) ?? [];
  return \`\${last.length} of \${rows.length} rows\`;
}

export const first = new CosineDecay({ initialLearningRate: SCALED, decaySteps: settings.steps });

class Own extends LearningRateSchedule {
  constructor(private readonly config = { initialLearningRate: BASE, halfLife: 100 }) {
    super();
  }

  call(step: number): number {
    return this.config.initialLearningRate * 0.5 ** (step / this.config.halfLife);
  }
}

// @lr epochs=20 initial=0.1
export const callback = new LearningRateScheduler((epoch, lr) => (epoch < 5 ? lr : decayed(lr)));

function decayed(lr: number): number {
  return lr * FACTOR;
}

const own = new Own();
const halving = new Halving(RATE), stairs = new shared.Stairs([100, 200]);
const FACTOR = 0.9;

export async function train(model: tf.LayersModel, x: tf.Tensor, y: tf.Tensor, warmup = 50): Promise<void> {
  const inner = new CosineDecay({ initialLearningRate: 0.3, decaySteps: 100, warmupSteps: warmup });
  model.compile({ optimizer: tf.train.sgd(inner.call(0)), loss: 'meanSquaredError' });
  await model.fit(x, y, {
    epochs: 12,
    callbacks: [new LearningRateScheduler((epoch) => BASE / (1 + epoch))],
  });
}

console.log(report([]), own.call(100), first.call(settings.steps), halving.call(3), stairs.call(150));
`,
  'settings.ts': 'export const RATE = 0.05;\nexport const settings = { steps: 500 };\n',
  'lib/halving.ts': `import { Base } from '../base';
export class Halving extends Base {
  call(step: number) { return this.rate * 0.5 ** step; }
}
`,
  'base.ts': `import { LearningRateSchedule } from 'tfjs-lr-schedules';
export abstract class Base extends LearningRateSchedule {
  constructor(protected readonly rate: number) { super(); }
}
`,
  'shared/index.ts': "export * from './steps';\nexport * from './stairs';\n",
  'shared/steps.ts': 'export const STEPS = [1, 2];\n',
  'shared/stairs.ts': `import { LearningRateSchedule } from 'tfjs-lr-schedules';
import { BASE } from '../main';
export class Stairs extends LearningRateSchedule {
  constructor(readonly boundaries: readonly number[]) { super(); }
  call(step: number) { return BASE * 0.1 ** this.boundaries.filter((one) => step >= one).length; }
}
`,
};

/** What a person changes, in this order: a file, a text in it, and what is typed in its place. */
const EDITS: readonly (readonly [what: string, path: string, found: string, typed: string])[] = [
  [
    'a new schedule',
    'main.ts',
    'const SCALED = BASE * 2;\n',
    'const SCALED = BASE * 2;\nconst fresh = new CosineDecay({ initialLearningRate: BASE, decaySteps: [10][0] });\n',
  ],
  ['a constant that others are made of', 'main.ts', 'BASE = 0.1', 'BASE = 0.25'],
  ['a comment behind it', 'main.ts', 'BASE = 0.25;', 'BASE = 0.25; // What all begin with.'],
  ['a constant that is declared below its use', 'main.ts', 'FACTOR = 0.9', 'FACTOR = Math.exp(-0.1)'],
  ['its name', 'main.ts', 'const FACTOR', 'const FACTORS'],
  ['a name in a function that a schedule calls', 'main.ts', 'lr * FACTOR', 'lr * FACTORS'],
  ['const to let', 'main.ts', 'const SCALED', 'let SCALED'],
  ['and back', 'main.ts', 'let SCALED', 'const SCALED'],
  [
    'statements in a function without schedules',
    'main.ts',
    '?? [];\n',
    '?? [];\n  if (rows.some((row) => row.length === 0)) {\n    return `${last} {`;\n  }\n',
  ],
  [
    'a method of a class',
    'main.ts',
    'number {\n    return this',
    'number {\n    if (step < 10) return 0;\n    return this',
  ],
  ['a class’s base', 'main.ts', 'Own extends LearningRateSchedule', 'Own extends Object'],
  ['another base', 'main.ts', 'Own extends Object', 'Own extends shared.Stairs'],
  ['the right base', 'main.ts', 'Own extends shared.Stairs', 'Own extends LearningRateSchedule'],
  ['an @lr comment', 'main.ts', 'epochs=20 initial=0.1', 'epochs=7 threshold=3'],
  ['a use of what it gives', 'main.ts', 'epoch < 5', 'epoch < threshold'],
  ['an optimizer’s rate', 'main.ts', 'tf.train.sgd(inner.call(0))', 'tf.train.adam(BASE)'],
  ['the epochs of a fit', 'main.ts', 'epochs: 12', 'epochs: 5'],
  ['a line between a schedule and what it uses', 'main.ts', 'new Own();\n', 'new Own();\n\n'],
  ['spaces before two on one line', 'main.ts', 'const halving', '  const halving'],
  ['an import that is taken apart', 'main.ts', 'import { RATE, settings }', 'import { settings }'],
  ['and put together again', 'main.ts', 'import { settings }', 'import { settings, RATE }'],
  ['the package’s name', 'main.ts', "from 'tfjs-lr-schedules'", "from 'tfjs-lr-schedule'"],
  ['a half-typed call meanwhile', 'main.ts', 'console.log(', 'console.log(('],
  ['and a whole one again', 'main.ts', 'console.log((', 'console.log('],
  ['the package’s whole name', 'main.ts', "from 'tfjs-lr-schedule'", "from 'tfjs-lr-schedules'"],
  ['a bracket too many', 'main.ts', 'console.log(report([]),', 'console.log((report([]),'],
  ['a second declaration of a name', 'main.ts', 'const own', 'function decayed() {}\nconst own'],
  ['a value elsewhere', 'settings.ts', 'RATE = 0.05', 'RATE = 0.5'],
  ['a name elsewhere', 'settings.ts', 'settings = {', 'setting = {'],
  ['the right name', 'settings.ts', 'setting = {', 'settings = {'],
  ['a file in between', 'base.ts', 'protected readonly rate: number', 'protected readonly rate = 0.1'],
  [
    'an export that comes first',
    'shared/steps.ts',
    'STEPS = [1, 2]',
    'STEPS = [1, 2]; export const Stairs = 1',
  ],
  ['and goes again', 'shared/steps.ts', '; export const Stairs = 1', ''],
  ['an import of another file', 'main.ts', "from './shared'", "from './other'"],
  ['the mapping of paths', 'tsconfig.json', './lib/*', './libs/*'],
  ['the mapping of paths again', 'tsconfig.json', './libs/*', './lib/*'],
];

/** Milliseconds for some hundred texts, each looked at afresh as well, on a machine that has other things to do. */
const MOST_TIME = 300_000;

describe('after every edit the same is found as at a first look', () => {
  it(
    'with edits in the file and in those that it imports',
    async () => {
      const typist = new Typist(FILES);
      const found = await typist.look();
      expect(found.definitions.map(({ name }) => name)).toEqual([
        'first',
        'Own',
        'callback',
        'own',
        'halving',
        'stairs',
        'inner',
        'LearningRateScheduler',
      ]);
      for (const [what, path, before, typed] of EDITS) {
        for (const text of typist.typing(path, before, typed, 5)) {
          typist.write(path, text);
          expect(await typist.look(), `${what}: ${text}`).toEqual(await typist.lookAfresh());
        }
      }
    },
    MOST_TIME,
  );

  it('with other values for free names', async () => {
    const typist = new Typist(FILES);
    typist.write('main.ts', typist.textOf('main.ts').replace('epoch < 5', 'epoch < threshold'));
    for (const given of [{}, { threshold: 3 }, { threshold: 3, BASE: 1 }, { threshold: 4 }, {}]) {
      expect(await typist.look('main.ts', given)).toEqual(await typist.lookAfresh('main.ts', given));
    }
  });

  it('with files that come and go', async () => {
    const typist = new Typist(FILES);
    for (const path of ['settings.ts', 'shared/stairs.ts', 'base.ts', 'tsconfig.json']) {
      const text = typist.textOf(path);
      await typist.look();
      typist.delete(path);
      expect(await typist.look(), `without ${path}`).toEqual(await typist.lookAfresh());
      typist.write(path, text);
      expect(await typist.look(), `with ${path} again`).toEqual(await typist.lookAfresh());
    }
  });

  it('with two documents that import one another looked at in turn', async () => {
    const typist = new Typist(FILES);
    for (const text of typist.typing('main.ts', 'BASE = 0.1', 'BASE = { rate: 0.2 }.rate', 4)) {
      typist.write('main.ts', text);
      for (const document of ['shared/stairs.ts', 'main.ts']) {
        expect(await typist.look(document), text).toEqual(await typist.lookAfresh(document));
      }
    }
  });

  it.each([1, 2])('with stretches that are taken out and put in anywhere (%d)', async (seed) => {
    const typist = new Typist(FILES);
    const random = randomNumbers(seed);
    const whole = typist.textOf('main.ts');
    const pieces = whole.split(/(?<=[\s(){};,.])/);
    const any = (length: number): number => Math.floor(random() * length);
    for (let edit = 0; edit < 50; edit += 1) {
      // Every so often the text is whole again: one that is broken all over tests little.
      const text = edit % 8 === 0 ? whole : typist.textOf('main.ts');
      const from = any(text.length);
      const to = from + (random() < 0.5 ? 0 : any(12));
      const put = random() < 0.3 ? '' : (pieces[any(pieces.length)] ?? '').repeat(1 + any(2));
      typist.write('main.ts', text.slice(0, from) + put + text.slice(to));
      expect(await typist.look(), typist.textOf('main.ts')).toEqual(await typist.lookAfresh());
    }
  });
});

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
