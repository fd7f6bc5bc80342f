import { LearningRateSchedule } from './LearningRateSchedule';
import { ParameterReader } from './ParameterReader';

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
export class ExponentialDecay extends LearningRateSchedule {
  static override get className(): string {
    return 'ExponentialDecay';
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
  constructor(config: ExponentialDecayConfig) {
    super();
    const parameters = new ParameterReader('ExponentialDecay', config);
    this.initialLearningRate = parameters.number('initialLearningRate');
    this.decaySteps = parameters.positive('decaySteps');
    this.decayRate = parameters.number('decayRate');
    this.staircase = parameters.flag('staircase', false);
    this.name = parameters.name('ExponentialDecay');
    if (new.target === ExponentialDecay) parameters.allowOnly(Object.keys(this.getConfig()));
  }

  call(step: number): number {
    const decays = step / this.decaySteps;
    return this.initialLearningRate * this.decayRate ** (this.staircase ? Math.floor(decays) : decays);
  }

  getConfig(): Required<ExponentialDecayConfig> {
    return {
      initialLearningRate: this.initialLearningRate,
      decaySteps: this.decaySteps,
      decayRate: this.decayRate,
      staircase: this.staircase,
      name: this.name,
    };
  }
}

/** The same as `new ExponentialDecay(config)`. */
export function exponentialDecay(config: ExponentialDecayConfig): ExponentialDecay {
  return new ExponentialDecay(config);
}
