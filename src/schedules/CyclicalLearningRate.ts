import { LearningRateSchedule, type ScheduleConfig } from './LearningRateSchedule';
import { ParameterReader } from './ParameterReader';

/** The height of a cycle, 1 for the full height. Its argument is what the scale mode says. */
export type ScaleFunction = (x: number) => number;

/** What a scale function is given: the number of the cycle, counted from 1, or the step, from 0. */
export type ScaleMode = 'cycle' | 'iterations';

/** The parameters that all cyclical schedules share. Lengths are in steps. */
export type CycleConfig = {
  /** The rate at the bottom of every cycle, at step 0 too. */
  initialLearningRate: number;
  /** The rate at the top of an unscaled cycle. */
  maximalLearningRate: number;
  /** Steps of HALF a cycle, from the bottom to the top; above 0, may be fractional. */
  stepSize: number;
  /** Default "cycle". */
  scaleMode?: ScaleMode;
  /** Default the name of the class, and then not part of `getConfig`, as in TensorFlow Addons. */
  name?: string | null;
};

/** Parameters of {@link CyclicalLearningRate}. */
export type CyclicalLearningRateConfig = CycleConfig & {
  /** The height of each cycle (or at each step), such as `(cycle) => 1 / cycle`. */
  scaleFn: ScaleFunction;
};

const SCALE_MODES = ['cycle', 'iterations'] as const;

/**
 * Goes up and down in straight lines between two rates, the height of the cycles scaled by a function:
 * initialLearningRate + (maximalLearningRate − initialLearningRate) · triangle · scaleFn(cycle or step), where
 * the triangle starts at 0 and is 1 after `stepSize` steps.
 *
 * To save such a schedule, extend this class as {@link TriangularCyclicalLearningRate} does: a config holds
 * `scaleFn` itself, and JSON drops functions.
 *
 * Source: `tfa.optimizers.CyclicalLearningRate`; Smith, Cyclical Learning Rates (arXiv 1506.01186). Unlike
 * TensorFlow Addons it refuses an unknown scale mode, which there means "iterations".
 */
export class CyclicalLearningRate extends LearningRateSchedule {
  static override get className(): string {
    return 'CyclicalLearningRate';
  }

  readonly initialLearningRate: number;
  readonly maximalLearningRate: number;
  readonly stepSize: number;
  readonly scaleFn: ScaleFunction;
  readonly scaleMode: ScaleMode;
  readonly name: string | null;

  /**
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `stepSize` is not above 0, a number is not finite, or the scale mode is unknown.
   */
  constructor(config: CyclicalLearningRateConfig) {
    super();
    const { className } = new.target;
    const parameters = new ParameterReader(className, config);
    this.initialLearningRate = parameters.number('initialLearningRate');
    this.maximalLearningRate = parameters.number('maximalLearningRate');
    this.stepSize = parameters.positive('stepSize');
    const scaleFn: unknown = config.scaleFn;
    if (typeof scaleFn !== 'function') {
      parameters.wrongType(
        'scaleFn',
        'must be a function (JSON holds none: extend this class to save one)',
        scaleFn,
      );
    }
    this.scaleFn = config.scaleFn;
    this.scaleMode = parameters.choice('scaleMode', SCALE_MODES, 'cycle');
    this.name = parameters.name(className);
    if (new.target === CyclicalLearningRate) parameters.allowOnly(['name', ...Object.keys(this.getConfig())]);
  }

  call(step: number): number {
    const { initialLearningRate, maximalLearningRate, stepSize, scaleFn } = this;
    const cycle = Math.floor(1 + step / (2 * stepSize));
    const distanceFromTop = Math.abs(step / stepSize - 2 * cycle + 1);
    const scale = scaleFn(this.scaleMode === 'cycle' ? cycle : step);
    return (
      initialLearningRate +
      (maximalLearningRate - initialLearningRate) * Math.max(0, 1 - distanceFromTop) * scale
    );
  }

  getConfig(): ScheduleConfig & { scaleFn?: ScaleFunction } {
    const config: ScheduleConfig = this.cycleConfig();
    return Object.assign(config, { scaleFn: this.scaleFn });
  }

  /** The parameters shared by all cyclical schedules, safe for JSON. */
  protected cycleConfig(): CycleConfig {
    return {
      initialLearningRate: this.initialLearningRate,
      maximalLearningRate: this.maximalLearningRate,
      stepSize: this.stepSize,
      scaleMode: this.scaleMode,
      ...(this.name === this.getClassName() ? {} : { name: this.name }),
    };
  }
}

/** The same as `new CyclicalLearningRate(config)`. */
export function cyclicalLearningRate(config: CyclicalLearningRateConfig): CyclicalLearningRate {
  return new CyclicalLearningRate(config);
}
