/**
 * The running mean of losses as they come, equal to `smoothed` of the results over all of them. Values that are not finite
 * change nothing.
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
