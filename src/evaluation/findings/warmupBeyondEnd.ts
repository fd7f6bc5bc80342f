import { formatCount } from '../../protocol/numbers';
import { type CurveCheck, knownHorizon, lengths, WARMUP } from './curveCheck';

/** Names of how long a whole training is; a decay may begin where the warmup ends. */
const WHOLE = /^(?:total|max|num|n|number_?of)_?(?:training_?)?(?:steps|epochs|iterations|iters|updates)$/i;

/** A warmup that is longer than the training it is part of: its peak is never reached. */
export const warmupBeyondEnd: CurveCheck = (definition) => {
  const [warmup] = lengths(definition, WARMUP);
  if (warmup === undefined) {
    return [];
  }
  const whole = lengths(definition, WHOLE).find(({ unit }) => unit === warmup.unit);
  const horizon = knownHorizon(definition);
  const isSameUnit = warmup.unit === (definition.index === 'epoch' ? 'epochs' : 'steps');
  const total =
    whole !== undefined
      ? { name: whole.name, value: whole.value }
      : horizon !== null && isSameUnit
        ? { name: 'the training', value: horizon.value }
        : null;
  return total === null || warmup.value <= total.value
    ? []
    : [
        {
          code: 'warmup-beyond-end',
          message: `${warmup.name} of ${definition.name} is ${formatCount(warmup.value)}, longer than the ${formatCount(total.value)} ${warmup.unit} of ${total.name}, so the peak is never reached: make the warmup shorter.`,
          place: warmup,
        },
      ];
};
