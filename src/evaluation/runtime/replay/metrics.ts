/** What a training would measure, by the number of the measurement (0-based). */
export type Course = (measurement: number) => number;

/**
 * Two trainings of which one gets ever better and the other never does, by what falls as by what rises. A callback whose
 * rates are the same in both does not follow the training; no single course could show that it does.
 */
export const COURSES: readonly [Course, Course] = [better, worse];

function better(measurement: number): number {
  return 1 / (measurement + 1);
}

function worse(measurement: number): number {
  return measurement + 1;
}

/** Measurements of a stand-in training. They are numbers that nobody measured, so it is noted when one is read. */
export class Metrics {
  /** The first that was read; null while none was. */
  read: string | null = null;
  private measurements = 0;

  constructor(private readonly course: Course) {}

  /** The `logs` that a hook is called with. */
  logs(): object {
    const value = this.course(this.measurements);
    this.measurements += 1;
    return new Proxy<Record<string, unknown>>(
      {},
      {
        get: (own, name) => {
          if (typeof name === 'symbol' || name in own) {
            return Reflect.get(own, name) as unknown;
          }
          this.read ??= name;
          return value;
        },
      },
    );
  }
}
