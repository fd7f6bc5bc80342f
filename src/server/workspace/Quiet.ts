/** How long nothing may have been typed before work in the background goes on, in milliseconds. */
const QUIET = 300;
/** After so long a piece of work is done in any case, in milliseconds: a program may write without a pause. */
const PATIENCE = 3_000;

/** What work in the background waits for: that nobody types just now. */
export class Quiet {
  private lastDisturbance = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly now: () => number,
    private readonly wait: (milliseconds: number) => Promise<void>,
  ) {}

  /** Somebody types. */
  disturb(): void {
    this.lastDisturbance = this.now();
  }

  /** Resolves once it is quiet; what has come in is heard first. */
  async come(): Promise<void> {
    const asked = this.now();
    await this.wait(0);
    for (;;) {
      const left = this.lastDisturbance + QUIET - this.now();
      if (left <= 0 || this.now() - asked >= PATIENCE) {
        return;
      }
      await this.wait(left);
    }
  }
}
