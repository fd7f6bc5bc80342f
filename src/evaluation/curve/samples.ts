import type { RatePoint } from '../../protocol/curve';
import type { Trace } from '../runtime/trace';

/** The finite rates of a trace in order of index, each index once. */
export class Samples {
  private constructor(
    /** Steps or epochs, 0-based, rising. */
    readonly at: Float64Array,
    readonly rate: Float64Array,
    /** The distance of two neighbours, but where exact rates lie between them. */
    readonly stride: number,
  ) {}

  /** @param lastIndex exact rates beyond it are left out: they were asked for by somebody else. */
  static of(trace: Trace, lastIndex: number): Samples {
    const { rates, stride } = trace;
    const exact = trace.exact.filter(({ at }) => at >= 0 && at <= lastIndex);
    const at = new Float64Array(rates.length + exact.length);
    const rate = new Float64Array(at.length);
    let length = 0;
    let last = Number.NEGATIVE_INFINITY;
    let next = 0;
    let exactAt = exact[0]?.at ?? Infinity;
    // A million rates go through this while a person waits: no function is called and no object is made in it.
    for (let i = 0; i < rates.length || exactAt < Infinity;) {
      const onGrid = i < rates.length ? i * stride : Infinity;
      let index = onGrid;
      let value: number;
      if (exactAt < onGrid) {
        index = exactAt;
        value = exact[next]?.rate ?? Number.NaN;
        next += 1;
        exactAt = exact[next]?.at ?? Infinity;
      } else {
        value = rates[i] as number;
        i += 1;
      }
      if (value > -Infinity && value < Infinity && index > last) {
        at[length] = index;
        rate[length] = value;
        length += 1;
        last = index;
      }
    }
    return new Samples(at.subarray(0, length), rate.subarray(0, length), trace.stride);
  }

  get length(): number {
    return this.at.length;
  }

  /** @param i a position among the samples, from 0 to `length` - 1; not an index of the schedule. */
  point(i: number): RatePoint {
    return { at: this.at[i] ?? Number.NaN, rate: this.rate[i] ?? Number.NaN };
  }

  /** The rate at an index, or null where none was computed. */
  rateAt(index: number): number | null {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.at[middle] ?? Number.NaN;
      if (at === index) {
        return this.rate[middle] ?? null;
      }
      if (at < index) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }
}
