import { describe, expect, test } from 'vitest';
import type { SliceProgram } from '../../../../src/evaluation/runtime/bindings';
import { run, type RunRequest, ticker } from '../../../../src/evaluation/runtime/run';
import { scheduleLibrary } from '../../../../src/evaluation/runtime/scheduleLibrary';
import * as library from '../../../../src/schedules/index';
import type { Trace } from '../../../../src/evaluation/runtime/trace';

const request: RunRequest = {
  form: 'schedule',
  slots: [],
  given: {},
  initialRate: null,
  lastIndex: 3,
  maxRates: 100,
  at: [],
};
const now = performance.now.bind(performance);

function runProgram(program: SliceProgram, rest: Partial<RunRequest> = {}, tensorflow: unknown = {}): Trace {
  return run(program, { ...request, ...rest }, tensorflow, { now, end: now() + 10_000 });
}

/** A slice of one module that yields `value`, made when the slice runs. */
function yielding(value: () => unknown): SliceProgram {
  return () => [
    (exports) => {
      exports['$root'] = value;
    },
  ];
}

/** A slice of one module that yields a schedule of its imports. */
function importing(rateAt: (require: (name: string) => unknown) => unknown): SliceProgram {
  return () => [
    (exports, require) => {
      exports['$root'] = () => ({ call: () => rateAt(require) });
    },
  ];
}

describe('run', () => {
  test('leaves the globals as they were, whatever comes of it', () => {
    const before = [Math.random, Date, globalThis.performance];
    runProgram(yielding(() => ({ call: () => Math.random() })));
    runProgram(
      yielding(() => {
        throw new Error('no');
      }),
    );
    expect([Math.random, Date, globalThis.performance]).toEqual(before);
    expect(Math.random()).not.toBe(Math.random());
  });

  test('gives the same random numbers and the same time each run', () => {
    const noisy = yielding(() => ({ call: () => Math.random() + Date.now() + performance.now() }));
    const first = runProgram(noisy);
    expect(runProgram(noisy).rates).toEqual(first.rates);
    expect(first.impurities).toEqual(['random', 'clock']);
  });

  test('a clock that stands still for the schedule still ends it', () => {
    const endless = yielding(() => ({
      call: () => {
        for (;;) {
          tick();
        }
      },
    }));
    let tick = (): void => {};
    const program: SliceProgram = (bindings) => {
      tick = bindings.tick;
      return endless(bindings);
    };
    // Asked through the global, which stands still for the schedule.
    const deadline = { now: () => Date.now(), end: Date.now() + 30 };
    expect(run(program, request, {}, deadline).fault).toMatchObject({ code: 'timeout', at: 0 });
  });

  test.each(['get', 'getLr', 'getLearningRate', 'call'])('reads rates by %s', (method) => {
    expect([...runProgram(yielding(() => ({ [method]: (step: number) => step }))).rates]).toEqual([
      0, 1, 2, 3,
    ]);
  });

  test('says what a slice yields when it is no schedule', () => {
    expect(runProgram(yielding(() => 5)).fault).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('the number 5') as string,
    });
    expect(
      runProgram(
        yielding(() => 'x'),
        { form: 'epoch-function' },
      ).fault?.message,
    ).toContain('"x"');
    expect(runProgram(() => []).fault?.code).toBe('threw');
  });

  test('a tensor it returns stays usable', () => {
    const held = { dataSync: () => [0.5], dispose: () => expect.unreachable() };
    expect([...runProgram(yielding(() => ({ call: () => held }))).rates]).toEqual([0.5, 0.5, 0.5, 0.5]);
    const wide = { dataSync: () => [0.5, 0.6] };
    expect(runProgram(yielding(() => ({ call: () => wide }))).fault).toMatchObject({ code: 'not-a-number' });
  });

  test('binds every package of tf.js to the module given, by its default too', () => {
    const tensorflow = { rate: 0.25 };
    for (const name of ['@tensorflow/tfjs', '@tensorflow/tfjs-node', '@tensorflow/tfjs-core/dist/index']) {
      const byName = importing((require) => (require(name) as { rate: number }).rate);
      const byDefault = importing((require) => (require(name) as { default: { rate: number } }).default.rate);
      expect(runProgram(byName, {}, tensorflow).rates[0]).toBe(0.25);
      expect(runProgram(byDefault, {}, tensorflow).rates[0]).toBe(0.25);
    }
    const other = importing((require) => (require('@tensorflow/other') as { rate: () => number }).rate());
    expect(runProgram(other).fault).toMatchObject({ code: 'unmet-import', names: ['@tensorflow/other'] });
  });

  test('a parameter that comes from an unknown package is said to be so, not called a wrong value', () => {
    const program = importing((require) => {
      const decaySteps = (require('somewhere') as { decaySteps: number }).decaySteps;
      return new library.CosineDecay({ initialLearningRate: 0.1, decaySteps }).call(0);
    });
    expect(runProgram(program).fault).toMatchObject({ code: 'unmet-import', names: ['somewhere'] });
  });

  test('an unknown package can lend a base class for schedules', () => {
    const program = importing((require) => {
      const { LearningRateSchedule } = require('somewhere') as { LearningRateSchedule: new () => object };
      return new (class extends LearningRateSchedule {})() instanceof library.LearningRateSchedule ? 1 : 0;
    });
    expect(runProgram(program).rates[0]).toBe(1);
  });
});

describe('ticker', () => {
  test('looks at the clock ever more seldom while turns are quick', () => {
    let looks = 0;
    const tick = ticker({ now: () => ((looks += 1), 0), end: 1 });
    for (let i = 0; i < 1_000_000; i += 1) {
      tick();
    }
    expect(looks).toBeLessThan(100);
  });

  test('looks at it at nearly every turn while turns are slow', () => {
    let time = 0;
    const tick = ticker({ now: () => time, end: 1000 });
    expect(() => {
      for (;;) {
        // Quick at first, and slow once it is trusted.
        time += time < 1 ? 1e-6 : 10;
        tick();
      }
    }).toThrow('does not come to an end');
  });
});

test('everything that the library exports can be imported by a slice', () => {
  const wanting = Object.keys(library).filter((name) => !(name in scheduleLibrary));
  expect(wanting).toEqual([]);
});
