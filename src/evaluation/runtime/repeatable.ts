import { type RandomNumbers, randomNumbers } from './randomNumbers';
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
 * Globals under which work gives the same result each time and in every host: inside, `Math.random` gives one fixed
 * sequence, which goes on from one piece of work to the next, and the clocks stand still. They are put in place once and
 * switched, since each change of a global makes the engine compile anew what uses it.
 */
export class RepeatableGlobals {
  private readonly found = new Set<Impurity>();
  private readonly undo: readonly (() => void)[];
  private inside = false;

  /** @param outside what `Math.random` gives outside of such work; by default what it gave before. */
  constructor(outside: RandomNumbers = Math.random) {
    const random = randomNumbers(SEED);
    this.undo = [
      replace(Math, 'random', () => {
        if (!this.inside) {
          return outside();
        }
        this.found.add('random');
        return random();
      }),
      replace(globalThis, 'Date', standingDate(this.clock(Date.now, STANDSTILL))),
      // Not every host has one; then a schedule that asks for it finds the same as elsewhere.
      replace(globalThis, 'performance', this.performance()),
    ];
  }

  /** What the work so far used that is not its own. */
  get impurities(): readonly Impurity[] {
    return [...this.found];
  }

  /** Does a piece of work inside. */
  within<T>(work: () => T): T {
    return this.switched(true, work);
  }

  /** Does something that is not part of the work it is called from. */
  without<T>(work: () => T): T {
    return this.switched(false, work);
  }

  /** Puts the globals back that were there before. */
  restore(): void {
    for (const undo of this.undo) {
      undo();
    }
  }

  private switched<T>(inside: boolean, work: () => T): T {
    const before = this.inside;
    this.inside = inside;
    try {
      return work();
    } finally {
      this.inside = before;
    }
  }

  private clock(real: () => number, still: number): () => number {
    return () => {
      if (!this.inside) {
        return real();
      }
      this.found.add('clock');
      return still;
    };
  }

  /** Outside it is the real one; inside there is nothing but its clock. */
  private performance(): object {
    const { performance: real } = globalThis as { performance?: { now(): number } };
    const now = this.clock(() => real?.now() ?? 0, 0);
    return new Proxy(real ?? {}, {
      get: (target, property) => {
        if (property === 'now') {
          return now;
        }
        const value: unknown = this.inside ? undefined : Reflect.get(target, property, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }
}

/**
 * Runs `work` so that it gives the same result each time and in every host. A noisy schedule thus has one curve, which
 * does not flicker at each keystroke; a schedule of the wall clock is shown at one moment, and is said to be.
 * @param deadline a true clock; it is passed on in a form that stays true inside.
 */
export function repeatably<T>(deadline: Deadline, work: (deadline: Deadline) => T): Repeatable<T> {
  const globals = new RepeatableGlobals();
  try {
    const now = (): number => globals.without(deadline.now);
    const result = globals.within(() => work({ now, end: deadline.end }));
    return { result, impurities: globals.impurities };
  } finally {
    globals.restore();
  }
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
