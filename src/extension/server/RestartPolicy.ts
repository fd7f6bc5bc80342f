/** Restarts a server that died, unless it keeps dying: then its fault is lasting, and restarting only burns the machine. */
export class RestartPolicy {
  readonly #limit: number;
  readonly #window: number;
  #deaths: number[] = [];

  /**
   * @param limit how many restarts are allowed within `window`
   * @param window in milliseconds
   */
  constructor(limit: number, window: number) {
    this.#limit = limit;
    this.#window = window;
  }

  /**
   * Notes a death.
   * @param now in milliseconds
   * @returns whether to restart
   */
  died(now: number): boolean {
    this.#deaths = [...this.#deaths.filter((death) => now - death < this.#window), now];
    return this.#deaths.length <= this.#limit;
  }
}
