/** Parts of a run over which the loss is averaged. */
const WINDOWS = 50;

/** Updates over which the losses of a run are averaged. */
export function smoothingWindow(steps: number): number {
  return Math.max(1, steps / WINDOWS);
}

/**
 * A running mean that forgets: each value counts 1 - 1/window of the one after it. It begins at the first value and not at
 * 0 (the correction of Adam, arXiv 1412.6980, section 3). Values that are not finite change nothing.
 */
export class RunningMean {
  private sum = 0;
  private weight = 0;
  private readonly kept: number;

  /** @param window in values, at least 1; 1 gives the values themselves. */
  constructor(window: number) {
    this.kept = 1 - 1 / window;
  }

  /** The mean after one more value; NaN for one that is not finite. */
  add(value: number): number {
    if (!Number.isFinite(value)) {
      return Number.NaN;
    }
    this.sum = this.kept * this.sum + (1 - this.kept) * value;
    this.weight = this.kept * this.weight + (1 - this.kept);
    return this.sum / this.weight;
  }
}
