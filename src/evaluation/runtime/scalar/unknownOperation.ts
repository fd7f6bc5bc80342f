import { ScheduleFault } from '../fault';

/** The fault of a slice that uses something of tf.js which only the real one has. */
export function unknownOperation(name: string, detail = ''): ScheduleFault {
  return new ScheduleFault(
    'unknown-operation',
    `uses ${name}${detail === '' ? '' : ` ${detail}`}, which only the preview can compute`,
    [name],
  );
}

/**
 * Stands for a member of tf.js that is not to be had here. Naming it is harmless, for a module may be imported whole and
 * passed about; calling it, constructing it or reading anything of it is not.
 */
export function unknownMember(name: string): unknown {
  const wanting = (): never => {
    throw unknownOperation(name);
  };
  return new Proxy(wanting, { get: wanting, has: wanting, apply: wanting, construct: wanting });
}
