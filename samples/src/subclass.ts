import * as tf from '@tensorflow/tfjs';
import { LearningRateSchedule, type ScheduleConfig } from 'tfjs-lr-schedules';

/** The subclass form: a rule of your own, any rate for any step. This one halves the rate every `halfLife` steps. */
// @lr steps=300
export class HalvingDecay extends LearningRateSchedule {
  static override get className(): string {
    return 'HalvingDecay';
  }

  readonly initialLearningRate: number;
  readonly halfLife: number;

  constructor({ initialLearningRate = 0.2, halfLife = 100 } = {}) {
    super();
    this.initialLearningRate = initialLearningRate;
    this.halfLife = halfLife;
  }

  /** The learning rate at a step, counted from 0. */
  override call(step: number): number {
    return this.initialLearningRate * 0.5 ** (step / this.halfLife);
  }

  /** What the constructor needs to make an equal schedule. */
  override getConfig(): ScheduleConfig {
    return { initialLearningRate: this.initialLearningRate, halfLife: this.halfLife };
  }
}

tf.serialization.registerClass(HalvingDecay);
