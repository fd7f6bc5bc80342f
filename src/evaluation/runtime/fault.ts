import type { ProblemCode } from '../../protocol/problem';

/** What stopped or spoiled a trace, as seen from inside the runtime: no source places yet, only the error's own stack. */
export interface Fault {
  readonly code: ProblemCode;
  readonly message: string;
  /** The index being computed, or null while the schedule was being made. */
  readonly at: number | null;
  /** The stack of the error that the slice threw, to be mapped to the source; null where there was none. */
  readonly stack: string | null;
  /** The names that are wanting, such as a package or an operation. */
  readonly names: readonly string[];
}

/** Thrown by the runtime itself, through the slice, to end it for a reason we know. */
export class ScheduleFault extends Error {
  override readonly name = 'ScheduleFault';

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly names: readonly string[] = [],
  ) {
    super(message);
  }
}

/** Describes anything a slice may throw, at the index that was being computed. */
export function faultFrom(thrown: unknown, at: number | null): Fault {
  if (thrown instanceof ScheduleFault) {
    return {
      code: thrown.code,
      message: thrown.message,
      at,
      stack: thrown.stack ?? null,
      names: thrown.names,
    };
  }
  if (thrown instanceof Error) {
    const outOfMemory = thrown.name === 'InternalError' && thrown.message.includes('out of memory');
    return {
      code: outOfMemory ? 'memory' : 'threw',
      message: outOfMemory
        ? 'needs more memory than a schedule is given'
        : `${thrown.name}: ${thrown.message}`,
      at,
      stack: thrown.stack ?? null,
      names: [],
    };
  }
  return { code: 'threw', message: describeValue(thrown), at, stack: null, names: [] };
}

/** A value in words, short enough for a message: `the string "0.1"`, `undefined`, `an array`. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
    case 'object':
      if (value === null) {
        return 'null';
      }
      return Array.isArray(value) ? 'an array' : 'an object';
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'boolean':
    case 'number':
    case 'bigint':
      return `the ${typeof value} ${String(value)}`;
    case 'undefined':
      return 'undefined';
  }
}
