import { LearningRateSchedule } from './LearningRateSchedule';
import { ParameterReader } from './ParameterReader';

/** Parameters of {@link PolynomialDecay}. Lengths are in steps. */
export type PolynomialDecayConfig = {
  /** The rate at step 0. */
  initialLearningRate: number;
  /** Steps until the end rate is reached; above 0, may be fractional. */
  decaySteps: number;
  /** The rate from `decaySteps` on. Default 0.0001, not 0. */
  endLearningRate?: number;
  /** The exponent: 1 falls in a straight line, more falls faster at first. Default 1. */
  power?: number;
  /** Stretch the decay over one more `decaySteps` each time it ends. Default false. */
  cycle?: boolean;
  /** Default "PolynomialDecay". */
  name?: string | null;
};

/**
 * Falls from the initial to the end rate along a power of the time left:
 * (initialLearningRate − endLearningRate) · (1 − step / decaySteps) ^ power + endLearningRate, then stays.
 *
 * With `cycle` the length is the next multiple of `decaySteps`: a multiple itself has the end rate and the step
 * after it the rate part of the way up, less far with each cycle.
 *
 * Source: `keras.optimizers.schedules.PolynomialDecay`.
 */
export class PolynomialDecay extends LearningRateSchedule {
  static override get className(): string {
    return 'PolynomialDecay';
  }

  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly endLearningRate: number;
  readonly power: number;
  readonly cycle: boolean;
  readonly name: string | null;

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `decaySteps` is not above 0, or a number is not finite.
   */
  constructor(config: PolynomialDecayConfig) {
    super();
    const parameters = new ParameterReader('PolynomialDecay', config);
    this.initialLearningRate = parameters.number('initialLearningRate');
    this.decaySteps = parameters.positive('decaySteps');
    this.endLearningRate = parameters.number('endLearningRate', 1e-4);
    this.power = parameters.number('power', 1);
    this.cycle = parameters.flag('cycle', false);
    this.name = parameters.name('PolynomialDecay');
    if (new.target === PolynomialDecay) parameters.allowOnly(Object.keys(this.getConfig()));
  }

  call(step: number): number {
    const remaining = 1 - this.completed(step);
    return (this.initialLearningRate - this.endLearningRate) * remaining ** this.power + this.endLearningRate;
  }

  getConfig(): Required<PolynomialDecayConfig> {
    return {
      initialLearningRate: this.initialLearningRate,
      decaySteps: this.decaySteps,
      endLearningRate: this.endLearningRate,
      power: this.power,
      cycle: this.cycle,
      name: this.name,
    };
  }

  private completed(step: number): number {
    if (!this.cycle) return Math.min(step, this.decaySteps) / this.decaySteps;
    // No multiple of the length has passed at step 0, yet the first cycle has begun.
    const cycles = step === 0 ? 1 : Math.ceil(step / this.decaySteps);
    return step / (this.decaySteps * cycles);
  }
}

/** The same as `new PolynomialDecay(config)`. */
export function polynomialDecay(config: PolynomialDecayConfig): PolynomialDecay {
  return new PolynomialDecay(config);
}
