import { type CycleConfig, CyclicalLearningRate } from './CyclicalLearningRate';
import { ParameterReader } from './ParameterReader';

/** Parameters of {@link Triangular2CyclicalLearningRate}: those of every cycle. */
export type Triangular2CyclicalLearningRateConfig = CycleConfig;

/**
 * Goes up and down in straight lines between two rates, each cycle half as high as the one before. In scale mode
 * "iterations" the height halves with every step instead.
 *
 * Source: `tfa.optimizers.Triangular2CyclicalLearningRate`; "triangular2" in Smith (arXiv 1506.01186).
 */
export class Triangular2CyclicalLearningRate extends CyclicalLearningRate {
  static override get className(): string {
    return 'Triangular2CyclicalLearningRate';
  }

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `stepSize` is not above 0, a number is not finite, or the scale mode is unknown.
   */
  constructor(config: Triangular2CyclicalLearningRateConfig) {
    const parameters = new ParameterReader('Triangular2CyclicalLearningRate', config);
    super({ ...config, scaleFn: (x) => 1 / 2 ** (x - 1) });
    if (new.target === Triangular2CyclicalLearningRate) {
      parameters.allowOnly(['name', ...Object.keys(this.getConfig())]);
    }
  }

  override getConfig(): Triangular2CyclicalLearningRateConfig {
    return this.cycleConfig();
  }
}

/** The same as `new Triangular2CyclicalLearningRate(config)`. */
export function triangular2CyclicalLearningRate(
  config: Triangular2CyclicalLearningRateConfig,
): Triangular2CyclicalLearningRate {
  return new Triangular2CyclicalLearningRate(config);
}
