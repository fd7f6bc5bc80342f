import { beforeEach, describe, expect, test } from 'vitest';
import { Throttle } from '../../../src/extension/Throttle';
import { Clock, settled } from './Clock';

/** A task that is done at once. */
class CountedTask {
  runs = 0;

  readonly run = (): Promise<void> => {
    this.runs += 1;
    return Promise.resolve();
  };
}

describe('Throttle', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = new Clock();
  });

  test('runs at once when asked for the first time', () => {
    const task = new CountedTask();
    new Throttle(task.run, 100, clock.after).trigger();
    expect(task.runs).toBe(1);
  });

  test('runs once more after a burst, no sooner than the interval', async () => {
    const task = new CountedTask();
    const throttle = new Throttle(task.run, 100, clock.after);
    for (let i = 0; i < 5; i++) throttle.trigger();
    await clock.pass(99);
    expect(task.runs).toBe(1);
    await clock.pass(1);
    expect(task.runs).toBe(2);
    await clock.pass(1000);
    expect(task.runs).toBe(2);
  });

  test('never runs twice at a time, and still runs last for a request made meanwhile', async () => {
    const finish: (() => void)[] = [];
    const throttle = new Throttle(() => new Promise((resolve) => finish.push(resolve)), 100, clock.after);
    throttle.trigger();
    throttle.trigger();
    await clock.pass(500);
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await settled();
    expect(finish).toHaveLength(2);
  });

  test('runs at once again after a rest', async () => {
    const task = new CountedTask();
    const throttle = new Throttle(task.run, 100, clock.after);
    throttle.trigger();
    await clock.pass(100);
    throttle.trigger();
    expect(task.runs).toBe(2);
  });

  test('does nothing once disposed, and leaves no timer behind', async () => {
    const task = new CountedTask();
    const throttle = new Throttle(task.run, 100, clock.after);
    throttle.trigger();
    throttle.trigger();
    throttle.dispose();
    expect(clock.pending).toBe(0);
    await clock.pass(500);
    throttle.trigger();
    expect(task.runs).toBe(1);
  });
});
