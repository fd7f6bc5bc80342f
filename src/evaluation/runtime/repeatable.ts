import type { Deadline } from './trace';

/** What a schedule used beside its index, so that its curve is one of many. */
export type Impurity = 'random' | 'clock';

/** The moment at which clocks stand during a run: the start of 2000, UTC. */
const STANDSTILL = Date.UTC(2000, 0, 1);
const SEED = 0x5eed;

/** A run's result beside what it used that is not its own. */
export interface Repeatable<T> {
  readonly result: T;
  readonly impurities: readonly Impurity[];
}

/**
 * Runs `work` so that it gives the same result each time and in every host: `Math.random` gives one fixed sequence and
 * the clocks stand still. A noisy schedule thus has one curve, which does not flicker at each keystroke; a schedule of
 * the wall clock is shown at one moment, and is said to be.
 * @param deadline a true clock; it is passed on in a form that stays true inside.
 */
export function repeatably<T>(deadline: Deadline, work: (deadline: Deadline) => T): Repeatable<T> {
  const impurities = new Set<Impurity>();
  let standing = true;
  const clock = (real: () => number, still: number) => (): number => {
    if (!standing) {
      return real();
    }
    impurities.add('clock');
    return still;
  };
  const random = randomNumbers(SEED);
  const restore = [
    replace(Math, 'random', () => {
      impurities.add('random');
      return random();
    }),
    replace(globalThis, 'Date', standingDate(clock(Date.now, STANDSTILL))),
    // Not every host has one; then a schedule that asks for it finds the same as elsewhere.
    replace(globalThis, 'performance', { now: clock(realPerformance(), 0) }),
  ];
  const now = (): number => {
    standing = false;
    try {
      return deadline.now();
    } finally {
      standing = true;
    }
  };
  try {
    const result = work({ now, end: deadline.end });
    return { result, impurities: [...impurities] };
  } finally {
    for (const undo of restore) {
      undo();
    }
  }
}

function realPerformance(): () => number {
  const { performance } = globalThis as { performance?: { now(): number } };
  return () => performance?.now() ?? 0;
}

/** `Date` with another idea of now. Given moments are what they are. */
function standingDate(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as object,
    apply: (target) => new target(now()).toString(),
    get: (target, property, receiver) =>
      property === 'now' ? now : (Reflect.get(target, property, receiver) as unknown),
  });
}

/** The generator mulberry32 of Tommy Ettinger: small, and good enough to draw noise with. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Puts `value` in place of a property and returns what puts the old one back. */
function replace(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  return () => {
    if (before === undefined) {
      Reflect.deleteProperty(target, name);
    } else {
      Object.defineProperty(target, name, before);
    }
  };
}
