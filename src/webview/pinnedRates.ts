import type { CurveEvaluator, CurveJob } from './curveEvaluator';
import type { Reading } from './samples';
import type { Series } from './series';

/** Exact rates at single indices: from the curve where it holds them, else computed. */
export class PinnedRates {
  /** By computation and index; the rate is null while it is on its way, and where there is none. */
  private readonly known = new Map<string, number | null>();

  constructor(
    private readonly evaluator: CurveEvaluator,
    private readonly onArrival: () => void,
  ) {}

  /** What is known of the rate at `index` now. When that is not exact and `job` allows, the exact one is on its way. */
  read(series: Series, index: number, job: CurveJob | null): Reading | null {
    const sampled = series.samples?.rateAt(index) ?? null;
    // While the curve itself is being computed, it will most likely hold the rate.
    if (sampled?.exact === true || job === null || series.host !== 'webview') {
      return sampled;
    }
    const name = `${job.key}\n${index}`;
    const computed = this.known.get(name);
    if (computed === undefined) {
      this.known.set(name, null);
      this.evaluator.rateAt(job, index).then(
        (rate) => {
          this.known.set(name, rate);
          this.onArrival();
        },
        () => {
          // Dropped for something newer; should this be wanted again, it is asked for again.
          this.known.delete(name);
        },
      );
    }
    return computed == null ? sampled : { rate: computed, exact: true };
  }
}
