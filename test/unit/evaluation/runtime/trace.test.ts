import { describe, expect, test } from 'vitest';
import { ScheduleFault } from '../../../../src/evaluation/runtime/fault';
import { Progress } from '../../../../src/evaluation/runtime/progress';
import type { RateSource } from '../../../../src/evaluation/runtime/rateSource';
import { type Deadline, trace, type TraceRequest } from '../../../../src/evaluation/runtime/trace';

const never: Deadline = { now: () => 0, end: 1 };

/** A clock that the schedule itself moves on by `perCall` at each of its calls. */
function slow(rateAt: (index: number) => number, perCall: number, end: number) {
  let time = 0;
  const asked: number[] = [];
  return {
    source: pure((index) => {
      time += perCall;
      asked.push(index);
      return rateAt(index);
    }),
    deadline: { now: () => time, end },
    asked,
  };
}

function pure(call: (index: number) => number): RateSource {
  return { sequential: false, schedule: { call }, method: 'call' };
}

function request(lastIndex: number, rest: Partial<TraceRequest> = {}): TraceRequest {
  return { lastIndex, maxRates: 1000, at: [], ...rest };
}

describe('trace', () => {
  test('asks for every index once, in order, where there is room', () => {
    const { source, deadline, asked } = slow((index) => index, 0, 1);
    const { rates, stride, exact } = trace(source, request(99, { at: [5, 99] }), deadline);
    expect(asked).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect([...rates]).toEqual(asked);
    expect(stride).toBe(1);
    expect(exact).toEqual([
      { at: 5, rate: 5 },
      { at: 99, rate: 99 },
    ]);
  });

  test('takes every n-th index of a longer range, and its end', () => {
    const { rates, stride, exact } = trace(
      pure((index) => index / 7),
      request(10_000),
      never,
    );
    expect(stride).toBe(11);
    expect(rates).toHaveLength(910);
    expect(rates[909]).toBe(9999 / 7);
    expect(exact).toEqual([{ at: 10_000, rate: 10_000 / 7 }]);
  });

  test('finds both sides of a jump between two kept indices', () => {
    const { exact } = trace(
      pure((index) => (index < 12_345 ? 1 : 0.1)),
      request(1_000_000),
      never,
    );
    expect(exact).toEqual([
      { at: 12_344, rate: 1 },
      { at: 12_345, rate: 0.1 },
      { at: 1_000_000, rate: 0.1 },
    ]);
  });

  test('finds the first spoilt rate between two kept indices', () => {
    const { fault } = trace(
      pure((index) => (index < 54_321 ? 1 : NaN)),
      request(1_000_000),
      never,
    );
    expect(fault).toMatchObject({ code: 'non-finite', at: 54_321 });
  });

  test('keeps to fewer indices when calls are slow', () => {
    const { source, deadline, asked } = slow((index) => index, 1, 1000);
    const { rates, fault, stride } = trace(source, request(999), deadline);
    expect(fault).toBeNull();
    expect(stride).toBe(2);
    expect(rates).toHaveLength(500);
    expect(asked.length).toBeLessThan(600);
  });

  test('gives up when time is up, and keeps what it has', () => {
    const { source, deadline } = slow(() => 0.1, 10, 1000);
    const { rates, fault } = trace(source, request(5000), deadline);
    expect(fault).toMatchObject({ code: 'timeout' });
    expect(rates.length).toBeGreaterThan(30);
    expect(rates.length).toBeLessThan(200);
    expect(rates.every((rate) => rate === 0.1)).toBe(true);
  });

  test('a rate that depends on the ones before it costs all of them', () => {
    let time = 0;
    const source = { ...pure((index) => (time = index)), sequential: true };
    const { fault } = trace(source, request(100_000), { now: () => time, end: 5000 });
    expect(fault).toMatchObject({ code: 'timeout' });
    expect(time).toBeLessThan(5300);
  });

  test('ends at what is thrown, at its index', () => {
    const { rates, fault } = trace(
      pure((index) => {
        if (index === 30) {
          throw new ScheduleFault('unknown-operation', 'uses tf.linspace', ['tf.linspace']);
        }
        return 1;
      }),
      request(50),
      never,
    );
    expect(rates).toHaveLength(30);
    expect(fault).toMatchObject({ code: 'unknown-operation', at: 30, names: ['tf.linspace'] });
  });

  test('can be read while it runs', () => {
    const progress = new Progress();
    let inside = 0;
    trace(
      pure((index) => {
        inside = index === 10 ? progress.ended(null).rates.length : inside;
        return 1;
      }),
      request(20),
      never,
      progress,
    );
    expect(inside).toBe(10);
    expect(progress.done).toBe(21);
  });
});
