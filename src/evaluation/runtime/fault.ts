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

/** No message needs more; what a slice throws may be of any length. */
const MESSAGE_LENGTH = 300;

/** What engines say when there is no room left, be it for values or for calls; V8 first, then QuickJS. */
const OUT_OF_MEMORY =
  /^(Array buffer allocation failed|Invalid string length|out of memory|string too long)$/;
const OUT_OF_STACK = /^(Maximum call stack size exceeded|stack overflow)$/;

/** Describes anything a slice may throw, at the index that was being computed. */
export function faultFrom(thrown: unknown, at: number | null): Fault {
  try {
    return describeThrown(thrown, at);
  } catch {
    // Reading what was thrown runs the slice's code again: an error's message may be a getter that throws.
    return { code: 'threw', message: 'threw what cannot be read', at, stack: null, names: [] };
  }
}

function describeThrown(thrown: unknown, at: number | null): Fault {
  if (!(thrown instanceof Error)) {
    return { code: 'threw', message: `threw ${describeValue(thrown)}`, at, stack: null, names: [] };
  }
  const stack = typeof thrown.stack === 'string' ? thrown.stack : null;
  if (thrown instanceof ScheduleFault) {
    return { code: thrown.code, message: thrown.message, at, stack, names: thrown.names };
  }
  // Own words for what the engines say differently.
  if (OUT_OF_MEMORY.test(thrown.message)) {
    return { code: 'memory', message: 'needs more memory than a schedule is given', at, stack, names: [] };
  }
  if (OUT_OF_STACK.test(thrown.message)) {
    return {
      code: 'threw',
      message: 'calls itself too deeply: there is no room for more calls',
      at,
      stack,
      names: [],
    };
  }
  const message = shortened(`${thrown.name}: ${thrown.message}`);
  return { code: 'threw', message, at, stack, names: [] };
}

function shortened(text: string): string {
  return text.length > MESSAGE_LENGTH ? `${text.slice(0, MESSAGE_LENGTH)}…` : text;
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
