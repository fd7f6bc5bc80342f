import { formatCount } from '../../protocol/numbers';
import { type CurveCheck, lengths, TOTAL, WARMUP } from './curveCheck';

/** Lengths that schedules divide by. */
const DIVISOR = /^(?:first_?)?decay_?(?:steps|epochs)$|step_?size$|half_?life$|period$|cycle|t_?max$|every/i;

/** A warmup or decay that lasts no time and is divided by: the first rates are 0 / 0. */
export const zeroLength: CurveCheck = (definition, evaluation) => {
  const problem = evaluation?.problem ?? definition.problem;
  if (problem === null || (problem.code !== 'non-finite' && problem.code !== 'threw')) {
    return [];
  }
  const zero = lengths(definition, /./).find(
    ({ name, value }) =>
      value === 0 &&
      [DIVISOR, WARMUP, TOTAL].some((pattern) => pattern.test(name)) &&
      (problem.code === 'non-finite' || problem.message.includes(name)),
  );
  if (zero !== undefined) {
    return [
      {
        code: 'zero-length',
        message: `${zero.name} of ${definition.name} is 0 and rates are divided by it: give it a length of 1 or more${WARMUP.test(zero.name) ? ', or leave the warmup out' : ''}.`,
        place: zero,
        explains: true,
      },
    ];
  }
  const [warmup] = lengths(definition, WARMUP);
  const total = lengths(definition, TOTAL).find(
    ({ value, unit }) => value === warmup?.value && unit === warmup.unit,
  );
  return warmup === undefined || total === undefined || problem.code !== 'non-finite'
    ? []
    : [
        {
          code: 'zero-length',
          message: `${warmup.name} and ${total.name} of ${definition.name} are both ${formatCount(total.value)}, so that nothing is left to decay over and rates are divided by 0: make the warmup shorter than the whole.`,
          place: warmup,
          explains: true,
        },
      ];
};
