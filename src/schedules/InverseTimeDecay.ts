import { LearningRateSchedule } from './LearningRateSchedule';
import { ParameterReader } from './ParameterReader';

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
export class InverseTimeDecay extends LearningRateSchedule {
  static override get className(): string {
    return 'InverseTimeDecay';
  }

  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly decayRate: number;
  readonly staircase: boolean;
  readonly name: string | null;

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `decaySteps` is not above 0, or a number is not finite.
   */
  constructor(config: InverseTimeDecayConfig) {
    super();
    const parameters = new ParameterReader('InverseTimeDecay', config);
    this.initialLearningRate = parameters.number('initialLearningRate');
    this.decaySteps = parameters.positive('decaySteps');
    this.decayRate = parameters.number('decayRate');
    this.staircase = parameters.flag('staircase', false);
    this.name = parameters.name('InverseTimeDecay');
    if (new.target === InverseTimeDecay) parameters.allowOnly(Object.keys(this.getConfig()));
  }

  call(step: number): number {
    const decays = step / this.decaySteps;
    return this.initialLearningRate / (1 + this.decayRate * (this.staircase ? Math.floor(decays) : decays));
  }

  getConfig(): Required<InverseTimeDecayConfig> {
    return {
      initialLearningRate: this.initialLearningRate,
      decaySteps: this.decaySteps,
      decayRate: this.decayRate,
      staircase: this.staircase,
      name: this.name,
    };
  }
}

/** The same as `new InverseTimeDecay(config)`. */
export function inverseTimeDecay(config: InverseTimeDecayConfig): InverseTimeDecay {
  return new InverseTimeDecay(config);
}
