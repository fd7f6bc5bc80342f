import { describe, expect, test, vi } from 'vitest';
import type { Trace } from '../../../../src/evaluation/runtime/trace';
import {
  createSandbox,
  type SandboxLimits,
  type SandboxRequest,
} from '../../../../src/evaluation/sandbox/sandbox';
import type { Slice } from '../../../../src/protocol/slice';
import { sliceOf, stepSlice } from '../slices';

vi.setConfig({ testTimeout: 60_000 });

/** Time enough on the busiest machine for what ends by itself. */
const limits: SandboxLimits = { timeMs: 20_000, memoryBytes: 32 * 1024 * 1024 };
/** For what has to be ended. */
const impatient: SandboxLimits = { ...limits, timeMs: 200 };
const tenSteps: SandboxRequest = { lastIndex: 10, maxRates: 20_000, at: [], initialRate: null };

const sandbox = await createSandbox();

function run(slice: Slice, request: Partial<SandboxRequest> = {}): Trace {
  return sandbox.run(slice, { ...tenSteps, ...request }, limits);
}

/** What a slice can see, as the code of the fault it then throws with it. */
function seen(expression: string): string {
  const { fault } = run(stepSlice(`throw new Error(String(${expression}));`));
  return fault?.message.replace(/^Error: /, '') ?? 'no fault';
}

describe('computes', () => {
  test('the rates of a library schedule, its numbers put in as slots', () => {
    const slice = sliceOf(
      'new CosineDecay({ initialLearningRate: $lr.slots[0], decaySteps: $lr.slots[1] })',
      { head: `const { CosineDecay } = require('tfjs-lr-schedules');`, slots: [0.1, 10] },
    );
    const { rates, stride, fault } = run(slice);
    expect(fault).toBeNull();
    expect(stride).toBe(1);
    expect([...rates].map((rate) => Number(rate.toFixed(4)))).toEqual([
      0.1, 0.0976, 0.0905, 0.0794, 0.0655, 0.05, 0.0345, 0.0206, 0.0095, 0.0024, 0,
    ]);
  });

  test('an epoch function from the initial rate, with given names', () => {
    const slice = sliceOf('(epoch, lr) => epoch === 0 ? lr : lr * $lr.given.decay', {
      form: 'epoch-function',
      given: { decay: 0.5 },
    });
    expect([...run(slice, { initialRate: 0.8, lastIndex: 3 }).rates]).toEqual([0.8, 0.4, 0.2, 0.1]);
  });

  test('the callback that holds an epoch function, and a schedule indexed by epoch', () => {
    const head = `const { LearningRateScheduler, ExponentialDecay } = require('tfjs-lr-schedules');`;
    const inCallback = (expression: string) => sliceOf(expression, { head, form: 'epoch-function' });
    const doubling = inCallback('new LearningRateScheduler((epoch) => 2 ** epoch)');
    expect([...run(doubling, { lastIndex: 3 }).rates]).toEqual([1, 2, 4, 8]);
    const wrapped = inCallback(
      'new LearningRateScheduler(new ExponentialDecay({ initialLearningRate: 8, decaySteps: 1, decayRate: 0.5 }))',
    );
    expect([...run(wrapped, { lastIndex: 3 }).rates]).toEqual([8, 4, 2, 1]);
  });

  test('rates asked for by index, beyond the range and out of order', () => {
    const { exact } = run(stepSlice('return step / 100;'), { at: [1000, 3] });
    expect(exact).toEqual([
      { at: 3, rate: 0.03 },
      { at: 10, rate: 0.1 },
      { at: 1000, rate: 10 },
    ]);
  });

  test('NaN, infinities and minus zero cross unchanged, both ways', () => {
    const slice = sliceOf('{ call: (step) => $lr.slots[step] }', {
      slots: [Infinity, -Infinity, NaN, -0, true],
    });
    const { rates, fault } = run(slice, { lastIndex: 3 });
    expect([...rates]).toEqual([Infinity, -Infinity, NaN, expect.closeTo(0)]);
    expect(fault).toMatchObject({ code: 'non-finite', at: 0 });
  });

  test('a schedule of tf operations, through the stand-in', () => {
    const slice = sliceOf(
      '{ call: (step) => tf.tidy(() => tf.scalar(0.1).mul(tf.pow(tf.scalar(0.5), tf.scalar(step)))) }',
      { head: `const tf = require('@tensorflow/tfjs');`, usesTensors: true },
    );
    const tenth = Math.fround(0.1);
    expect([...run(slice, { lastIndex: 2 }).rates]).toEqual([tenth, tenth / 2, tenth / 4]);
  });

  test('several modules, each run once, by number', () => {
    const code = `(function ($lr) { return [
      function (exports, require) { const one = require('#1'), two = require('#2'); exports.$root = () => ({ call: () => one.count() + two.rate }); },
      function (exports, require) { let count = 0; exports.count = () => { count += 1; return count; }; },
      function (exports, require) { exports.rate = require('#1').count() * 10; },
    ]; })`;
    expect([...run({ ...stepSlice(''), code }, { lastIndex: 2 }).rates]).toEqual([12, 13, 14]);
  });
});

