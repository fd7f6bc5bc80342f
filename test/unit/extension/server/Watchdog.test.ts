import { expect, test } from 'vitest';
import { Watchdog } from '../../../../src/extension/server/Watchdog';
import { Clock } from '../Clock';

const LIMIT = 1_000;

interface Watched {
  readonly watchdog: Watchdog;
  readonly clock: Clock;
  /** The keys it named. */
  readonly held: string[];
  /** Lets time pass a second at a time, as it does while all is well. */
  readonly seconds: (count: number) => Promise<void>;
}

function watched(): Watched {
  const clock = new Clock();
  const held: string[] = [];
  const watchdog = new Watchdog(clock.after, (key) => held.push(key));
  const seconds = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) await clock.pass(1_000);
  };
  return { watchdog, clock, held, seconds };
}

test('names an evaluation that nothing follows, once, and not before its limit is long over', async () => {
  const { watchdog, clock, held, seconds } = watched();
  watchdog.heard({ key: 'a', limitMs: LIMIT });
  await seconds(5);
  expect(held).toEqual([]);
  await seconds(60);
  expect(held).toEqual(['a']);
  expect(clock.pending).toBe(0);
});

test('gives more time where the limit is higher', async () => {
  const { watchdog, held, seconds } = watched();
  watchdog.heard({ key: 'a', limitMs: 20 * LIMIT });
  await seconds(40);
  expect(held).toEqual([]);
  await seconds(60);
  expect(held).toEqual(['a']);
});

test('names the last of those that follow each other', async () => {
  const { watchdog, held, seconds } = watched();
  for (const key of ['a', 'b', 'c']) {
    watchdog.heard({ key, limitMs: LIMIT });
    await seconds(5);
  }
  expect(held).toEqual([]);
  await seconds(60);
  expect(held).toEqual(['c']);
});

test('waits for nothing while none is under way', async () => {
  const { watchdog, clock, held, seconds } = watched();
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
  const { watchdog, clock, held, seconds } = watched();
  watchdog.heard({ key: 'a', limitMs: LIMIT });
  await clock.pass(8 * 3600 * 1_000);
  expect(held).toEqual([]);
  watchdog.heard({ key: null, limitMs: 0 });
  await seconds(60);
  expect(held).toEqual([]);
});
