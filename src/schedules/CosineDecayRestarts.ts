import { LearningRateSchedule } from './LearningRateSchedule';
import { ParameterReader } from './ParameterReader';

/** Parameters of {@link CosineDecayRestarts}. Lengths are in steps. */
export type CosineDecayRestartsConfig = {
  /** The rate at step 0 and at the top of the first period. */
  initialLearningRate: number;
  /** Steps of the first period; above 0, may be fractional. */
  firstDecaySteps: number;
  /** How much longer each period is than the one before; above 0. Default 2. */
  tMul?: number;
  /** How much higher each restart is than the one before. Default 1. */
  mMul?: number;
  /** The lowest rate as a fraction of the initial rate; `mMul` does not scale it. Default 0. */
  alpha?: number;
  /** Default "SGDRDecay", which is not the name of the class. */
  name?: string | null;
};

/** How close to a whole number of restarts a quotient of logarithms counts as that number. */
const RESTART_TOLERANCE = 1e-9;

/**
 * Falls along half a cosine again and again, each period `tMul` times as long and `mMul` times as high as the one
 * before. A restart step itself is at the top of the new period. It never ends; with tMul below 1 the periods
 * shrink to nothing at firstDecaySteps / (1 − tMul), from where on the rate is NaN.
 *
 * Source: `keras.optimizers.schedules.CosineDecayRestarts`; Loshchilov & Hutter, SGDR (arXiv 1608.03983).
 */
export class CosineDecayRestarts extends LearningRateSchedule {
  static override get className(): string {
    return 'CosineDecayRestarts';
  }

  readonly initialLearningRate: number;
  readonly firstDecaySteps: number;
  readonly tMul: number;
  readonly mMul: number;
  readonly alpha: number;
  readonly name: string | null;

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `firstDecaySteps` or `tMul` is not above 0, or a number is not finite.
   */
  constructor(config: CosineDecayRestartsConfig) {
    super();
    const parameters = new ParameterReader('CosineDecayRestarts', config);
    this.initialLearningRate = parameters.number('initialLearningRate');
    this.firstDecaySteps = parameters.positive('firstDecaySteps');
    this.tMul = parameters.positive('tMul', 2);
    this.mMul = parameters.number('mMul', 1);
    this.alpha = parameters.number('alpha', 0);
    this.name = parameters.name('SGDRDecay');
    if (new.target === CosineDecayRestarts) parameters.allowOnly(Object.keys(this.getConfig()));
  }

  call(step: number): number {
    const periods = step / this.firstDecaySteps;
    const restarts = this.restartsBefore(periods);
    const height = 0.5 * this.mMul ** restarts * (1 + Math.cos(Math.PI * this.completed(periods, restarts)));
    return this.initialLearningRate * ((1 - this.alpha) * height + this.alpha);
  }

  getConfig(): Required<CosineDecayRestartsConfig> {
    return {
      initialLearningRate: this.initialLearningRate,
      firstDecaySteps: this.firstDecaySteps,
      tMul: this.tMul,
      mMul: this.mMul,
      alpha: this.alpha,
      name: this.name,
    };
  }

  /** `periods` counts lengths of the first period, whatever the later ones are. */
  private restartsBefore(periods: number): number {
    if (this.tMul === 1) return Math.floor(periods);
    const restarts = Math.log(1 - periods * (1 - this.tMul)) / Math.log(this.tMul);
    // At every restart the quotient is whole but for rounding, which differs between maths libraries (log 1000 /
    // log 10 is 2.999…) and must not move the restart by a step.
    const nearest = Math.round(restarts);
    return Math.abs(restarts - nearest) < RESTART_TOLERANCE ? nearest : Math.floor(restarts);
  }

  private completed(periods: number, restarts: number): number {
    if (this.tMul === 1) return periods - restarts;
    const length = this.tMul ** restarts;
    return (periods - (1 - length) / (1 - this.tMul)) / length;
  }
}

/** The same as `new CosineDecayRestarts(config)`. */
export function cosineDecayRestarts(config: CosineDecayRestartsConfig): CosineDecayRestarts {
  return new CosineDecayRestarts(config);
}
