import { beforeEach, expect, test } from 'vitest';
import { Watchdog } from '../../../../src/extension/server/Watchdog';
import { Clock } from '../Clock';

const LIMIT = 1_000;
/** A second at a time, as time passes while all is well. */
const seconds = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await clock.pass(1_000);
};

let clock: Clock;
let held: string[];
let watchdog: Watchdog;
beforeEach(() => {
  clock = new Clock();
  held = [];
  watchdog = new Watchdog(clock.after, (key) => held.push(key));
});

test('names an evaluation that nothing follows, once, and not before its limit is long over', async () => {
  watchdog.heard({ key: 'a', limitMs: LIMIT });
  await seconds(5);
  expect(held).toEqual([]);
  await seconds(60);
  expect(held).toEqual(['a']);
  expect(clock.pending).toBe(0);
});

test('gives more time where the limit is higher', async () => {
  watchdog.heard({ key: 'a', limitMs: 20 * LIMIT });
  await seconds(40);
  expect(held).toEqual([]);
  await seconds(60);
  expect(held).toEqual(['a']);
});

test('names the last of those that follow each other', async () => {
  for (const key of ['a', 'b', 'c']) {
    watchdog.heard({ key, limitMs: LIMIT });
    await seconds(5);
  }
  expect(held).toEqual([]);
  await seconds(60);
  expect(held).toEqual(['c']);
});

test('waits for nothing while none is under way', async () => {
  watchdog.heard({ key: 'a', limitMs: LIMIT });
  expect(watchdog.watching).toBe(true);
  watchdog.heard({ key: null, limitMs: 0 });
  expect(watchdog.watching).toBe(false);
  expect(clock.pending).toBe(0);
  watchdog.heard({ key: 'b', limitMs: LIMIT });
  watchdog.rest();
  expect(clock.pending).toBe(0);
  await seconds(60);
  expect(held).toEqual([]);
});

test('does not take a machine that slept for a server that is held', async () => {
  watchdog.heard({ key: 'a', limitMs: LIMIT });
  await clock.pass(8 * 3600 * 1_000);
  expect(held).toEqual([]);
  watchdog.heard({ key: null, limitMs: 0 });
  await seconds(60);
  expect(held).toEqual([]);
});
