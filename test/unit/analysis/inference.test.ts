import { describe, expect, it } from 'vitest';
import type { Definition } from '../../../src/protocol/definition';
import { analyze, analyzerOf, only, ratesOf, uriOf } from './support/analysis';

const HALVING =
  'export function lrAt(step: number, peakLr: number, every: number) { return peakLr * 0.5 ** (step / every); }\n';

describe('what a schedule leaves open is looked for in its file', () => {
  const sources: Readonly<Record<string, string>> = {
    'a call with literals': 'for (let step = 0; step < 40; step++) train(lrAt(step, 0.8, 10));',
    'a call with constants': 'const PEAK = 0.8, N = 10;\ntrain(lrAt(0, PEAK, N));',
    'declarations of the same names': 'const peakLr = 0.8;\nlet every = 10;',
    'the same names in another case': 'const PEAK_LR = 0.8;\nconst EVERY = 10;',
    settings: 'export const settings = { peakLr: 0.8, every: 10, other: true };',
    'defaults of what is taken out of options':
      'function run({ peakLr = 0.8, every = 10 } = {}) { return fit(lrAt, peakLr, every); }',
    'what stands by for options':
      'const peakLr = options.peakLr ?? 0.8;\nconst every = Number(process.env.EVERY || 10);',
    'options of a command line':
      "const { values } = parseArgs({ options: { 'peak-lr': { type: 'string', default: '0.8' }, every: { type: 'string', default: '10' } } });",
    'members of a class':
      'class Trainer { private peakLr = 0.8; constructor() { this.every = 10; } every: number; }',
    'a state of React': 'const [peakLr, setPeakLr] = useState(0.8);\nconst [every] = useState(10);',
  };
  it.each(Object.entries(sources))('in %s', async (_, text) => {
    const definition = await only({ 'main.ts': HALVING + text });
    expect(ratesOf(definition, 0, 10, 20)).toEqual([0.8, 0.4, 0.2]);
    expect(definition.parameters.slice(0, 2)).toMatchObject([
      { name: 'peakLr', value: 0.8 },
      { name: 'every', value: 10 },
    ]);
  });

  it('the nearest first, and calls above all', async () => {
    const definition = await only({
      'main.ts': `const every = 99;\nfunction train(peakLr = 0.8) {\n  const lrAt = (step: number) => peakLr * 0.5 ** (step / every);\n  const every = 10;\n  return lrAt;\n}\nconst peakLr = 7;`,
    });
    expect(ratesOf(definition, 0, 10)).toEqual([0.8, 0.4]);
  });

  it('and an @lr comment has the last word, with words where words are asked for', async () => {
    const text = `// @lr peakLr=0.4 kind=falling\nexport function lrAt(step: number, peakLr: number, kind: string) {\n  switch (kind) { case 'falling': return peakLr / (1 + step); default: return peakLr; }\n}\nexport const peakLr = 0.8;`;
    expect(ratesOf(await only({ 'main.ts': text }), 0, 1)).toEqual([0.4, 0.2]);
    const open = await only({ 'main.ts': text.replace(/\/\/.*\n/, '') });
    expect(open.missing).toEqual(['kind']);
  });

  describe('for a rate that decays, from where it begins', () => {
    const loop = 'for (let epoch = 0; epoch < 5; epoch++) { fit(lr); lr *= lrDecay; } }';
    const heads: Readonly<Record<string, string>> = {
      'a variable': 'function train(lrStart, lrDecay) { let lr = lrStart;',
      'a member': 'function train(config) { const { lrDecay } = config; let lr = config.lrStart;',
      'a parameter': 'function train(lr, lrDecay) {',
      'a parameter with a default': 'function train(lr = 7, lrDecay = 7) {',
      'an option with a default': 'function train({ lr = 7, lrDecay = 7, other = 7 } = {}) {',
    };
    it.each(Object.entries(heads))('as %s', async (_, head) => {
      const code = `${head} ${loop}\n`;
      const { definitions } = await analyze({ 'main.js': code }, 'main.js');
      const begins = head.includes('lrStart') ? 'lrStart' : 'lr';
      expect(definitions[0]?.missing.toSorted()).toEqual(
        head.includes('7') ? [] : [begins, 'lrDecay'].sort(),
      );
      const given = await analyze({ 'main.js': code }, 'main.js', { [begins]: 0.5, lrDecay: 0.5 });
      expect(given.definitions.map((one) => ratesOf(one, 0, 1, 3))).toEqual([[0.5, 0.25, 0.0625]]);
    });

    it('by its own name too', async () => {
      const code = `${heads['a variable'] ?? ''} ${loop}\n`;
      const { definitions } = await analyze({ 'main.js': code }, 'main.js', { lr: 0.5, lrDecay: 0.5 });
      expect(definitions.map((one) => ratesOf(one, 0, 1, 3))).toEqual([[0.5, 0.25, 0.0625]]);
    });
  });

  it('and lists where lists are asked for, and true and false for themselves', async () => {
    const text = `// @lr baseLr=0.8 stones=[2, 4] grows=false
export function lrAt(step: number, baseLr: number, stones: number[], grows: boolean) {
  return baseLr * (grows ? 2 : 0.5) ** (Number(step >= stones[0]) + Number(step >= stones[1]));
}`;
    expect(ratesOf(await only({ 'main.ts': text }), 1, 2, 4)).toEqual([0.8, 0.4, 0.2]);
    const { definitions } = await analyze({ 'main.ts': text.replace(/\/\/.*\n/, '') }, 'main.ts', {
      baseLr: 0.8,
      stones: [2, 3],
      grows: 'true',
    });
    expect(definitions.map((one) => ratesOf(one, 1, 2))).toEqual([[0.8, 1.6]]);
  });

  describe('for a rate that a word chooses, told the epoch', () => {
    const code = `const box = { shape: 'square' };
export class Trainer {
  constructor(private readonly schedule: Settings) { this.learningRate = 0.8; }
  learningRate: number;
  train() { for (let epoch = 0; epoch < 40; epoch++) { this.updateLearningRate(epoch); this.pass(box); } }
  private updateLearningRate(epoch: number): void {
    if (!this.schedule) return;
    switch (this.schedule.shape) {
      case 'stairs': if (epoch > 0 && epoch % this.schedule.steps === 0) { this.learningRate *= 0.5; } break;
      case 'power': this.learningRate = this.schedule.first * Math.pow(0.5, epoch); break;
    }
  }
}`;
    const words: Readonly<Record<string, readonly number[]>> = {
      stairs: [0.8, 0.8, 0.4, 0.2],
      power: [3.2, 1.6, 0.8, 0.2],
    };
    it('what it begins as and what has no case are not taken for its values', async () => {
      const definition = await only({ 'main.ts': code });
      expect(definition.index).toBe('epoch');
      expect(definition.missing.toSorted()).toEqual(['first', 'shape', 'steps']);
    });
    it.each(Object.entries(words))('%s is what it is given', async (shape, rates) => {
      const given = { shape, steps: 2, first: 3.2 };
      const { definitions } = await analyze({ 'main.ts': code }, 'main.ts', given);
      expect(definitions.map((one) => ratesOf(one, 0, 1, 2, 4))).toEqual([rates]);
    });
  });

  it('and of a settings object only what is read is a parameter, though another member says how long training is', async () => {
    const definition = await only({
      'main.ts': `const SETTINGS = { baseLr: 0.8, shrink: 0.5, minBatchSize: 8, temperature: 500, maxEpochs: 70 };
export const lrAt = (epoch: number) => SETTINGS.baseLr * SETTINGS.shrink ** (epoch / 10);`,
    });
    expect(definition.parameters.map(({ name }) => name).filter((name) => name !== 'interval')).toEqual([
      'baseLr',
      'shrink',
    ]);
    expect(definition.timeline.horizon.value).toBe(70);
  });

  it('and of an object that is handed on all members may be', async () => {
    const definition = await only({
      'main.ts': `const SETTINGS = { baseLr: 0.8, shrink: 0.5 };
const last = (settings: object) => Object.values(settings).at(-1);
export const lrAt = (epoch: number) => SETTINGS.baseLr * last(SETTINGS) ** epoch;`,
    });
    expect(definition.parameters.map(({ name }) => name)).toEqual(['baseLr', 'shrink']);
  });

  it('and what stands by for an option is a parameter, unless the option is there', async () => {
    const definition = await only({
      'main.ts': `const arg = (name: string, fallback: number) => Number(process.argv[process.argv.indexOf(name) + 1] ?? fallback);
const flags = { decay: arg('decay', 0.5), verbose: arg('verbose', 1) };
const known: { floor?: number } = { floor: 0.3 };
export function train(options?: { baseLr?: number }, epochs = 4) {
  const baseLr = options?.baseLr ?? 0.8;
  const floor = known.floor ?? 7;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const lr = Math.max(floor, baseLr * Math.pow(flags.decay, epoch));
    fit(lr);
  }
}`,
    });
    expect(ratesOf(definition, 0, 1, 2)).toEqual([0.8, 0.4, 0.3]);
    expect(
      definition.parameters.map(({ name, value, editable }) => `${name} ${value} ${editable}`).sort(),
    ).toEqual(['baseLr 0.8 true', 'decay 0.5 true', 'floor 0.3 true']);
  });

  it('and of options that are taken apart only those that it reads, from one call where one has them', async () => {
    const definition = await only(
      {
        'main.js': `function run(setup) {
  const { units, lr: lrFlat, lrStart, lrEnd, kind, steps, batch: size } = setup;
  function lrAt(step) {
    if (kind === 'line') { return lrEnd + (lrStart - lrEnd) * (1 - step / steps); }
    return lrFlat;
  }
  for (let step = 0; step < steps; step++) train(lrAt(step), size, units);
}
const attempt = (setup) => run({ ...setup });
attempt({ lr: 3, kind: 'flat', steps: 40, batch: 16 });
attempt({ kind: 'line', lrStart: 1, lrEnd: 0.5, steps: 20, batch: 16 });`,
      },
      'main.js',
    );
    expect(definition.missing).toEqual([]);
    expect(ratesOf(definition, 0, 10)).toEqual([1, 0.75]);
    expect(definition.parameters.map(({ name, value }) => `${name} ${value}`).sort()).toEqual([
      'lr 3',
      'lrEnd 0.5',
      'lrStart 1',
      'steps 20',
    ]);
  });

  it('what is found nowhere is asked for, by the names of its members where it is an object', async () => {
    const definition = await only({
      'main.ts':
        'export class Trainer {\n  constructor(private readonly config: Config) {}\n  lrAt(epoch: number) {\n    const { baseLr, floor = 0.1 } = this.config;\n    return Math.max(floor, baseLr * this.config.gamma ** epoch, this.config.least ?? 0);\n  }\n}',
    });
    expect(definition.missing).toEqual(['baseLr', 'gamma']);
  });

  it.each([
    [
      'fn',
      'class LambdaLR { n = 0; constructor(private optimizer: { lr: number }, private fn: (n: number) => number) {} step() { this.n += 1; this.optimizer.lr *= this.fn(this.n); } }',
    ],
    [
      'parts',
      'class ChainedLR { n = 0; constructor(optimizer, parts) { this.optimizer = optimizer; this.parts = parts; } step() { this.n += 1; this.optimizer.lr = this.parts[0].rateAt(this.n); } }',
    ],
  ])('but nobody is told to write %s, which is no number, word or list', async (name, text) => {
    const { missing, problem } = await only({ 'main.ts': text });
    expect(missing).toEqual([name]);
    expect(problem?.message).toBe(
      `needs ${name}: ${name} is neither a number, a word nor a list of numbers, so that only code that makes one can give it`,
    );
  });

  it('and of a list that is kept as a set, the list', async () => {
    const text = `class MultiStepLR {
  private n = 0;
  private readonly stones: Set<number>;
  constructor(private optimizer: { lr: number }, stones: number[]) { this.stones = new Set(stones); }
  step() { this.n += 1; if (this.stones.has(this.n)) this.optimizer.lr *= 0.5; }
}`;
    expect((await only({ 'main.ts': text })).problem?.message).toContain('// @lr stones=…');
    const [given] = (await analyze({ 'main.ts': text }, 'main.ts', { stones: [2, 4] })).definitions;
    expect(given === undefined ? [] : ratesOf(given, 1, 2, 4)).toEqual([0.01, 0.005, 0.0025]);
  });

  it('of a rate that starts from the optimizer, in the optimizer', async () => {
    const definition = await only({
      'main.ts':
        'const optimizer = tf.train.sgd(0.8);\nexport function nextEpoch() {\n  optimizer.learningRate *= 0.5;\n}',
    });
    expect(definition.timeline.initialRate).toMatchObject({ value: 0.8, from: 'source' });
  });
});

