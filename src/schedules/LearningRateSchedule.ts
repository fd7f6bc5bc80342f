/** What a parameter may hold so that a configuration survives JSON unchanged. */
export type ConfigValue = boolean | number | string | null | ConfigValue[] | { [key: string]: ConfigValue };

/** The parameters of a schedule by name, as `getConfig` gives and a constructor takes them. */
export type ScheduleConfig = { [key: string]: ConfigValue };

/**
 * A class of schedules as `fromConfig` needs it. `never` lets every constructor of one config object through,
 * whatever its type asks for.
 */
export type ScheduleConstructor<T extends LearningRateSchedule> = new (config: never) => T;

/**
 * A rule that gives the learning rate of every update of a training run. Extend it to write your own schedule;
 * `call` and `getConfig` are all it needs, and `className` if it is to be saved.
 *
 * Its shape is that of tf.js's `Serializable`, so `tf.serialization.registerClass` takes subclasses as they are,
 * yet nothing here imports tf.js: the same class draws a plot, runs in a test and drives the training.
 *
 * Source: `keras.optimizers.schedules.LearningRateSchedule`.
 */
export abstract class LearningRateSchedule {
  /**
   * The name under which the class is saved.
   *
   * @throws Error in a subclass that defines none. The name of the constructor will not do: a minifier changes
   *   it, and what was saved before could no longer be loaded.
   */
  static get className(): string {
    throw new Error(
      `${this.name}: define "static get className() { return '${this.name}'; }" to register or save this schedule.`,
    );
  }

  /**
   * Builds a schedule from what `getConfig` returned.
   *
   * @throws whatever the constructor of `cls` throws for a parameter that cannot work.
   */
  static fromConfig<T extends LearningRateSchedule>(cls: ScheduleConstructor<T>, config: ScheduleConfig): T {
    return new (cls as new (config: ScheduleConfig) => T)(config);
  }

  /**
   * The learning rate at `step`, the number of updates already made (0-based): `call(0)` is the rate of the
   * first update. It depends on `step` alone, so that asking twice, or out of order, gives the same rates.
   */
  abstract call(step: number): number;

  /** Every parameter by name. The constructor, given this object, makes an equal schedule. */
  abstract getConfig(): ScheduleConfig;

  /**
   * The class's `className`.
   *
   * @throws Error if the class defines none.
   */
  getClassName(): string {
    return (this.constructor as typeof LearningRateSchedule).className;
  }
}
