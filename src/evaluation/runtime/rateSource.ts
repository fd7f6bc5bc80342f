import { RATE_METHODS, type SliceForm } from '../../protocol/slice';
import { describeValue, ScheduleFault } from './fault';
import { scheduleLibrary } from './scheduleLibrary';

/** Gives the rate of a schedule at an index. */
export interface RateSource {
  /** Whether a rate depends on those before it, so that an index costs all the ones below it. */
  readonly sequential: boolean;
  /** @throws ScheduleFault of code `not-a-number`, and whatever the schedule throws. */
  readonly rateAt: (index: number) => number;
}

/**
 * Reads a slice's value as a source of rates.
 * @param initialRate the rate before the first call, which `(epoch, rate)` functions start from.
 * @param tick called before each of the calls that one rate may take; throws once the time is up.
 * @throws ScheduleFault of code `unsupported` when the value has not the shape that its form promises.
 */
export function rateSource(
  value: unknown,
  form: SliceForm,
  initialRate: number | null,
  tick: () => void,
): RateSource {
  if (value instanceof scheduleLibrary.LearningRateScheduler) {
    return rateSource(value.schedule, 'epoch-function', initialRate, tick);
  }
  const schedule = scheduleMethod(value);
  if (schedule !== null) {
    return {
      sequential: false,
      rateAt: (index) => {
        const value = schedule(index);
        return typeof value === 'number' ? value : toRate(value);
      },
    };
  }
  if (form === 'epoch-function' && typeof value === 'function') {
    return epochFunction(value as (epoch: number, rate: number | null) => unknown, initialRate, tick);
  }
  throw new ScheduleFault(
    'unsupported',
    form === 'schedule'
      ? `has none of the methods ${RATE_METHODS.join(', ')}: it is ${describeValue(value)}`
      : `is neither a function of the epoch nor a schedule: it is ${describeValue(value)}`,
  );
}

function scheduleMethod(value: unknown): ((index: number) => unknown) | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const object = value as Record<string, unknown>;
  for (const name of RATE_METHODS) {
    const method = object[name];
    if (typeof method === 'function') {
      return (index) => (method as (this: unknown, index: number) => unknown).call(object, index);
    }
  }
  return null;
}

/** Each epoch's rate is made from the one before it (Keras LearningRateScheduler), so all are kept. */
function epochFunction(
  schedule: (epoch: number, rate: number | null) => unknown,
  initialRate: number | null,
  tick: () => void,
): RateSource {
  const rates: number[] = [];
  return {
    sequential: true,
    rateAt: (index) => {
      while (rates.length <= index) {
        tick();
        rates.push(toRate(schedule(rates.length, rates.at(-1) ?? initialRate)));
      }
      return rates[index] ?? Number.NaN;
    },
  };
}

interface TensorLike {
  readonly dataSync: () => ArrayLike<number>;
}

/** Numbers pass; a tensor gives its one value, as a schedule written in tf operations returns it. */
function toRate(value: unknown): number {
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
