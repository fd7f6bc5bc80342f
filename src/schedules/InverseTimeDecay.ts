import { EndlessDecay } from './EndlessDecay';

/** Parameters of {@link InverseTimeDecay}. Lengths are in steps. */
export type InverseTimeDecayConfig = {
  /** The rate at step 0. */
  initialLearningRate: number;
  /** Steps that count as one decay; above 0, may be fractional. */
  decaySteps: number;
  /** What each decay adds to the divisor. */
  decayRate: number;
  /** Decay at whole multiples of `decaySteps` only, in stairs. Default false. */
  staircase?: boolean;
  /** Default "InverseTimeDecay". */
  name?: string | null;
};

/**
 * Divides the rate by a number that grows with time: initialLearningRate / (1 + decayRate · step / decaySteps).
 * It never ends. A staircase has the new rate already at the multiple itself.
 *
 * Source: `keras.optimizers.schedules.InverseTimeDecay`.
 */
export class InverseTimeDecay extends EndlessDecay {
  static override get className(): string {
    return 'InverseTimeDecay';
  }

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `decaySteps` is not above 0, or a number is not finite.
   */
  constructor(config: InverseTimeDecayConfig) {
    super(InverseTimeDecay, config);
  }

  call(step: number): number {
    return this.initialLearningRate / (1 + this.decayRate * this.decaysAt(step));
  }
}

/** The same as `new InverseTimeDecay(config)`. */
export function inverseTimeDecay(config: InverseTimeDecayConfig): InverseTimeDecay {
  return new InverseTimeDecay(config);
}
