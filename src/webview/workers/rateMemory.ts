/**
 * The memory of a run's rates, and of the copy that goes to the page. Memory is slow when it is first written to, so that
 * the same serves one run after another, and that of the next copy is written to while nobody waits.
 */
export class RateMemory {
  private own = new Float64Array(0);
  private spare = new Float64Array(0);

  /** Memory for a run's rates, until the next one; it holds what the last one left. */
  readonly take = (count: number): Float64Array<ArrayBuffer> => {
    if (this.own.length !== count) {
      this.own = new Float64Array(count);
    }
    return this.own;
  };

  /** A copy of rates, to be given away. */
  copy(rates: Float64Array): Float64Array<ArrayBuffer> {
    if (this.spare.length !== rates.length) {
      return rates.slice();
    }
    const copied = this.spare;
    this.spare = new Float64Array(0);
    copied.set(rates);
    return copied;
  }

  /** Makes ready for a copy of as many rates as the last run had. */
  prepare(): void {
    if (this.spare.length !== this.own.length) {
      this.spare = new Float64Array(this.own.length).fill(Number.NaN);
    }
  }
}
