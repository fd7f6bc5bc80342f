/** One budget of the design with what was measured for it. */
export interface Row {
  readonly what: string;
  readonly budget: string;
  /** The figure that the budget is about, with its unit. */
  readonly result: string;
  readonly met: boolean;
  /** What helps to read it: medians, extremes, counts, what was left out. */
  readonly figures: Readonly<Record<string, string | number>>;
}

/** The value below which a part of all values lie, by the nearest rank. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

/** Median, 95th percentile and extreme of times in milliseconds. */
export function spread(values: readonly number[]): Readonly<Record<string, string>> {
  return {
    median: milliseconds(median(values)),
    p95: milliseconds(quantile(values, 0.95)),
    longest: milliseconds(Math.max(...values)),
    runs: String(values.length),
  };
}
