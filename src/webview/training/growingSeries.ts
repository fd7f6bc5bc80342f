const FIRST_CAPACITY = 256;

/** Values at rising places, one added after the other while a run goes on. */
export class GrowingSeries {
  private places = new Float64Array(FIRST_CAPACITY);
  private numbers = new Float64Array(FIRST_CAPACITY);
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** The place of the i-th value; NaN where there is none. */
  placeOf(i: number): number {
    return i < this.count ? (this.places[i] ?? Number.NaN) : Number.NaN;
  }

  /** The i-th value; NaN where there is none. */
  valueOf(i: number): number {
    return i < this.count ? (this.numbers[i] ?? Number.NaN) : Number.NaN;
  }

  push(place: number, value: number): void {
    if (this.count === this.places.length) {
      this.places = grown(this.places);
      this.numbers = grown(this.numbers);
    }
    this.places[this.count] = place;
    this.numbers[this.count] = value;
    this.count += 1;
  }

  /** The position of the last value at or before a place; -1 when all come after it. */
  positionAt(place: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.placeOf(middle) <= place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The value in force at a place; NaN before the first and beyond the last. */
  valueAt(place: number): number {
    return place > this.placeOf(this.count - 1) ? Number.NaN : this.valueOf(this.positionAt(place));
  }

  /**
   * Calls `point` with what draws the series in so many columns: each value where they fit, else the lowest and the
   * highest of each stretch, in their order. Values that are not finite are left out.
   */
  forEachDrawn(columns: number, point: (place: number, value: number) => void): void {
    const width = this.count <= 2 * columns ? 1 : Math.ceil(this.count / columns);
    for (let start = 0; start < this.count; start += width) {
      let lowest = -1;
      let highest = -1;
      for (let i = start; i < Math.min(this.count, start + width); i += 1) {
        const value = this.valueOf(i);
        if (Number.isFinite(value)) {
          lowest = lowest < 0 || value < this.valueOf(lowest) ? i : lowest;
          highest = highest < 0 || value > this.valueOf(highest) ? i : highest;
        }
      }
      if (lowest >= 0) {
        const first = Math.min(lowest, highest);
        const second = Math.max(lowest, highest);
        point(this.placeOf(first), this.valueOf(first));
        if (second !== first) {
          point(this.placeOf(second), this.valueOf(second));
        }
      }
    }
  }

  /** All values, without their places. */
  get values(): Float64Array {
    return this.numbers.subarray(0, this.count);
  }
}

function grown(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * array.length);
  larger.set(array);
  return larger;
}
