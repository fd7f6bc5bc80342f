import { EndlessDecay } from './EndlessDecay';

/** Parameters of {@link ExponentialDecay}. Lengths are in steps. */
export type ExponentialDecayConfig = {
  /** The rate at step 0. */
  initialLearningRate: number;
  /** Steps over which the rate is multiplied by `decayRate` once; above 0, may be fractional. */
  decaySteps: number;
  /** The factor. Below 1 the rate falls, above 1 it grows. */
  decayRate: number;
  /** Decay at whole multiples of `decaySteps` only, in stairs. Default false. */
  staircase?: boolean;
  /** Default "ExponentialDecay". */
  name?: string | null;
};

/**
 * Multiplies the rate by `decayRate` every `decaySteps` steps: initialLearningRate · decayRate ^ (step / decaySteps).
 * It never ends. A staircase has the new rate already at the multiple itself.
 *
 * Source: `keras.optimizers.schedules.ExponentialDecay`.
 */
export class ExponentialDecay extends EndlessDecay {
  static override get className(): string {
    return 'ExponentialDecay';
  }

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `decaySteps` is not above 0, or a number is not finite.
   */
  constructor(config: ExponentialDecayConfig) {
    super(ExponentialDecay, config);
  }

  call(step: number): number {
    return this.initialLearningRate * this.decayRate ** this.decaysAt(step);
  }
}

/** The same as `new ExponentialDecay(config)`. */
export function exponentialDecay(config: ExponentialDecayConfig): ExponentialDecay {
  return new ExponentialDecay(config);
}
