import { type CycleConfig, CyclicalLearningRate } from './CyclicalLearningRate';
import { ParameterReader } from './ParameterReader';

/** Parameters of {@link TriangularCyclicalLearningRate}: those of every cycle. */
export type TriangularCyclicalLearningRateConfig = CycleConfig;

/**
 * Goes up and down in straight lines between two rates, every cycle equally high, so that `scaleMode` changes
 * nothing.
 *
 * Source: `tfa.optimizers.TriangularCyclicalLearningRate`; "triangular" in Smith (arXiv 1506.01186).
 */
export class TriangularCyclicalLearningRate extends CyclicalLearningRate {
  static override get className(): string {
    return 'TriangularCyclicalLearningRate';
  }

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `stepSize` is not above 0, a number is not finite, or the scale mode is unknown.
   */
  constructor(config: TriangularCyclicalLearningRateConfig) {
    const parameters = new ParameterReader('TriangularCyclicalLearningRate', config);
    super({ ...config, scaleFn: () => 1 });
    if (new.target === TriangularCyclicalLearningRate) {
      parameters.allowOnly(['name', ...Object.keys(this.getConfig())]);
    }
  }

  override getConfig(): TriangularCyclicalLearningRateConfig {
    return this.cycleConfig();
  }
}

/** The same as `new TriangularCyclicalLearningRate(config)`. */
export function triangularCyclicalLearningRate(
  config: TriangularCyclicalLearningRateConfig,
): TriangularCyclicalLearningRate {
  return new TriangularCyclicalLearningRate(config);
}
