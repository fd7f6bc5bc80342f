import { describe, expect, it } from 'vitest';
import { run, type RunRequest } from '../../../src/evaluation/runtime/run';
import type { Definition } from '../../../src/protocol/definition';
import type { Slice, SlotValue } from '../../../src/protocol/slice';
import { KeptCode } from '../../../src/webview/workers/keptCode';
import { only, programOf } from '../analysis/support/analysis';

const IMPORT = "import { CosineDecay, LearningRateSchedule } from 'tfjs-lr-schedules';\n";

function sliceOf({ slice, problem }: Definition): Slice {
  if (slice === null) {
    throw new Error(problem?.message ?? 'there is no slice');
  }
  return slice;
}

function rates(program: ReturnType<typeof programOf>, slice: Slice, slots: readonly SlotValue[]): number[] {
  const request: RunRequest = {
    form: slice.form,
    slots,
    given: slice.given,
    initialRate: null,
    lastIndex: 20,
    maxRates: 21,
    at: [],
  };
  const { rates: traced, fault } = run(program, request, {}, { now: () => 0, end: 1 });
  expect(fault).toBeNull();
  return [...traced];
}

describe('a slice without a state', () => {
  const STATELESS: Readonly<Record<string, string>> = {
    'a class and what it is made with': `class Half extends LearningRateSchedule {
      private peak: number;
      private calls = 0;
      constructor(config = { peak: 0.4, halfLife: 5 }) { super(); this.peak = config.peak; this.life = config.halfLife; }
      private life: number;
      call(step: number) { this.calls += 1; return this.peak * 0.5 ** (step / this.life) + this.calls * 1e-6; }
      getConfig() { return {}; }
    }`,
    'functions with variables of their own': `const clamp = (x: number) => Math.min(1, x);
    function half(step: number) { let n = 0; for (let i = 0; i < step; i += 1) { n += 1; } return clamp(0.5 ** (n / 3)); }
    class Own extends LearningRateSchedule { constructor(private a = 0.3) { super(); } call(step: number) { return this.a * half(step); } getConfig() { return {}; } }`,
    'a schedule of the library': `const schedule = new CosineDecay({ initialLearningRate: 0.1, decaySteps: 20 });`,
  };

  it.each(Object.entries(STATELESS))('%s: kept code gives what fresh code gives', async (_, code) => {
    const slice = sliceOf(await only({ 'main.ts': IMPORT + code }));
    expect(slice.stateless).toBe(true);
    const kept = new KeptCode(programOf(slice)).common.program;
    for (const factor of [1, 0.5, 0.25, 1]) {
      const slots = slice.slots.map((slot) => (typeof slot === 'number' ? slot * factor : slot));
      const fresh = rates(programOf(slice), slice, slots);
      expect(rates(kept, slice, slots)).toEqual(fresh);
      expect(new Set(fresh).size).toBeGreaterThan(5);
    }
  });
});

describe('a slice has a state', () => {
  const own = (body: string, before = ''): string =>
    `${before}class Own extends LearningRateSchedule { constructor(private a = 0.3) { super(); } call(step: number): number { ${body} } getConfig() { return {}; } }`;
  const STATEFUL: Readonly<Record<string, string>> = {
    'a variable that is counted': own('n += 1; return this.a / n;', 'let n = 0;\n'),
    'a constant whose value is a slot': own('return this.a * PEAK;', 'const PEAK = 0.1;\n'),
    'a list that grows': own('seen.push(step); return this.a / seen.length;', 'const seen: number[] = [];\n'),
    'a static member': `class Own extends LearningRateSchedule { static n = 0; constructor(private a = 0.3) { super(); } call(): number { return this.a / Own.n; } getConfig() { return {}; } }`,
    'a static method that writes': `class Own extends LearningRateSchedule { static up() { (this as any).n = 2; return 1; } constructor(private a = 0.3) { super(); } call(): number { return this.a * Own.up(); } getConfig() { return {}; } }`,
    'a property of a function': own(
      'f.n = (f.n ?? 0) + 1; return this.a / f.n;',
      'function f() {}\nnamespace f { export let n: number; }\n',
    ),
    'a class reached from its object': own('(this as any).constructor.n = step; return this.a;'),
    'something built in that is changed': own('(Math as any).half = 2; return this.a;'),
    'something built in that is changed by a call': own('Object.assign(Math, { half: 2 }); return this.a;'),
    'a function put in place of another': own(
      'g = () => 2; return this.a * g();',
      'function g() { return 1; }\n',
    ),
    'a name that a loop writes to': own('for (g.n of [1]) {} return this.a;', 'const g: any = () => 1;\n'),
    'a closure': own(
      'return this.a / next();',
      'const next = (() => { let n = 0; return () => (n += 1); })();\n',
    ),
  };

  it.each(Object.entries(STATEFUL))('%s', async (_, code) => {
    expect(sliceOf(await only({ 'main.ts': IMPORT + code })).stateless).toBe(false);
  });
});
