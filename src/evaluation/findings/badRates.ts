import type { DefinitionKind } from '../../protocol/definition';
import type { FindingCode } from '../../protocol/finding';
import type { Problem, ProblemCode } from '../../protocol/problem';
import type { CurveCheck } from './curveCheck';

/** What is said of a problem beyond what it says itself, and the code it goes by. */
interface Said {
  readonly code: FindingCode;
  readonly advice: string;
}

/** Kinds whose rates hang on nothing that a slice may lack; others may fail for want of what is around them. */
const SELF_CONTAINED: ReadonlySet<DefinitionKind> = new Set<DefinitionKind>([
  'schedule-instance',
  'schedule-subclass',
  'scheduler-callback',
]);

/** Rates that are no learning rates, from the first of them on, and schedules that give none. */
export const badRates: CurveCheck = ({ name, kind, index, timeline, problem: own }, evaluation) => {
  const problem = evaluation?.problem ?? own;
  const said = problem === null ? null : saidOf(problem);
  // Some rates came in time: a busy machine is slow too, and the lens says that it stopped there.
  const isPartial = said?.code === 'too-slow' && evaluation?.curve != null;
  if (problem === null || said === null || isPartial) {
    return [];
  }
  // Training may well end before.
  const isFar = timeline.horizon.from === 'assumed' && (problem.at ?? 0) > 0;
  const isSure = !isFar && (said.code !== 'failing-schedule' || SELF_CONTAINED.has(kind));
  const ending = isFar ? `; where training ends before, say so by // @lr ${index}s=… above it` : '';
  return [
    {
      code: said.code,
      ...(isSure ? {} : { severity: 'information' }),
      message: `${name} ${problem.message.replace(/\.$/, '')}${said.advice}${ending}.`,
      // Where it is made, the whole line is at fault and nothing in it.
      place: problem.at === null ? null : problem.location,
      explains: true,
    },
  ];
};

const SAID: Readonly<Partial<Record<ProblemCode, Said>>> = {
  negative: { code: 'negative-rate', advice: ', which trains away from the minimum: keep it at 0 or above' },
  threw: { code: 'failing-schedule', advice: '' },
  'not-a-number': { code: 'no-rate', advice: '' },
  timeout: { code: 'too-slow', advice: '' },
  memory: { code: 'too-slow', advice: '' },
};

const NAN: Said = {
  code: 'nan-rate',
  advice: ', which turns every weight into NaN: look for 0 / 0, or a root or power of a negative number',
};
const INFINITE: Said = {
  code: 'infinite-rate',
  advice: ', which turns every weight into NaN: look for a division by 0',
};

function saidOf({ code, message }: Problem): Said | null {
  if (code === 'non-finite') {
    return message.startsWith('gives NaN') ? NAN : INFINITE;
  }
  return SAID[code] ?? null;
}
