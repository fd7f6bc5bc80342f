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
    const exact = trace.exact.filter(({ at }) => at >= 0 && at <= lastIndex);
    const at = new Float64Array(trace.rates.length + exact.length);
    const rate = new Float64Array(at.length);
    let length = 0;
    const put = (index: number, value: number): void => {
      if (Number.isFinite(value) && (length === 0 || at[length - 1] !== index)) {
        at[length] = index;
        rate[length] = value;
        length += 1;
      }
    };
    let next = 0;
    for (let i = 0; i < trace.rates.length; i += 1) {
      const index = i * trace.stride;
      for (let point = exact[next]; point !== undefined && point.at < index; point = exact[next]) {
        put(point.at, point.rate);
        next += 1;
      }
      put(index, trace.rates[i] ?? Number.NaN);
    }
    for (const point of exact.slice(next)) {
      if (length === 0 || point.at > (at[length - 1] ?? 0)) {
        put(point.at, point.rate);
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
