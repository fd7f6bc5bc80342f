import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import * as library from '../../../src/schedules/index';
import type { LearningRateSchedule, ScheduleConfig } from '../../../src/schedules/LearningRateSchedule';
import { camelCased, goldens } from './goldens';

type Schedule = Pick<LearningRateSchedule, 'call' | 'getConfig' | 'getClassName'>;
type Concrete = (new (config: ScheduleConfig) => Schedule) & {
  readonly className: string;
  fromConfig: (typeof LearningRateSchedule)['fromConfig'];
};
type Row = {
  /** Nothing but what is required. */
  readonly least: ScheduleConfig;
  /** Every parameter, none at its default. */
  readonly full: ScheduleConfig;
  /** The parameters that are a length of time. */
  readonly lengths: readonly string[];
};

const decay = { initialLearningRate: 0.1, decaySteps: 100 };
const cycle = { initialLearningRate: 0.1, maximalLearningRate: 0.5, stepSize: 4 };
const rows: Record<string, Row> = {
  ExponentialDecay: {
    least: { ...decay, decayRate: 0.9 },
    full: { ...decay, decayRate: 0.9, staircase: true, name: 'mine' },
    lengths: ['decaySteps'],
  },
  InverseTimeDecay: {
    least: { ...decay, decayRate: 0.9 },
    full: { ...decay, decayRate: 0.9, staircase: true, name: 'mine' },
    lengths: ['decaySteps'],
  },
  PiecewiseConstantDecay: {
    least: { boundaries: [1, 5], values: [0.3, 0.2, 0.1] },
    full: { boundaries: [1, 5], values: [0.3, 0.2, 0.1], name: 'mine' },
    lengths: [],
  },
  PolynomialDecay: {
    least: decay,
    full: { ...decay, endLearningRate: 0.01, power: 2, cycle: true, name: null },
    lengths: ['decaySteps'],
  },
  CosineDecay: {
    least: decay,
    full: { ...decay, alpha: 0.1, name: 'mine', warmupTarget: 0.2, warmupSteps: 10 },
    lengths: ['decaySteps'],
  },
  CosineDecayRestarts: {
    least: { initialLearningRate: 0.1, firstDecaySteps: 10 },
    full: { initialLearningRate: 0.1, firstDecaySteps: 10, tMul: 1.5, mMul: 0.9, alpha: 0.1, name: 'mine' },
    lengths: ['firstDecaySteps', 'tMul'],
  },
  TriangularCyclicalLearningRate: {
    least: cycle,
    full: { ...cycle, scaleMode: 'iterations', name: 'mine' },
    lengths: ['stepSize'],
  },
  Triangular2CyclicalLearningRate: {
    least: cycle,
    full: { ...cycle, scaleMode: 'iterations', name: 'mine' },
    lengths: ['stepSize'],
  },
  ExponentialCyclicalLearningRate: {
    least: cycle,
    full: { ...cycle, scaleMode: 'cycle', gamma: 0.99, name: 'mine' },
    lengths: ['stepSize'],
  },
};

const exported = new Map<string, unknown>(Object.entries(library));
const steps = [0, 1, 3.5, 4, 10, 11, 99, 100, 101, 1000];
const rates = (schedule: Schedule): number[] => steps.map((step) => schedule.call(step));

/** Of one class, with the same parameters and the same rates. */
function expectEqual(one: Schedule, other: Schedule): void {
  expect(one.constructor).toBe(other.constructor);
  expect(one.getConfig()).toEqual(other.getConfig());
  expect(rates(one)).toEqual(rates(other));
}

