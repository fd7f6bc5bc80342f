import { describe, expect, test } from 'vitest';
import type { Trace } from '../../../../src/evaluation/runtime/trace';
import { decodeTrace, encodeTrace } from '../../../../src/evaluation/sandbox/messages';

const trace: Trace = {
  rates: Float64Array.of(0.1, NaN, Infinity, -0),
  stride: 3,
  exact: [
    { at: 2, rate: -Infinity },
    { at: 9, rate: 0.3 },
  ],
  fault: { code: 'threw', message: 'said "no"', at: 2, stack: 'at x', names: ['a'] },
  impurities: ['random'],
};

function sent(answer: ReturnType<typeof encodeTrace>, report = answer.report): Trace {
  return decodeTrace(report, new Uint8Array(answer.rates), new Uint8Array(answer.exact));
}

describe('a trace that crosses the border', () => {
  test('comes out as it went in', () => {
    expect(sent(encodeTrace(trace))).toEqual(trace);
  });

  test('holds only the rates in view of a longer buffer', () => {
    const part = { ...trace, rates: Float64Array.of(1, 2, 3, 4).subarray(1, 3) };
    expect([...sent(encodeTrace(part)).rates]).toEqual([2, 3]);
  });

  test.each([
    ['no object', '1'],
    ['no JSON', '{'],
    ['a stride that would never end', '{"stride":0,"fault":null,"impurities":[]}'],
    ['a fault without its parts', '{"stride":1,"fault":{"code":"threw"},"impurities":[]}'],
    ['nothing', 'null'],
  ])('is refused when its report is %s', (_name, report) => {
    expect(() => sent(encodeTrace(trace), report)).toThrow();
  });

  test('is read without what does not fit', () => {
    const report = '{"stride":1,"fault":null,"impurities":["random","malice"]}';
    const read = decodeTrace(report, new Uint8Array(11), new Uint8Array(8));
    expect(read).toMatchObject({ exact: [], impurities: ['random'] });
    expect(read.rates).toHaveLength(1);
  });
});
