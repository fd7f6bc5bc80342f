import { RATE_METHODS, type SliceForm } from '../../protocol/slice';
import { describeValue, ScheduleFault } from './fault';
import { scheduleLibrary } from './scheduleLibrary';

type RateMethod = (typeof RATE_METHODS)[number];

/** What gives the rate of a schedule at an index: `schedule[method](index)`, which may throw anything. */
export type RateSource = {
  readonly [Method in RateMethod]: {
    /** Whether a rate depends on those before it, so that an index costs all the ones below it. */
    readonly sequential: boolean;
    readonly schedule: Readonly<Record<Method, (index: number) => unknown>>;
    readonly method: Method;
  };
}[RateMethod];

/**
 * Reads a slice's value as a source of rates.
 * @param initialRate the rate before the first call, which `(epoch, rate)` functions start from.
 * @param horizon the length of the whole, for functions of how much of it is done.
 * @param tick called before each of the calls that one rate may take; throws once the time is up.
 * @throws ScheduleFault of code `unsupported` when the value has not the shape that its form promises.
 */
export function rateSource(
  value: unknown,
  form: SliceForm,
  initialRate: number | null,
  tick: () => void,
  horizon = 1,
): RateSource {
  if (value instanceof scheduleLibrary.LearningRateScheduler) {
    return rateSource(value.schedule, 'epoch-function', initialRate, tick);
  }
  const method = rateMethod(value);
  if (method !== null) {
    return { sequential: false, schedule: value, method } as RateSource;
  }
  if (form === 'epoch-function' && typeof value === 'function') {
    return epochFunction(value as (epoch: number, rate: number | null) => unknown, initialRate, tick);
  }
  if (typeof value === 'function' && form === 'index-function') {
    const rate = value as IndexFunction;
    return {
      sequential: false,
      schedule: { call: (index) => rate(index, horizon, initialRate) },
      method: 'call',
    };
  }
  if (typeof value === 'function' && form === 'stepped-function') {
    return stepped((index) => readRate((value as IndexFunction)(index, horizon, initialRate)), tick);
  }
  throw new ScheduleFault(
    'unsupported',
    form === 'schedule'
      ? `has none of the methods ${RATE_METHODS.join(', ')}: it is ${describeValue(value)}`
      : `is neither a function of the epoch nor a schedule: it is ${describeValue(value)}`,
  );
}

function rateMethod(value: unknown): RateMethod | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const object = value as Record<string, unknown>;
  return RATE_METHODS.find((name) => typeof object[name] === 'function') ?? null;
}

type IndexFunction = (index: number, horizon: number, initialRate: number | null) => unknown;

/** Each epoch's rate is made from the one before it (Keras LearningRateScheduler), so all are kept. */
function epochFunction(
  schedule: (epoch: number, rate: number | null) => unknown,
  initialRate: number | null,
  tick: () => void,
): RateSource {
  return stepped((index, before) => readRate(schedule(index, before ?? initialRate)), tick);
}

/** Asks for the rates one after another, from index 0 on, and keeps them. */
export function stepped(
  next: (index: number, before: number | undefined) => number,
  tick: () => void,
): RateSource {
  const rates: number[] = [];
  const call = (index: number): number => {
    while (rates.length <= index) {
      tick();
      rates.push(next(rates.length, rates.at(-1)));
    }
    return rates[index] ?? Number.NaN;
  };
  return { sequential: true, schedule: { call }, method: 'call' };
}

interface TensorLike {
  readonly dataSync: () => ArrayLike<number>;
}

/**
 * The rate at one index.
 * @throws ScheduleFault of code `not-a-number`, and whatever the schedule throws.
 */
export function rateAt({ schedule, method }: RateSource, index: number): number {
  return readRate((schedule as Record<string, (index: number) => unknown>)[method]?.(index));
}

/**
 * Numbers pass; a tensor gives its one value, as a schedule written in tf operations returns it.
 * @throws ScheduleFault of code `not-a-number`.
 */
export function readRate(value: unknown): number {
  if (typeof value === 'number') {
    return value;
  }
  if (typeof value === 'object' && value !== null && 'dataSync' in value) {
    const tensor = value as TensorLike;
    // Not disposed of: a schedule may hold on to a tensor and return it again.
    const values = tensor.dataSync();
    const only = values[0];
    if (values.length === 1 && only !== undefined) {
      return only;
    }
    throw new ScheduleFault(
      'not-a-number',
      `returned a tensor of ${values.length} values where one rate is wanted`,
    );
  }
  if (typeof value === 'object' && value !== null && 'then' in value) {
    throw new ScheduleFault(
      'not-a-number',
      'returned a promise where a number is wanted: a schedule must not be async',
    );
  }
  throw new ScheduleFault('not-a-number', `returned ${describeValue(value)} where a number is wanted`);
}
