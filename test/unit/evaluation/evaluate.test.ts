import { describe, expect, test, vi } from 'vitest';
import { type Evaluable, evaluate, EVALUATION_LIMITS, ratesAt } from '../../../src/evaluation/evaluate';
import { createSandbox } from '../../../src/evaluation/sandbox/sandbox';
import type { IndexUnit } from '../../../src/protocol/definition';
import type { Slice } from '../../../src/protocol/slice';
import { subjectOf } from './curve/subjects';
import { sliceOf, stepSlice } from './slices';

vi.setConfig({ testTimeout: 60_000 });

const sandbox = await createSandbox();
/** Time enough on the busiest machine for what ends by itself. */
const patient = { ...EVALUATION_LIMITS, timeMs: 20_000 };
/** For what has to be ended. */
const quick = { ...EVALUATION_LIMITS, timeMs: 200 };

function definitionOf(
  slice: Slice | null,
  {
    horizon = 1000,
    index = 'step',
    ...rest
  }: Partial<Evaluable> & { horizon?: number; index?: IndexUnit } = {},
): Evaluable {
  return { ...subjectOf(null, {}, horizon, index), missing: [], problem: null, slice, ...rest };
}

describe('evaluate', () => {
  test('gives the curve of a schedule of the library', () => {
    const head = `const { CosineDecay } = require('tfjs-lr-schedules');`;
    const slice = sliceOf(
      'new CosineDecay({ initialLearningRate: $lr.slots[0], decaySteps: $lr.slots[1] })',
      {
        head,
        slots: [0.1, 1000],
      },
    );
    const subject = subjectOf('CosineDecay', { initialLearningRate: 0.1, decaySteps: 1000 }, 1000);
    const { curve, problem, host } = evaluate(sandbox, definitionOf(slice, subject), patient);
    expect(problem).toBeNull();
    expect(host).toBe('sandbox');
    expect(curve).toMatchObject({
      lastIndex: 1000,
      statistics: { start: { at: 0, rate: 0.1 }, end: { at: 1000, rate: 0 }, highest: { at: 0 } },
      sentence: 'falls along a cosine from 0.1 to 0 at step 1,000',
    });
    expect(curve?.points.length).toBeLessThanOrEqual(400);
  });

  test('ends at the last epoch, and starts from the initial rate', () => {
    const slice = sliceOf('(epoch, lr) => lr * 0.5', { form: 'epoch-function' });
    const definition = definitionOf(slice, { horizon: 4, index: 'epoch' });
    const initialRate = { value: 0.8, from: 'source', place: null } as const;
    const timeline = { ...definition.timeline, initialRate };
    const { curve } = evaluate(sandbox, { ...definition, timeline }, patient);
    expect(curve?.points).toEqual([0.4, 0.2, 0.1, 0.05].map((rate, at) => ({ at, rate })));
    expect(curve?.lastIndex).toBe(3);
  });

  test('keeps the curve before a problem', () => {
    const { curve, problem } = evaluate(
      sandbox,
      definitionOf(stepSlice('if (step >= 700) {\nthrow new RangeError("too far");\n}\nreturn 0.1;')),
      patient,
    );
    expect(curve?.lastIndex).toBe(699);
    expect(curve?.sentence).toBe('stays at 0.1');
    expect(problem).toEqual({
      code: 'threw',
      message: 'fails at step 700: RangeError: too far',
      // The slice's lines are those of the source, in these tests.
      location: {
        uri: 'file:///train.ts',
        range: { start: { line: 4, character: 0 }, end: { line: 5, character: 0 } },
      },
      at: 700,
      names: [],
    });
  });

  test('says how far a replay came within its budget', () => {
    const slice = sliceOf('{ callback: { onBatchEnd: () => { $lr.optimizer.learningRate *= 0.5; } } }', {
      form: 'step-callback',
    });
    const definition = definitionOf(slice, { horizon: 90_000_000 });
    const initialRate = { value: 0.8, from: 'source', place: null } as const;
    const timeline = { ...definition.timeline, initialRate };
    const { curve, problem } = evaluate(sandbox, { ...definition, timeline }, quick);
    expect(curve?.statistics?.start.rate).toBe(0.8);
    expect(problem?.message).toMatch(
      /^is replayed from the start, and came to step [\d,]+ of 90,000,000 within its budget of 0.2 s$/,
    );
  });

  test.each<[string, string]>([
    ['return step < 700 ? 0.1 : NaN;', 'gives NaN from step 700 on'],
    ['return step === 700 ? Infinity : 0.1;', 'gives Infinity at step 700'],
    ['return 0.1 - step / 5000;', 'gives a negative rate, -2e-4, from step 501 on'],
    ['return "0.1";', 'returned the string "0.1" where a number is wanted, at step 0'],
    ['while (true) { $lr.tick(); }', 'takes too long: stopped after 0.2 s, at step 0'],
    ['return new ArrayBuffer(1e9).byteLength;', 'needs more memory than a schedule is given, at step 0'],
    [
      'const f = () => f(); return f();',
      'fails at step 0: calls itself too deeply: there is no room for more calls',
    ],
    ['throw "no";', 'fails at step 0: threw the string "no"'],
  ])('%s', (body, message) => {
    const limits = message.includes('too long') ? quick : patient;
    expect(evaluate(sandbox, definitionOf(stepSlice(body)), limits).problem?.message).toBe(message);
  });

  test('a schedule that cannot be made says so', () => {
    const slice = sliceOf('new CosineDecay({ initialLearningRate: 0.1, decaySteps: 0 })', {
      head: `const { CosineDecay } = require('tfjs-lr-schedules');`,
    });
    const { curve, problem } = evaluate(sandbox, definitionOf(slice), patient);
    expect(curve).toBeNull();
    expect(problem).toMatchObject({ code: 'threw', at: null });
    expect(problem?.message).toMatch(
      /^fails when it is made: RangeError: CosineDecay: decaySteps .* got 0\.$/,
    );
  });

  test('epochs are called epochs', () => {
    const slice = sliceOf('(epoch) => epoch < 3 ? 0.1 : NaN', { form: 'epoch-function' });
    const { problem } = evaluate(sandbox, definitionOf(slice, { horizon: 10, index: 'epoch' }), patient);
    expect(problem?.message).toBe('gives NaN from epoch 3 on');
  });

  test('what is wanting is named, with what to write', () => {
    const { curve, problem } = evaluate(
      sandbox,
      definitionOf(stepSlice('return 0.1;'), { missing: ['peakLr', 'totalSteps'] }),
      patient,
    );
    expect(curve).toBeNull();
    expect(problem).toMatchObject({
      code: 'missing-value',
      message: 'needs peakLr, totalSteps: write `// @lr peakLr=… totalSteps=…` above it',
      names: ['peakLr', 'totalSteps'],
    });
  });

  test('a problem that analysis found is passed on', () => {
    const problem = {
      code: 'unsupported',
      message: 'depends on the loss',
      location: null,
      at: null,
      names: [],
    } as const;
    expect(evaluate(sandbox, definitionOf(null, { problem }), patient)).toEqual({
      host: 'sandbox',
      curve: null,
      problem,
    });
    expect(evaluate(sandbox, definitionOf(null), patient).problem?.code).toBe('incomplete');
  });

  test('a horizon of a million is computed at fewer indices, its jumps found', () => {
    const { curve, problem } = evaluate(
      sandbox,
      definitionOf(stepSlice('return step < 333333 ? 0.1 : 0.01;'), { horizon: 1_000_000 }),
      patient,
    );
    expect(problem).toBeNull();
    expect(curve?.sentence).toBe('steps down from 0.1 to 0.01 at step 333,333');
  });
});

describe('ratesAt', () => {
  test('gives exact rates, beyond the horizon too', () => {
    const definition = definitionOf(stepSlice('return step / 10;'));
    expect(ratesAt(sandbox, definition, [5000, 3])).toEqual([
      { at: 3, rate: 0.3 },
      { at: 5000, rate: 500 },
    ]);
  });

  test('leaves out what cannot be computed', () => {
    const definition = definitionOf(stepSlice('return step < 5 ? 0.1 : NaN;'));
    expect(ratesAt(sandbox, definition, [2, 7])).toEqual([{ at: 2, rate: 0.1 }]);
    expect(ratesAt(sandbox, definitionOf(null), [2])).toEqual([]);
  });

  test('an epoch far away is given up in time', () => {
    const slice = sliceOf('(epoch, lr) => 0.1', { form: 'epoch-function' });
    expect(ratesAt(sandbox, definitionOf(slice), [2, 1e12], quick)).toEqual([{ at: 2, rate: 0.1 }]);
  });
});
