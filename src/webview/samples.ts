import type { RatePoint } from '../protocol/curve';
import { boundsOf, type Bounds, type Pyramid } from './workers/pyramid';

/** A rate at an index, and whether it was computed there or read off between two computed ones. */
export interface Reading {
  readonly rate: number;
  readonly exact: boolean;
}

/** The rates of one schedule as they are drawn and read. Indices are steps or epochs, 0-based. */
export interface CurveSamples {
  /** The last index there is a rate for. */
  readonly lastIndex: number;
  /**
   * Calls `point` in order of index with what draws the stretch from `from` to `to` on so many columns of pixels: every
   * rate where they fit, else the bounds of each column, and one rate beyond each end so that lines leave the picture.
   */
  readonly forEachPoint: (
    from: number,
    to: number,
    columns: number,
    point: (index: number, rate: number) => void,
  ) => void;
  readonly bounds: (from: number, to: number) => Bounds;
  /** Null beyond the rates. */
  readonly rateAt: (index: number) => Reading | null;
}

/** Some hundred points that were chosen where the curve was computed. */
export class SparseSamples implements CurveSamples {
  readonly lastIndex: number;

  constructor(private readonly points: readonly RatePoint[]) {
    this.lastIndex = points.at(-1)?.at ?? 0;
  }

  forEachPoint(
    from: number,
    to: number,
    _columns: number,
    point: (index: number, rate: number) => void,
  ): void {
    const first = Math.max(0, positionAtOrBefore(this.points, from));
    for (let i = first; i < this.points.length; i += 1) {
      const { at, rate } = this.points[i] ?? { at: to, rate: Number.NaN };
      point(at, rate);
      if (at > to) {
        return;
      }
    }
  }

  bounds(from: number, to: number): Bounds {
    const bounds: Bounds = { lowest: Number.NaN, highest: Number.NaN };
    const include = (rate: number): void => {
      if (Number.isFinite(rate)) {
        bounds.lowest = rate < bounds.lowest || Number.isNaN(bounds.lowest) ? rate : bounds.lowest;
        bounds.highest = rate > bounds.highest || Number.isNaN(bounds.highest) ? rate : bounds.highest;
      }
    };
    for (const { at, rate } of this.points) {
      if (at >= from && at <= to) {
        include(rate);
      }
    }
    include(this.rateAt(from)?.rate ?? Number.NaN);
    include(this.rateAt(to)?.rate ?? Number.NaN);
    return bounds;
  }

  rateAt(index: number): Reading | null {
    return readPoints(this.points, index);
  }
}

/** Every rate, or every n-th with the ones that were wanted besides, under a pyramid of bounds. */
export class DenseSamples implements CurveSamples {
  readonly lastIndex: number;

  constructor(
    private readonly pyramid: Pyramid,
    private readonly stride: number,
    private readonly extra: readonly RatePoint[],
  ) {
    const last = (pyramid.rates.length - 1) * stride;
    this.lastIndex = Math.max(0, last, extra.at(-1)?.at ?? 0);
  }

  forEachPoint(
    from: number,
    to: number,
    columns: number,
    point: (index: number, rate: number) => void,
  ): void {
    const { rates } = this.pyramid;
    const first = Math.max(0, Math.floor(from / this.stride));
    const last = Math.min(rates.length - 1, Math.ceil(to / this.stride));
    const width = Math.ceil((last - first + 1) / Math.max(1, columns));
    if (width > 2) {
      this.forEachColumn(first, last, width, point);
      return;
    }
    let next = this.extra.findIndex(({ at }) => at > (first - 1) * this.stride);
    for (let i = first; i <= last; i += 1) {
      const index = i * this.stride;
      for (; next >= 0 && (this.extra[next]?.at ?? index) < index; next += 1) {
        const { at, rate } = this.extra[next] ?? { at: index, rate: Number.NaN };
        point(at, rate);
      }
      point(index, rates[i] ?? Number.NaN);
    }
    for (; next >= 0 && next < this.extra.length; next += 1) {
      const { at, rate } = this.extra[next] ?? { at: to, rate: Number.NaN };
      if (at > last * this.stride) {
        point(at, rate);
      }
      if (at > to) {
        return;
      }
    }
  }

  bounds(from: number, to: number): Bounds {
    const bounds = boundsOf(this.pyramid, Math.floor(from / this.stride), Math.floor(to / this.stride) + 1);
    for (const { at, rate } of this.stride > 1 ? this.extra : []) {
      if (at >= from && at <= to && Number.isFinite(rate)) {
        bounds.lowest = rate < bounds.lowest || Number.isNaN(bounds.lowest) ? rate : bounds.lowest;
        bounds.highest = rate > bounds.highest || Number.isNaN(bounds.highest) ? rate : bounds.highest;
      }
    }
    return bounds;
  }

  rateAt(index: number): Reading | null {
    const rate = this.rateOf(index);
    if (rate !== undefined) {
      return { rate, exact: true };
    }
    const extra = readPoints(this.extra, index);
    if (extra?.exact === true) {
      return extra;
    }
    const below = Math.floor(index / this.stride) * this.stride;
    const left = this.rateOf(below);
    const right = this.rateOf(below + this.stride);
    return left === undefined || right === undefined
      ? null
      : { rate: left + ((right - left) * (index - below)) / this.stride, exact: false };
  }

  private rateOf(index: number): number | undefined {
    return this.pyramid.rates[index / this.stride];
  }

  /** Two points a column: its bounds, in the order that goes on from where its first rate lies. */
  private forEachColumn(
    first: number,
    last: number,
    width: number,
    point: (index: number, rate: number) => void,
  ): void {
    const { rates } = this.pyramid;
    // Columns begin at multiples of their width, so that a curve does not shimmer while it is panned.
    for (let start = Math.floor(first / width) * width; start <= last; start += width) {
      const end = Math.min(rates.length, start + width);
      const { lowest, highest } = boundsOf(this.pyramid, start, end);
      const rises = !((rates[start] ?? Number.NaN) > (rates[end - 1] ?? Number.NaN));
      point(start * this.stride, rises ? lowest : highest);
      point((end - 1) * this.stride, rises ? highest : lowest);
    }
  }
}

/** The position of the last point at or before `index`; -1 when all come after it. */
function positionAtOrBefore(points: readonly RatePoint[], index: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.at ?? Number.POSITIVE_INFINITY) <= index) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

function readPoints(points: readonly RatePoint[], index: number): Reading | null {
  const position = positionAtOrBefore(points, index);
  const left = points[position];
  if (left === undefined) {
    return null;
  }
  if (left.at === index) {
    return { rate: left.rate, exact: true };
  }
  const right = points[position + 1];
  if (right === undefined) {
    return null;
  }
  const share = (index - left.at) / (right.at - left.at);
  return { rate: left.rate + (right.rate - left.rate) * share, exact: false };
}
