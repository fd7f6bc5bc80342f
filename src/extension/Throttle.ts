import type { Host, Timer } from './host';

/**
 * Runs a task when asked: the first time at once, then at most once in `interval` milliseconds, never twice at a time,
 * and always once more after the last request, since a lost last run leaves a stale picture.
 */
export class Throttle {
  readonly #task: () => Promise<void>;
  readonly #interval: number;
  readonly #after: Host['after'];
  #busy = false;
  #wanted = false;
  #stopped = false;
  #timer: Timer | null = null;

  /** @param task must not reject: what it cannot do is its own to report */
  constructor(task: () => Promise<void>, interval: number, after: Host['after']) {
    this.#task = task;
    this.#interval = interval;
    this.#after = after;
  }

  /** Asks for a run that begins after this call. */
  trigger(): void {
    if (this.#stopped) return;
    this.#wanted = true;
    if (!this.#busy) void this.#runWhileWanted();
  }

  dispose(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  async #runWhileWanted(): Promise<void> {
    this.#busy = true;
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      await Promise.all([this.#task(), this.#pause()]);
    }
    this.#busy = false;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#timer = this.#after(this.#interval, resolve);
    });
  }
}