describe.each(Object.entries(rows))('%s', (className, { least, full, lengths }) => {
  const Schedule = exported.get(className) as Concrete;
  const factory = exported.get(className.charAt(0).toLowerCase() + className.slice(1));

  test('is made with its full config and gives it back', () => {
    expect(new Schedule(full).getConfig()).toEqual(full);
  });

  test.each([
    ['least', least],
    ['full', full],
  ])('the %s config makes an equal schedule again, through JSON too', (_, config) => {
    const schedule = new Schedule(config);
    const json = JSON.parse(JSON.stringify(schedule.getConfig())) as ScheduleConfig;
    expect(json).toEqual(schedule.getConfig());
    const again = Schedule.fromConfig(Schedule, json);
    expectEqual(again, schedule);
    expect(rates(schedule).every(Number.isFinite)).toBe(true);
  });

  test('has a factory and tells its name', () => {
    const made = (factory as (config: ScheduleConfig) => Schedule)(full);
    expectEqual(made, new Schedule(full));
    expect(made.getClassName()).toBe(className);
    expect(Schedule.className).toBe(className);
  });

  test('asking twice, or out of order, gives the same rates', () => {
    const schedule = new Schedule(full);
    const inOrder = rates(schedule);
    expect(
      [...steps]
        .reverse()
        .map((step) => schedule.call(step))
        .reverse(),
    ).toEqual(inOrder);
  });

  test('an undefined parameter is one left out', () => {
    const holes = Object.fromEntries(
      Object.keys(full).map((name) => [name, name in least ? least[name] : undefined]),
    ) as ScheduleConfig;
    expectEqual(new Schedule(holes), new Schedule(least));
  });

  test.each(Object.keys(least))('refuses to be made without %s', (name) => {
    const config = { ...least };
    Reflect.deleteProperty(config, name);
    const create = (): unknown => new Schedule(config);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(`${className}: ${name} must be`);
    expect(create).toThrow('got undefined');
  });

  test.each(Object.keys(full))('refuses a wrong type for %s', (name) => {
    const create = (): unknown => new Schedule({ ...full, [name]: { no: 'parameter' } });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(`${className}: ${name} must be`);
    expect(create).toThrow('got an object');
  });

  test.each(
    Object.keys(full)
      .filter((name) => typeof full[name] === 'number')
      .flatMap((name) => [NaN, Infinity, -Infinity].map((value) => ({ name, value }))),
  )('refuses $value for $name', ({ name, value }) => {
    expect(() => new Schedule({ ...full, [name]: value })).toThrow(
      new RangeError(`${className}: ${name} must be a finite number, got ${value}.`),
    );
  });

  test.each(lengths.flatMap((name) => [0, -1].map((value) => ({ name, value }))))(
    'refuses $value for $name',
    ({ name, value }) => {
      expect(() => new Schedule({ ...full, [name]: value })).toThrow(
        new RangeError(`${className}: ${name} must be greater than 0, got ${value}.`),
      );
    },
  );

  test('refuses a misspelt parameter and positional arguments', () => {
    expect(() => new Schedule({ ...least, nmae: 'x' })).toThrow(
      `${className}: has no parameter nmae (got "x"); it takes`,
    );
    expect(() => new Schedule(0.1 as never)).toThrow(
      `${className}: takes one object with named parameters, such as new ${className}({ … }), got 0.1.`,
    );
  });

  test('a subclass may keep more in its config than the class takes', () => {
    class Extended extends Schedule {}
    expect(rates(new Extended({ ...least, comment: 'mine' }))).toEqual(rates(new Schedule(least)));
  });

  test('tf.js registers it and makes it from its config', () => {
    const registered = tf.serialization.registerClass(Schedule, 'tfjs-lr-schedules-test');
    const schedule = new Schedule(full);
    expect(tf.serialization.getRegisteredName(registered)).toBe(`tfjs-lr-schedules-test>${className}`);
    const [cls, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[className] ?? [];
    if (cls === undefined || fromConfig === undefined) throw new Error(`${className} is not in the map`);
    expectEqual(fromConfig(cls, schedule.getConfig()) as unknown as Schedule, schedule);
  });
});

test('every schedule that the package exports is held to the rules above', () => {
  const schedules = [...exported].filter(
    ([, value]) => typeof value === 'function' && value.prototype instanceof library.LearningRateSchedule,
  );
  // The config of the base of the cyclical schedules holds a function, so its own tests say what holds for it.
  expect(schedules.map(([name]) => name).sort()).toEqual(
    [...Object.keys(rows), 'CyclicalLearningRate'].sort(),
  );
});

test.each(
  goldens('keras', 'serialization').filter(
    ({ schedule, config }) => schedule in rows && !('python_type' in config),
  ),
)('$id: the config Keras saves comes back unchanged ($note)', ({ schedule, config }) => {
  const Schedule = exported.get(schedule) as Concrete;
  const saved = camelCased(config);
  const again = Schedule.fromConfig(Schedule, saved).getConfig();
  expect(again).toEqual(saved);
  expect(Object.keys(again)).toEqual(Object.keys(saved));
});