describe('a value that was found elsewhere is followed while the text is edited', () => {
  const before = `${HALVING}\nexport const peakLr = 0.8;\nexport const every = 10;\n`;
  const edits: Readonly<Record<string, string>> = {
    'another value': before.replace('0.8', '0.4'),
    'another place': before.replace('export const peakLr', '\n\n  export const peakLr'),
    'no value any more': before.replace('export const peakLr = 0.8;', ''),
    'a nearer one': before.replace('\nexport', '\nexport const PEAK_LR = 0.2;\nexport'),
    'a call of the function': `${before}train(lrAt(3, 0.1, 5));\n`,
  };
  it.each(Object.entries(edits))('%s', async (_, after) => {
    const options = { defaultHorizon: 1_000, language: null, given: {} };
    const analyzer = analyzerOf({});
    const look = async (text: string): Promise<readonly Definition[]> =>
      (await analyzer.analyze(uriOf('main.ts'), text, options)).definitions;
    await look(before);
    const fresh = (await analyzerOf({}).analyze(uriOf('main.ts'), after, options)).definitions;
    expect(await look(after)).toEqual(fresh);
    expect(await look(before)).not.toEqual(fresh);
  });
});

describe('files that nobody wrote by hand are left alone, with a notice', () => {
  const text = `${HALVING}const peakLr = 1, every = 2;\n`;
  it.each([
    ['dist/index.js', text],
    ['app.min.js', text],
    ['main.js', `${text}//# sourceMappingURL=main.js.map\n`],
    ['main.ts', `// @generated by a tool\n${text}`],
  ])('%s', async (path, content) => {
    const options = { defaultHorizon: 1_000, language: null, given: {} };
    expect(await analyzerOf({}).analyze(uriOf(path), content, options)).toMatchObject({
      definitions: [],
      notice: expect.stringContaining('build') as string,
    });
  });
});

