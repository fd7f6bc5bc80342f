import { type CycleConfig, CyclicalLearningRate } from './CyclicalLearningRate';
import { ParameterReader } from './ParameterReader';

/** Parameters of {@link ExponentialCyclicalLearningRate}. Here `scaleMode` is "iterations" by default. */
export type ExponentialCyclicalLearningRateConfig = CycleConfig & {
  /** The factor of the height, per step or per cycle. Default 1, which scales nothing. */
  gamma?: number;
};

/**
 * Goes up and down in straight lines between two rates, the height multiplied by `gamma` at every step, or with
 * every cycle, the first one included.
 *
 * Source: `tfa.optimizers.ExponentialCyclicalLearningRate`; "exp_range" in Smith (arXiv 1506.01186), where both
 * boundaries decline. Here, as in TensorFlow Addons, the bottom stays.
 */
export class ExponentialCyclicalLearningRate extends CyclicalLearningRate {
  static override get className(): string {
    return 'ExponentialCyclicalLearningRate';
  }

  readonly gamma: number;

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `stepSize` is not above 0, a number is not finite, or the scale mode is unknown.
   */
  constructor(config: ExponentialCyclicalLearningRateConfig) {
    const parameters = new ParameterReader('ExponentialCyclicalLearningRate', config);
    const gamma = parameters.number('gamma', 1);
    super({ ...config, scaleMode: config.scaleMode ?? 'iterations', scaleFn: (x) => gamma ** x });
    this.gamma = gamma;
    if (new.target === ExponentialCyclicalLearningRate) {
      parameters.allowOnly(['name', ...Object.keys(this.getConfig())]);
    }
  }

  override getConfig(): ExponentialCyclicalLearningRateConfig {
    return { ...this.cycleConfig(), gamma: this.gamma };
  }
}

/** The same as `new ExponentialCyclicalLearningRate(config)`. */
export function exponentialCyclicalLearningRate(
  config: ExponentialCyclicalLearningRateConfig,
): ExponentialCyclicalLearningRate {
  return new ExponentialCyclicalLearningRate(config);
}
