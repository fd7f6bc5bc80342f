import { describe, expect, test } from 'vitest';
import {
  fromStored,
  NOTHING_REMEMBERED,
  REMEMBERED_DOCUMENTS,
  toStored,
  withEntered,
  withOverride,
  withPin,
  withRenamed,
} from '../../../../src/extension/state/remembered';

const A = 'file:///a.ts';
const B = 'file:///b.ts';

describe('what comes back from the store', () => {
  test('is what went in', () => {
    const pinned = withOverride(withPin(NOTHING_REMEMBERED, A, 500), B, 'schedule', 'horizon', 2000);
    const remembered = withEntered(pinned, A, 'lrAt', { peakLr: 1e-3, schedule: 'cosine' });
    expect(fromStored(JSON.parse(JSON.stringify(toStored(remembered))))).toEqual({
      pinned: { [A]: 500 },
      overrides: { [B]: { schedule: { horizon: 2000 } } },
      entered: { [A]: { lrAt: { peakLr: 1e-3, schedule: 'cosine' } } },
    });
  });

  test.each([undefined, null, 'text', 7, [], {}, { version: 2, pinned: { [A]: 1 } }])(
    'is nothing for %j',
    (stored) => {
      expect(fromStored(stored)).toEqual({ pinned: {}, overrides: {}, entered: {} });
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
      entered: { [A]: { one: { peak: 1, list: [2], mixed: [2, 'x'], none: null }, two: {} }, [B]: 3 },
    };
    expect(fromStored(stored)).toEqual({
      pinned: { [B]: 3 },
      overrides: { [A]: { one: { horizon: 10 } } },
      entered: { [A]: { one: { peak: 1, list: [2] } } },
    });
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

test('given values stand beside each other until they are emptied', () => {
  const first = withEntered(NOTHING_REMEMBERED, A, 'one', { peak: 1, total: 0 });
  const both = withEntered(withEntered(first, A, 'one', { peak: 2 }), A, 'two', { peak: 3 });
  expect(both.entered).toEqual({ [A]: { one: { peak: 2, total: 0 }, two: { peak: 3 } } });
  const less = withEntered(withEntered(both, A, 'one', { peak: '' }), A, 'two', { peak: '' });
  expect(less.entered).toEqual({ [A]: { one: { total: 0 } } });
  expect(withEntered(less, A, 'one', { total: '' }).entered).toEqual({});
});

test('a renamed document takes along what was known of it', () => {
  const pinned = withOverride(withPin(NOTHING_REMEMBERED, A, 5), A, 'one', 'horizon', 10);
  const remembered = withEntered(pinned, A, 'one', { peak: 1 });
  expect(withRenamed(remembered, A, B)).toEqual({
    pinned: { [B]: 5 },
    overrides: { [B]: { one: { horizon: 10 } } },
    entered: { [B]: { one: { peak: 1 } } },
  });
  expect(withRenamed(remembered, B, A)).toEqual(remembered);
});