describe('what is asked for', () => {
  it('is the setting itself where an object of settings is a member of another', async () => {
    const text = `export function train(task, model) {
  function lrAt(epoch) {
    return task.hyperParameters.learningRate * 0.5 ** Math.floor(epoch / 4);
  }
  return lrAt;
}`;
    expect((await only({ 'main.ts': text })).missing).toEqual(['learningRate']);
    const given = await only({
      'main.ts': text.replace('  function', '  // @lr learningRate=0.08\n  function'),
    });
    expect(ratesOf(given, 0, 4)).toEqual([0.08, 0.04]);
  });

  it('is nothing that only ends the training, though it is taken out of the same object', async () => {
    const { missing } = await only({
      'main.ts': `export class Net {
  constructor(private config: Settings, private model: tf.LayersModel) {}
  hooks(totalEpochs: number) {
    const { learningRate, floor, patience } = this.config;
    let waited = 0;
    return {
      onEpochBegin: (epoch: number) => {
        const share = 0.5 * (1 + Math.cos((Math.PI * epoch) / totalEpochs));
        this.model.optimizer.learningRate = floor + (learningRate - floor) * share;
      },
      onEpochEnd: () => {
        waited += 1;
        if (waited >= patience) {
          this.model.stopTraining = true;
        }
      },
    };
  }
}`,
    });
    expect(missing.toSorted()).toEqual(['floor', 'learningRate', 'totalEpochs']);
  });
});

