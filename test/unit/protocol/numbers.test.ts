import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatExactRate,
  formatPreciseRate,
  formatRate,
  formatSourceNumber,
} from '../../../src/protocol/numbers';

describe('formatRate', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [0.05, '0.05'],
    [0.0096, '0.0096'],
    [0.00961, '0.00961'],
    [0.001, '1e-3'],
    [0.00125, '0.00125'],
    [0.0005, '5e-4'],
    [0.00001, '1e-5'],
    [0.000012345, '1.234e-5'],
    [1, '1'],
    [1.5, '1.5'],
    [1000, '1,000'],
    [12_345.6, '12,346'],
    [1_000_000, '1e6'],
    [-0.05, '-0.05'],
    [-0.0002, '-2e-4'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('writes %d as %s', (rate, text) => {
    expect(formatRate(rate)).toBe(text);
  });

  it('shows four significant digits and no trailing zeros', () => {
    expect(formatRate(0.1 + 0.2)).toBe('0.3');
    expect(formatRate(Math.fround(0.1))).toBe('0.1');
    expect(formatRate(Math.PI / 100)).toBe('0.03142');
  });

  it('chooses the style after rounding', () => {
    expect(formatRate(0.001_000_01)).toBe('1e-3');
    expect(formatRate(0.000_999_99)).toBe('1e-3');
    expect(formatRate(999.96)).toBe('1,000');
    expect(formatRate(999_999.9)).toBe('1e6');
  });
});

describe('formatPreciseRate', () => {
  it.each([
    [0.076_658_581_036_859_44, '0.07665858104'],
    [0.034_999_999_999_999_996, '0.035'],
    [1e-3, '1e-3'],
    [1 / 3000, '3.333333333e-4'],
  ])('writes %d as %s', (rate, text) => {
    expect(formatPreciseRate(rate)).toBe(text);
  });
});

describe('formatExactRate', () => {
  it('loses no digit', () => {
    for (const rate of [1 / 3, 1e-3 / 7, 123.456_789_012_345, 5e-324]) {
      expect(Number(formatExactRate(rate))).toBe(rate);
    }
  });

  it('keeps the style of rates', () => {
    expect(formatExactRate(0.001)).toBe('1e-3');
    expect(formatExactRate(0.000_333_333)).toBe('3.33333e-4');
    expect(formatExactRate(1234.5)).toBe('1,234.5');
  });
});

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [500, '500'],
    [1000, '1,000'],
    [10_000, '10,000'],
    [1_234_567, '1,234,567'],
    [2.5, '2.5'],
    [33.333_333, '33.33'],
    [1234.5, '1,234.5'],
  ])('writes %d as %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });
});

describe('formatSourceNumber', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [9_500, '9_500'],
    [12_345_678, '12_345_678'],
    [0.1, '0.1'],
    [0.0125892541, '0.01259'],
    [0.000251188643, '2.512e-4'],
    [0.001, '1e-3'],
    [1_234.5, '1_235'],
    [-0.5, '-0.5'],
    [-1_000, '-1_000'],
  ])('writes %d as %s', (value, text) => {
    expect(formatSourceNumber(value)).toBe(text);
  });
  it.each([0, 1, 250, 1_000, 123_456_789, 0.5, 0.0096, 1e-3, 2.5e-5, 1e-12, 1e6, -0.25])(
    'writes %d as code of that very value',
    (value) => {
      expect(Number(formatSourceNumber(value).replaceAll('_', ''))).toBe(value);
    },
  );
});
