import type { Timer } from '../../../src/extension/host';

/** Time that passes when a test says so. */
export class Clock {
  #now = 0;
  #pending: { due: number; run: () => void }[] = [];

  readonly after = (delay: number, run: () => void): Timer => {
    const call = { due: this.#now + delay, run };
    this.#pending.push(call);
    return {
      cancel: () => {
        this.#pending = this.#pending.filter((other) => other !== call);
      },
    };
  };

  async pass(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    const due = this.#pending.filter((call) => call.due <= this.#now);
    this.#pending = this.#pending.filter((call) => call.due > this.#now);
    for (const { run } of due) run();
    await settled();
  }

  get pending(): number {
    return this.#pending.length;
  }
}

/** Lets every promise that can settle do so. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
