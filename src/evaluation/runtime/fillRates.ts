import type { Progress } from './progress';
import type { RateSource } from './rateSource';

/** The loop over a stretch of indices, as a host may have it: this one, or a copy of its text. */
export type FillRates = typeof fillRates;

/**
 * Fills in the rates from `progress.done` up to, not including, the position `end`. All the time goes to this loop: what
 * it needs is at hand in it, and what it has done is noted at each turn, since a run may be ended at any.
 *
 * It uses nothing but its parameters, so that its text can be run as a script of its own.
 * @param read turns what is no number into a rate, or throws.
 * @returns the position of the first that is no learning rate; -1 when all are.
 */
export function fillRates(
  { schedule, method }: RateSource,
  progress: Progress,
  end: number,
  read: (value: unknown) => number,
): number {
  const { rates, stride } = progress;
  let spoiled = -1;
  for (let position = progress.done; position < end; position += 1) {
    const index = position * stride;
    progress.index = index;
    // Called as members of fixed names: engines inline that, and neither `[method]` nor a method taken off its object.
    let value: unknown;
    switch (method) {
      case 'call':
        value = schedule.call(index);
        break;
      case 'get':
        value = schedule.get(index);
        break;
      case 'getLr':
        value = schedule.getLr(index);
        break;
      case 'getLearningRate':
        value = schedule.getLearningRate(index);
        break;
    }
    const rate = typeof value === 'number' ? value : read(value);
    rates[position] = rate;
    progress.done = position + 1;
    if (!(rate >= 0 && rate < Infinity) && spoiled < 0) {
      spoiled = position;
    }
  }
  return spoiled;
}