describe('names what is wanting', () => {
  test('a package, when it is used', () => {
    const head = `const { chunk } = require('lodash');`;
    expect(run(stepSlice('return 0.1;', head)).fault).toBeNull();
    expect(run(stepSlice('return chunk([step]).length;', head)).fault).toMatchObject({
      code: 'unmet-import',
      names: ['lodash'],
      at: 0,
    });
  });

  test('an operation that only the real tf.js has', () => {
    const slice = stepSlice('return tf.linspace(0, 1, 5);', `const tf = require('@tensorflow/tfjs-core');`);
    expect(run(slice).fault).toMatchObject({ code: 'unknown-operation', names: ['tf.linspace'] });
  });

  test('a rate that is no number, and one that is no rate', () => {
    expect(run(stepSlice('return "0.1";')).fault).toMatchObject({
      code: 'not-a-number',
      message: 'returned the string "0.1" where a number is wanted',
    });
    expect(run(sliceOf('{ async call() { return 0.1; } }')).fault?.message).toContain('promise');
    const spoilt = run(stepSlice('return step < 7 ? 0.1 : NaN;'));
    expect(spoilt.fault).toMatchObject({ code: 'non-finite', at: 7 });
    expect(spoilt.rates).toHaveLength(11);
    expect(run(stepSlice('return 0.5 - step;')).fault).toMatchObject({ code: 'negative', at: 1 });
  });

  test('what the slice throws, with its stack in the slice', () => {
    const { fault, rates } = run(stepSlice('if (step === 4) { null.rate; }\nreturn 0.1;'));
    expect(rates).toHaveLength(4);
    expect(fault).toMatchObject({ code: 'threw', at: 4 });
    expect(fault?.message).toContain('TypeError');
    expect(fault?.stack).toContain('lr-lens-slice.js:4');
  });

  test('code that cannot be parsed', () => {
    expect(run({ ...stepSlice(''), code: '(function ($lr) {' }).fault).toMatchObject({ code: 'threw' });
  });
});

