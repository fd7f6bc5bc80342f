import type { IndexUnit, ParameterUnit } from '../../protocol/definition';

/** Names of rates that do not say so: a target or a list that holds rates. */
const RATES = /^(?:warmupTarget|peak|floor|rate|values(?:\[\d+\]| \d+)?)$/i;
/** `decayRate` is a factor, and so are the other rates of change. */
const FACTORS = /^(?:decayRate|dropRate|growthRate|dropoutRate|decay)$/i;
const RATE_WORD = /learning_?rate|(?:^|_)lr(?:$|_|[A-Z\d[])|L[Rr](?:$|_|[A-Z\d[])|rate$/i;
const EPOCHS = /epochs?(?:$|\[)/i;
const COUNTS =
  /steps?(?:$|\[)|iterations?$|(?:boundary|interval|half_?life|period|cycle_?length|step_?size|t_?max|milestones|boundaries)(?:$|\[| \d)/i;
/** Names of lengths that do not say what they count; below two they are shares of something. */
const LENGTHS = /^(?:warm_?up|total|duration|length|horizon)$/i;

/** The unit of a parameter, by its name and value. Counts of an epoch-indexed schedule are epochs unless they say steps. */
export function parameterUnit(name: string, value: number | boolean, index: IndexUnit): ParameterUnit {
  if (typeof value === 'boolean') {
    return 'switch';
  }
  if (EPOCHS.test(name)) {
    return 'epochs';
  }
  if (COUNTS.test(name) || (LENGTHS.test(name) && Number.isInteger(value) && value >= 2)) {
    return index === 'epoch' && !/steps?(?:$|\[)/i.test(name) ? 'epochs' : 'steps';
  }
  if (FACTORS.test(name)) {
    return 'factor';
  }
  return RATES.test(name) || RATE_WORD.test(name) ? 'rate' : 'factor';
}