describe('one value or another', () => {
  const chosen = (small: string, head = ''): string => `${head}const PEAK_LR = 0.1;
class Pacer extends tf.Callback {
  constructor(peakLr) { super(); this.peakLr = peakLr; }
  onEpochBegin(epoch) { this.model.optimizer.learningRate = this.peakLr * 0.5 ** epoch; }
}
function train(samples, options) {
  const peakLr = ${small} ? 0.4 : PEAK_LR;
  return new Pacer(peakLr);
}`;
  it('is asked for where the source does not decide between them', async () => {
    const code = chosen('samples.length < 30');
    const definition = await only({ 'main.js': code }, 'main.js');
    expect(definition.missing).toEqual(['peakLr']);
    const { definitions } = await analyze({ 'main.js': code }, 'main.js', { peakLr: 0.8 });
    expect(definitions.map((one) => ratesOf(one, 0, 1))).toEqual([[0.8, 0.4]]);
  });
  it.each([
    ['SMALL', 0.4],
    ['!SMALL', 0.1],
    ["KIND === 'big'", 0.1],
    ['COUNT >= 3', 0.4],
  ])('is the one that %s tells', async (condition, rate) => {
    const head = "const SMALL = true;\nconst KIND = 'small';\nconst COUNT = 3;\n";
    expect(ratesOf(await only({ 'main.js': chosen(condition, head) }, 'main.js'), 0)).toEqual([rate]);
  });
});