describe('survives', () => {
  /** Each ends by itself or is ended, says why, and the next run answers. */
  test.each<[string, string, string]>([
    ['a loop without end', 'while (true) {}', 'timeout'],
    ['a loop with a tick', 'while (true) { $lr.tick(); }', 'timeout'],
    ['a loop that catches all', 'while (true) { try { while (true) { $lr.tick(); } } catch {} }', 'timeout'],
    [
      'a loop that catches recursion',
      'while (true) { try { (function f() { f(); })(); } catch {} }',
      'timeout',
    ],
    ['recursion without end', 'function f() { return f(); } return f();', 'threw'],
    ['recursion through natives', 'const f = () => [1].map(f); return f();', 'threw'],
    ['a getter of itself', 'const o = { get a() { return this.a; } }; return o.a;', 'threw'],
    [
      'a chain of proxies',
      'let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.a;',
      'threw',
    ],
    ['nesting beyond the stack', 'return JSON.parse("[".repeat(1e6));', 'threw'],
    ['one huge array', 'return new Array(1e9).fill(0);', 'memory'],
    ['one huge buffer', 'return new ArrayBuffer(1e9);', 'memory'],
    ['a doubling string', 'let s = "x"; while (true) { $lr.tick(); s += s; }', 'memory'],
    ['kept buffers', 'const k = []; while (true) { k.push(new Float64Array(1e5)); }', 'memory'],
    ['catching that memory is full', 'while (true) { try { new Array(2e6).fill(1); } catch {} }', 'timeout'],
    ['copies of a growing list', 'let a = []; while (true) { $lr.tick(); a = [...a, 1]; }', 'timeout'],
    [
      'costly calls within a native',
      'return [..."a".repeat(1e5)].map((x, i, all) => all.concat(all));',
      'timeout',
    ],
    ['a regular expression that backtracks', 'return /^(a+)+$/.test("a".repeat(40) + "b");', 'timeout'],
    [
      'a search that compares all with all',
      'const a = "a".repeat(2 ** 23); return a.indexOf("a".repeat(2 ** 22) + "b");',
      'memory',
    ],
    ['a run of accents put in order', 'return "\\u0300\\u0316".repeat(2e5).normalize().length;', 'memory'],
    [
      'a value that doubles when it is written out',
      'let o = [1]; for (let i = 0; i < 40; i++) o = [o, o]; return JSON.stringify(o).length;',
      'timeout',
    ],
    ['an array that is none', 'return [].indexOf.call({ length: "1e12" }, 1);', 'memory'],
    ['a huge list put behind another', 'return [].concat(new Array(4e9)).length;', 'memory'],
    [
      'costly calls on a buffer',
      'const f = new Uint8Array(2e6); return [..."a".repeat(9e3)].map(() => f.sort());',
      'timeout',
    ],
    [
      'costly readings of a text',
      'const t = "9".repeat(1e7); return [..."a".repeat(9e3)].map(() => parseFloat(t));',
      'timeout',
    ],
    [
      'an error that never tells',
      'const e = new Error(); Object.defineProperty(e, "message", { get() { while (true); } }); throw e;',
      'timeout',
    ],
    [
      'an error that throws',
      'const e = new Error(); Object.defineProperty(e, "message", { get() { throw 1; } }); throw e;',
      'threw',
    ],
  ])('%s', async (_name, body, code) => {
    const own = await createSandbox();
    const { fault } = own.run(stepSlice(body), tenSteps, code === 'timeout' ? impatient : limits);
    expect(fault?.code).toBe(code);
    expect(fault?.message).not.toBe('');
    expect([...own.run(stepSlice('return step;'), { ...tenSteps, lastIndex: 2 }, limits).rates]).toEqual([
      0, 1, 2,
    ]);
  });

  test('pushing without end: by time or by memory, whichever is first', () => {
    const { fault } = run(
      stepSlice('const k = []; while (true) { $lr.tick(); k.push(new Array(1000).fill(0)); }'),
    );
    expect(['timeout', 'memory']).toContain(fault?.code);
  });

  test('many engine failures in one turn, as soon as it can load again', async () => {
    const own = await createSandbox();
    const crash = stepSlice('let a = []; for (let i = 0; i < 1e6; i++) a = [a]; return a.flat(Infinity);');
    for (let i = 0; i < 3; i += 1) {
      expect(own.run(crash, tenSteps, limits).fault).not.toBeNull();
    }
    await expect
      .poll(() => own.run(stepSlice('return 0.1;'), tenSteps, limits).fault, { timeout: 10_000 })
      .toBeNull();
  });

  test('what was computed before the end is kept, whoever ended it', () => {
    for (const loop of ['while (true) {}', 'while (true) { $lr.tick(); }']) {
      const slice = stepSlice(`if (step >= 7) { ${loop} } return 0.1;`);
      const { rates, fault } = sandbox.run(slice, tenSteps, impatient);
      expect(rates).toHaveLength(7);
      expect(fault).toMatchObject({ code: 'timeout', at: 7 });
    }
  });

  test('recursion as deep as a thousand steps is no fault', () => {
    const slice = stepSlice('const f = (n) => (n === 0 ? 0.1 : f(n - 1) * 0.999); return f(step);');
    expect(run(slice, { lastIndex: 1000 }).fault).toBeNull();
  });
});

