import { describe, expect, test } from 'vitest';
import {
  fromStored,
  NOTHING_REMEMBERED,
  REMEMBERED_DOCUMENTS,
  toStored,
  withOverride,
  withPin,
  withRenamed,
} from '../../../../src/extension/state/remembered';

const A = 'file:///a.ts';
const B = 'file:///b.ts';

describe('what comes back from the store', () => {
  test('is what went in', () => {
    const remembered = withOverride(withPin(NOTHING_REMEMBERED, A, 500), B, 'schedule', 'horizon', 2000);
    expect(fromStored(JSON.parse(JSON.stringify(toStored(remembered))))).toEqual({
      pinned: { [A]: 500 },
      overrides: { [B]: { schedule: { horizon: 2000 } } },
    });
  });

  test.each([undefined, null, 'text', 7, [], {}, { version: 2, pinned: { [A]: 1 } }])(
    'is nothing for %j',
    (stored) => {
      expect(fromStored(stored)).toEqual({ pinned: {}, overrides: {} });
    },
  );

  test('loses bad entries and keeps the good ones beside them', () => {
    const stored = {
      version: 1,
      pinned: { [A]: -1, [B]: 3, 'file:///c.ts': '4' },
      overrides: {
        [A]: { one: { horizon: 10, stepsPerEpoch: 'many', other: 1 }, two: { horizon: 1.5 }, three: null },
        [B]: [1, 2],
      },
    };
    expect(fromStored(stored)).toEqual({ pinned: { [B]: 3 }, overrides: { [A]: { one: { horizon: 10 } } } });
  });
});

describe('pins', () => {
  test('are replaced and removed', () => {
    const pinned = withPin(withPin(NOTHING_REMEMBERED, A, 1), A, 2);
    expect(pinned.pinned).toEqual({ [A]: 2 });
    expect(withPin(pinned, A, null).pinned).toEqual({});
  });

  test('of documents changed longest ago are forgotten first', () => {
    let remembered = withPin(withPin(NOTHING_REMEMBERED, A, 1), B, 1);
    remembered = withPin(remembered, A, 2);
    for (let i = 0; i < REMEMBERED_DOCUMENTS - 1; i++) remembered = withPin(remembered, `file:///${i}.ts`, i);
    expect(Object.keys(remembered.pinned)).toHaveLength(REMEMBERED_DOCUMENTS);
    expect(remembered.pinned[A]).toBe(2);
    expect(remembered.pinned[B]).toBeUndefined();
  });
});

describe('overrides', () => {
  test('of one definition leave the others alone', () => {
    const first = withOverride(NOTHING_REMEMBERED, A, 'one', 'horizon', 10);
    const both = withOverride(withOverride(first, A, 'one', 'stepsPerEpoch', 5), A, 'two', 'horizon', 20);
    expect(both.overrides).toEqual({ [A]: { one: { horizon: 10, stepsPerEpoch: 5 }, two: { horizon: 20 } } });
  });

  test('leave nothing behind when the last value is cleared', () => {
    const set = withOverride(NOTHING_REMEMBERED, A, 'one', 'horizon', 10);
    expect(withOverride(set, A, 'one', 'horizon', null).overrides).toEqual({});
  });
});

test('a renamed document takes along what was known of it', () => {
  const remembered = withOverride(withPin(NOTHING_REMEMBERED, A, 5), A, 'one', 'horizon', 10);
  expect(withRenamed(remembered, A, B)).toEqual({
    pinned: { [B]: 5 },
    overrides: { [B]: { one: { horizon: 10 } } },
  });
  expect(withRenamed(remembered, B, A)).toEqual(remembered);
});
