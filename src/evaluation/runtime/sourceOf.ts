import { isReplayForm, type SliceForm } from '../../protocol/slice';
import { instantiate, type SliceProgram } from './bindings';
import { type RateSource, rateSource } from './rateSource';
import { replaySource } from './replay/replay';

/** What a slice's source of rates is made with. */
export interface SourceRequest {
  readonly form: SliceForm;
  readonly slots: readonly (number | boolean)[];
  readonly given: Readonly<Record<string, number>>;
  /** The rate before the first call, for schedules that start from the optimizer's own. */
  readonly initialRate: number | null;
  /** The length of the whole in steps or epochs. */
  readonly horizon: number;
  /** Updates in an epoch, for callbacks; 1 where it is left out. */
  readonly stepsPerEpoch?: number;
}

/**
 * Runs a slice as far as it yields its schedule, and reads that as a source of rates.
 * @param tensorflow what imports of tf.js are bound to.
 * @param tick called in every turn of every loop; throws once the time is up.
 * @throws ScheduleFault when the schedule has not the shape that its form promises, and whatever the slice throws.
 */
export function sourceOf(
  program: SliceProgram,
  { form, slots, given, initialRate, horizon, stepsPerEpoch = 1 }: SourceRequest,
  tensorflow: unknown,
  tick: () => void,
): RateSource {
  const bindings = { slots, given, tick };
  if (isReplayForm(form)) {
    return replaySource(form, (training) => instantiate(program, bindings, tensorflow, training), {
      initialRate,
      horizon,
      stepsPerEpoch: Math.max(1, Math.round(stepsPerEpoch)),
      tick,
    });
  }
  return rateSource(instantiate(program, bindings, tensorflow), form, initialRate, tick, horizon);
}