describe('keeps in', () => {
  test('user code sees the language and nothing of its host', () => {
    const globals = seen(
      'Object.getOwnPropertyNames(globalThis).filter((name) => /^[a-z$_]/.test(name)).sort()',
    );
    expect(globals.split(',')).toEqual([
      ...['console', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'eval'],
      ...[
        'globalThis',
        'isFinite',
        'isNaN',
        'parseFloat',
        'parseInt',
        'performance',
        'undefined',
        'unescape',
      ],
    ]);
    for (const name of ['process', 'require', 'fetch', 'WebSocket', 'setTimeout', 'Worker', 'postMessage']) {
      // Of these a slice's module has `require` alone, which is ours.
      expect(seen(`typeof globalThis.${name}`)).toBe('undefined');
    }
  });

  test('no code can be made of text', () => {
    for (const attempt of [
      ...['eval("1")', '(0, eval)("1")', 'new Function("return 1")()', 'Function("return 1")()'],
      ...['(() => {}).constructor("return 1")()', '(async () => {}).constructor("return 1")()'],
      ...['(function* () {}).constructor("return 1")()'],
    ]) {
      expect(run(stepSlice(`return ${attempt};`)).fault?.message).toContain('cannot make code of text');
    }
    expect(seen('(() => {}) instanceof Function')).toBe('true');
  });

  test('no module can be loaded', () => {
    expect(run(stepSlice('import("fs").then(() => {}); return 0.1;')).rates[0]).toBe(0.1);
    expect(
      seen(
        '(() => { try { return require("fs").readFileSync("/etc/passwd"); } catch (e) { return e.message; } })()',
      ),
    ).toContain('needs fs');
  });

  test('changed built-ins do not reach the next run', () => {
    const vandal = `
      globalThis.left = 1;
      Object.prototype.polluted = 1;
      Array.prototype.push = () => 666;
      Array.prototype[Symbol.iterator] = function* () {};
      Math.cos = () => 666;
      JSON.parse = JSON.stringify = () => '{}';
      Function.prototype.call = Function.prototype.apply = () => 666;
      Object.defineProperty(Object.prototype, 'fault', { get: () => null, set() {} });
      return 0.1;`;
    run(stepSlice(vandal));
    expect(
      seen('typeof left + typeof ({}).polluted + [1].push(1) + Math.cos(0) + JSON.stringify([...[1]])'),
    ).toBe('undefinedundefined21[1]');
    expect(run(stepSlice('return 0.1;'))).toMatchObject({ fault: null, stride: 1 });
    // Nor the host, which reads what comes out of that world.
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('repeats itself', () => {
  test('random numbers are the same each time, and said to be used', () => {
    const noisy = stepSlice('return 0.1 * Math.random();');
    const first = run(noisy);
    expect([...run(noisy).rates]).toEqual([...first.rates]);
    expect(new Set(first.rates).size).toBe(11);
    expect(first.impurities).toEqual(['random']);
  });

  test('clocks stand still, and are said to be used', () => {
    const timed = stepSlice('return Date.now() + new Date().getTime() + performance.now();');
    const first = run(timed);
    expect(new Set(first.rates).size).toBe(1);
    expect(first.impurities).toEqual(['clock']);
    expect(seen('new Date(2020, 0, 1) instanceof Date && new Date(5).getTime() + Date.UTC(1970, 0, 1)')).toBe(
      '5',
    );
  });

  test('a schedule of its index alone uses neither', () => {
    expect(run(stepSlice('return 0.1;')).impurities).toEqual([]);
  });
});