describe('of branches that are never run nothing is asked for', () => {
  const factory = `export function makeLrSchedule(type, config) {
  switch (type) {
    case 'power': return (step) => config.baseLr * config.gamma ** step;
    case 'line': return (step) => config.topLr * (1 - step / config.totalSteps);
    default: return (step) => config.learningRate;
  }
}`;
  it.each([
    ['power', ['baseLr', 'gamma']],
    ['line', ['topLr', 'totalSteps']],
    ['other', ['learningRate']],
  ])('of a factory that makes a %s', async (type, names) => {
    const { definitions } = await analyze({ 'main.js': factory }, 'main.js', { type });
    expect(definitions.map(({ missing }) => missing.toSorted())).toEqual([names]);
    const given = { type, ...Object.fromEntries(names.map((name) => [name, 0.5])) };
    const complete = await analyze({ 'main.js': factory }, 'main.js', given);
    expect(complete.definitions.map((one) => ratesOf(one, 0))).toEqual([[0.5]]);
  });

  const chains: Readonly<Record<string, readonly [code: string, names: readonly string[]]>> = {
    'a default of a parameter': [
      "export function lrAt(step: number, shape = 'line', topLr: number, gamma: number, o: { total: number; bend: number }) { if (shape === 'bent') { return topLr * o.bend ** step; } return topLr * (1 - step / o.total); }",
      ['gamma', 'topLr', 'total'],
    ],
    'a default of an option': [
      "export function lrAt(step, options = {}) { const { shape = 'line', bend } = options; const kind = options.kind ?? shape; return kind === 'line' ? 0.5 / (1 + step) : 0.5 * bend ** step; }",
      [],
    ],
    'a constant': [
      "const SHAPE = 'line';\nexport function lrAt(step, { topLr, bend, total }) { if (SHAPE === 'line') return topLr * (1 - step / total); return topLr * bend ** step; }",
      ['topLr', 'total'],
    ],
  };
  it.each(Object.entries(chains))('by %s', async (_, [code, names]) => {
    expect((await only({ 'main.ts': code })).missing.toSorted()).toEqual(names);
  });

  it('but what a number chooses stays, since it may be changed', async () => {
    const code =
      'const WARMUP = 0;\nexport function lrAt(step: number, topLr: number, startLr: number) { if (WARMUP > 0) { return startLr; } return topLr / step; }';
    expect((await only({ 'main.ts': code })).missing.toSorted()).toEqual(['startLr', 'topLr']);
  });

  it('and a word of the same name that means another thing chooses none of them', async () => {
    const layer = "\nexport const layer = { type: 'dense', units: 4 };";
    expect((await only({ 'main.js': factory + layer }, 'main.js')).missing).toContain('type');
  });
});

describe('settings that a constructor keeps as a whole are asked for one by one', () => {
  const uses =
    'step() { this.count += 1; } getLr() { return this.config.peakLr * (this.config.gamma ?? 0.5) ** Math.floor(this.count / this.config.every); }';
  const constructors: Readonly<Record<string, readonly [code: string, names: readonly string[]]>> = {
    'as they are': ['constructor(config) { this.config = config; }', ['every', 'peakLr']],
    'of a type that is not there': ['constructor(private config: SchedulerConfig) {}', ['every', 'peakLr']],
    'beside defaults': ['constructor(config) { this.config = { every: 2, ...config }; }', ['peakLr']],
    'in place of none': ['constructor(config) { this.config = config || {}; }', ['every', 'peakLr']],
  };
  it.each(Object.entries(constructors))('%s', async (_, [constructor, names]) => {
    const code = `export class PaceScheduler { count = 0; ${constructor} ${uses} }`;
    expect((await only({ 'main.ts': code })).missing.toSorted()).toEqual(names);
    const { definitions } = await analyze({ 'main.ts': code }, 'main.ts', { peakLr: 0.8, every: 2 });
    expect(definitions.map((one) => ratesOf(one, 0, 1, 2, 4))).toEqual([[0.8, 0.8, 0.4, 0.2]]);
  });

  it('and the length of training with them', async () => {
    const { timeline } = await only(
      {
        'main.js': `class Net {
  constructor(config) { this.config = config; }
  fit(xs) { return this.model.fit(xs, xs, { epochs: this.config.epochs || 40, callbacks: this.hooks() }); }
  hooks() { return { onEpochBegin: (epoch) => { this.model.optimizer.learningRate = 0.5 ** epoch; } }; }
}`,
      },
      'main.js',
    );
    expect(timeline.horizon).toMatchObject({ value: 40, from: 'source' });
  });
});
