import type { EvaluatingParams } from '../../protocol/server';
import type { Host, Timer } from '../host';

/** How long an evaluation may take beyond twice its limits, in milliseconds: by those it has ended long before. */
const PATIENCE = 8_000;
/** Looks within that time. Of a time in which this side stood still, or the machine slept, only one look is counted. */
const LOOKS = 8;

/**
 * Notices that an evaluation holds the server: it was told to begin, and nothing was heard of it since. While nothing is
 * evaluated, nothing is done.
 */
export class Watchdog {
  readonly #after: Host['after'];
  readonly #held: (key: string) => void;
  #timer: Timer | null = null;

  /** @param held told the key of the evaluation; called once for each */
  constructor(after: Host['after'], held: (key: string) => void) {
    this.#after = after;
    this.#held = held;
  }

  /** Whether an evaluation is under way, as far as is known. */
  get watching(): boolean {
    return this.#timer !== null;
  }

  /** Notes what the server says of its evaluations; each ends the one before. */
  heard({ key, limitMs }: EvaluatingParams): void {
    this.rest();
    if (key !== null) this.#look(key, (PATIENCE + 2 * limitMs) / LOOKS, LOOKS);
  }

  /** Watches no more, because the server has ended. */
  rest(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #look(key: string, interval: number, looksLeft: number): void {
    this.#timer = this.#after(interval, () => {
      this.#timer = null;
      if (looksLeft > 1) this.#look(key, interval, looksLeft - 1);
      else this.#held(key);
    });
  }
}
