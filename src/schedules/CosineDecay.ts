import { LearningRateSchedule } from './LearningRateSchedule';
import { ParameterReader } from './ParameterReader';

/** Parameters of {@link CosineDecay}. Lengths are in steps. */
export type CosineDecayConfig = {
  /** The rate at step 0: where the warmup starts, or the peak if there is no warmup. */
  initialLearningRate: number;
  /** Steps of the decay, the warmup not counted; above 0, may be fractional. */
  decaySteps: number;
  /** The final rate as a fraction of the peak. Default 0. */
  alpha?: number;
  /** Default "CosineDecay". */
  name?: string | null;
  /** The rate at the end of the warmup. Null, the default, means no warmup; 0 is a target like any other. */
  warmupTarget?: number | null;
  /** Steps of the warmup, ignored without `warmupTarget`. Default 0. */
  warmupSteps?: number;
};

/**
 * Falls along half a cosine from the peak to alpha · peak over `decaySteps`, then stays. With a `warmupTarget`
 * the rate first goes in a straight line from the initial rate to the target over `warmupSteps`, so that the
 * whole is warmupSteps + decaySteps long and peaks at step `warmupSteps`.
 *
 * Source: `keras.optimizers.schedules.CosineDecay`; Loshchilov & Hutter, SGDR (arXiv 1608.03983).
 */
export class CosineDecay extends LearningRateSchedule {
  static override get className(): string {
    return 'CosineDecay';
  }

  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly alpha: number;
  readonly name: string | null;
  readonly warmupTarget: number | null;
  readonly warmupSteps: number;

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `decaySteps` is not above 0, a number is not finite, or there is a `warmupTarget` and
   *   `warmupSteps` is negative: Keras then skips the top of the curve.
   */
  constructor(config: CosineDecayConfig) {
    super();
    const parameters = new ParameterReader('CosineDecay', config);
    this.initialLearningRate = parameters.number('initialLearningRate');
    this.decaySteps = parameters.positive('decaySteps');
    this.alpha = parameters.number('alpha', 0);
    this.name = parameters.name('CosineDecay');
    this.warmupTarget = parameters.optionalNumber('warmupTarget');
    this.warmupSteps = parameters.number('warmupSteps', 0);
    if (this.warmupTarget !== null && this.warmupSteps < 0) {
      parameters.outOfRange('warmupSteps', 'must not be negative', this.warmupSteps);
    }
    if (new.target === CosineDecay) parameters.allowOnly(Object.keys(this.getConfig()));
  }

  call(step: number): number {
    if (this.warmupTarget === null) return this.decayed(step, this.initialLearningRate);
    if (step < this.warmupSteps) {
      const risen = step / this.warmupSteps;
      return this.initialLearningRate + (this.warmupTarget - this.initialLearningRate) * risen;
    }
    return this.decayed(step - this.warmupSteps, this.warmupTarget);
  }

  getConfig(): Required<CosineDecayConfig> {
    return {
      initialLearningRate: this.initialLearningRate,
      decaySteps: this.decaySteps,
      alpha: this.alpha,
      name: this.name,
      warmupTarget: this.warmupTarget,
      warmupSteps: this.warmupSteps,
    };
  }

  private decayed(step: number, peak: number): number {
    const completed = Math.min(step, this.decaySteps) / this.decaySteps;
    const cosine = 0.5 * (1 + Math.cos(Math.PI * completed));
    return peak * ((1 - this.alpha) * cosine + this.alpha);
  }
}

/** The same as `new CosineDecay(config)`. */
export function cosineDecay(config: CosineDecayConfig): CosineDecay {
  return new CosineDecay(config);
}
