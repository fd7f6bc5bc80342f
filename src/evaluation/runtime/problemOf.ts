import type { Problem } from '../../protocol/problem';
import type { Slice } from '../../protocol/slice';
import type { Fault } from './fault';
import { sliceLocation } from './sliceLocation';

/**
 * A fault as a person reads it: a sentence that names the schedule, and the place in their own source.
 * @param name what the definition is called.
 */
export function problemOf(fault: Fault, name: string, slice: Pick<Slice, 'lines' | 'sources'>): Problem {
  return {
    code: fault.code,
    message: `${name} ${fault.code === 'threw' ? `throws ${fault.message}` : fault.message}`,
    location: sliceLocation(fault.stack, slice),
    at: fault.at,
    names: fault.names,
  };
}
