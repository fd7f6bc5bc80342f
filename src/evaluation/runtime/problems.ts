import { type Definition, lastIndexOf } from '../../protocol/definition';
import { formatCount } from '../../protocol/numbers';
import type { Problem } from '../../protocol/problem';
import { isReplayForm, type Slice } from '../../protocol/slice';
import type { Fault } from './fault';
import { sliceLocation } from './sliceLocation';
import type { Trace } from './trace';

/**
 * A fault as a person reads it. The message reads on from the definition's name, which stands beside it wherever it is
 * shown: `gives NaN from step 700 on`.
 * @param timeMs the time that the run was given.
 */
export function problemOf(
  fault: Fault,
  trace: Pick<Trace, 'rates' | 'stride'>,
  { index, timeline }: Pick<Definition, 'index' | 'timeline'>,
  slice: Slice,
  timeMs: number,
): Problem {
  return {
    code: fault.code,
    message:
      fault.code === 'timeout' && fault.at !== null && isReplayForm(slice.form)
        ? `is replayed from the start, and came to ${index} ${formatCount(fault.at)} of ${formatCount(lastIndexOf(index, timeline.horizon.value))} within its budget of ${timeMs / 1000} s`
        : messageOf(fault, trace, index, timeMs),
    location: sliceLocation(fault.stack, slice),
    at: fault.at,
    names: fault.names,
  };
}

/** The problem of a definition whose source leaves values open. */
export function missingValues(names: readonly string[]): Problem {
  const comment = names.map((name) => `${name}=…`).join(' ');
  return {
    code: 'missing-value',
    message: `needs ${names.join(', ')}: write \`// @lr ${comment}\` above it`,
    location: null,
    at: null,
    names,
  };
}

/** The problem of a definition that analysis gave no program for, without saying why. */
export function noProgram(): Problem {
  return { code: 'incomplete', message: 'cannot be computed', location: null, at: null, names: [] };
}

function messageOf(
  fault: Fault,
  trace: Pick<Trace, 'rates' | 'stride'>,
  index: Definition['index'],
  timeMs: number,
): string {
  const where = fault.at === null ? null : `${index} ${formatCount(fault.at)}`;
  switch (fault.code) {
    case 'timeout':
      return `takes too long: stopped after ${timeMs / 1000} s${where === null ? '' : `, at ${where}`}`;
    case 'threw':
      return `${where === null ? 'fails when it is made' : `fails at ${where}`}: ${fault.message}`;
    case 'non-finite':
    case 'negative':
      return `${fault.message} ${lastsFrom(fault, trace) ? `from ${where ?? index} on` : `at ${where ?? index}`}`;
    case 'not-a-number':
    case 'memory':
      return `${fault.message}${where === null ? '' : `, at ${where}`}`;
    default:
      return fault.message;
  }
}

/** Whether every rate after the first bad one is as bad. */
function lastsFrom({ at, code }: Fault, { rates, stride }: Pick<Trace, 'rates' | 'stride'>): boolean {
  const first = Math.ceil((at ?? 0) / stride);
  const after = rates.subarray(first);
  return after.length > 1 && after.every((rate) => (code === 'negative' ? rate < 0 : !Number.isFinite(rate)));
}
