import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { sliceLocation } from '../../../../src/evaluation/runtime/sliceLocation';
import { SLICE_SCRIPT_NAME } from '../../../../src/protocol/slice';

const slice = {
  sources: ['file:///train.ts', 'file:///rates.ts'],
  lines: [null, { source: 0, line: 40 }, { source: 1, line: 7 }, null],
};

function place(stack: string | null): string | null {
  const location = sliceLocation(stack, slice);
  return location === null ? null : `${location.uri}:${location.range.start.line}`;
}

describe('sliceLocation', () => {
  it('reads a frame of V8', () => {
    expect(place('Error: no\n    at call (lr-lens-slice.js:2:11)\n    at run (blob:abc:1:1)')).toBe(
      'file:///train.ts:40',
    );
  });

  it('reads frames without a function or a column', () => {
    expect(place('Error: no\n    at lr-lens-slice.js:3:1')).toBe('file:///rates.ts:7');
    expect(place('    at call (lr-lens-slice.js:3)\n    at <eval> (run.js)')).toBe('file:///rates.ts:7');
    expect(place('    at lr-lens-slice.js:2\n')).toBe('file:///train.ts:40');
  });

  it('passes over lines that were not taken from a source, to the one that led there', () => {
    expect(place('Error\n at f (lr-lens-slice.js:1:9)\n at g (lr-lens-slice.js:3:9)')).toBe(
      'file:///rates.ts:7',
    );
  });

  it('does not take an error’s message for a frame', () => {
    expect(place('Error: look at lr-lens-slice.js:2:1\n    at f (lr-lens-slice.js:3:9)')).toBe(
      'file:///rates.ts:7',
    );
  });

  it('knows no place without a frame of the slice', () => {
    expect(place(null)).toBeNull();
    expect(place('Error: no\n    at f (other.js:2:1)')).toBeNull();
    expect(place('    at f (lr-lens-slice.js:99:1)')).toBeNull();
  });

  it('covers the whole line', () => {
    expect(sliceLocation(' at f (lr-lens-slice.js:2:1)', slice)?.range).toEqual({
      start: { line: 40, character: 0 },
      end: { line: 41, character: 0 },
    });
  });

  it('reads what this engine writes', () => {
    const code = '(function () {\n  throw new RangeError("no");\n})';
    const thrower = runInThisContext(code, { filename: SLICE_SCRIPT_NAME }) as () => never;
    let stack = '';
    try {
      thrower();
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    expect(place(stack)).toBe('file:///train.ts:40');
  });
});
