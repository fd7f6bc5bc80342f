import { LearningRateSchedule } from './LearningRateSchedule';
import { ParameterReader } from './ParameterReader';

/** Parameters of {@link PiecewiseConstantDecay}. */
export type PiecewiseConstantDecayConfig = {
  /** The last step of each piece but the final one, in ascending order. */
  boundaries: number[];
  /** The rate of each piece: one more than there are boundaries. */
  values: number[];
  /** Default "PiecewiseConstant", which is not the name of the class. */
  name?: string | null;
};

/**
 * Holds one rate up to and including each boundary, then the next: values[0] while step ≤ boundaries[0].
 *
 * Source: `keras.optimizers.schedules.PiecewiseConstantDecay`. Unlike Keras it takes no unsorted boundaries, for
 * which Keras adds up the rates of the pieces that overlap, and says at construction what Keras says at the first
 * call: that there are no boundaries.
 */
export class PiecewiseConstantDecay extends LearningRateSchedule {
  static override get className(): string {
    return 'PiecewiseConstantDecay';
  }

  readonly boundaries: readonly number[];
  readonly values: readonly number[];
  readonly name: string | null;

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if there are no boundaries, they do not ascend, `values` does not hold one more than
   *   `boundaries`, or a number is not finite.
   */
  constructor(config: PiecewiseConstantDecayConfig) {
    super();
    const parameters = new ParameterReader('PiecewiseConstantDecay', config);
    const boundaries = parameters.numbers('boundaries');
    const values = parameters.numbers('values');
    if (values.length !== boundaries.length + 1) {
      const wanted = boundaries.length + 1;
      parameters.outOfRange('values', `must hold one rate more than boundaries, ${wanted} of them`, values);
    }
    if (boundaries.some((boundary, index) => boundary < (boundaries[index - 1] ?? -Infinity))) {
      parameters.outOfRange('boundaries', 'must be in ascending order', boundaries);
    }
    this.boundaries = boundaries;
    this.values = values;
    this.name = parameters.name('PiecewiseConstant');
    if (new.target === PiecewiseConstantDecay) parameters.allowOnly(Object.keys(this.getConfig()));
  }

  call(step: number): number {
    const { boundaries, values } = this;
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (step <= (boundaries[middle] ?? Infinity)) high = middle;
      else low = middle + 1;
    }
    return values[low] ?? NaN;
  }

  getConfig(): Required<PiecewiseConstantDecayConfig> {
    return { boundaries: [...this.boundaries], values: [...this.values], name: this.name };
  }
}

/** The same as `new PiecewiseConstantDecay(config)`. */
export function piecewiseConstantDecay(config: PiecewiseConstantDecayConfig): PiecewiseConstantDecay {
  return new PiecewiseConstantDecay(config);
}
