import type { RatePoint } from '../../protocol/curve';
import { type Guarded, guards } from '../../protocol/guard';
import type { Fault } from '../runtime/fault';
import type { RunRequest } from '../runtime/run';
import type { Trace } from '../runtime/trace';

/** The global under which the guest leaves its functions for the host to take before any slice runs. */
export const GUEST_GLOBAL = '$lrLensGuest';

/** A run as it goes into the sandbox, in JSON. Numbers that JSON has no word for go as words of their own. */
export interface GuestRequest {
  readonly run: Omit<RunRequest, 'slots' | 'given' | 'initialRate'>;
  readonly slots: readonly (WrittenNumber | boolean)[];
  readonly given: Readonly<Record<string, WrittenNumber>>;
  readonly initialRate: WrittenNumber | null;
  /** The clock's time, in milliseconds, at which the guest is to give up by itself. */
  readonly end: number;
}

type WrittenNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** What a trace is made of beside its rates, in JSON. */
const isGuestReport = guards.object({
  stride: guards.finite,
  fault: guards.nullable(
    guards.object({
      code: guards.string,
      message: guards.string,
      at: guards.nullable(guards.finite),
      stack: guards.nullable(guards.string),
      names: guards.array(guards.string),
    }),
  ),
  impurities: guards.array(guards.string),
});

/** What comes out of the sandbox: the numbers as bytes, the rest as text. */
export interface GuestAnswer {
  readonly report: string;
  /** Doubles: the rates. */
  readonly rates: ArrayBuffer;
  /** Doubles: index and rate in turn. */
  readonly exact: ArrayBuffer;
}

export function writeNumber(value: number): WrittenNumber {
  return Number.isFinite(value) ? value : (String(value) as WrittenNumber);
}

export function encodeTrace(trace: Trace): GuestAnswer {
  const { stride, fault, impurities } = trace;
  return {
    report: JSON.stringify({ stride, fault, impurities } satisfies Guarded<typeof isGuestReport>),
    rates: trace.rates.slice().buffer,
    exact: Float64Array.from(trace.exact.flatMap(({ at, rate }) => [at, rate])).buffer,
  };
}

/**
 * Reads an answer. The guest shares its world with code nobody vouches for, so nothing of it is taken on trust.
 * @throws Error when it is no trace.
 */
export function decodeTrace(report: string, rates: Uint8Array, exact: Uint8Array): Trace {
  const read: unknown = JSON.parse(report);
  if (!isGuestReport(read) || !(read.stride >= 1)) {
    throw new Error('the sandbox answered with something that is no trace');
  }
  const pairs = doubles(exact);
  const points: RatePoint[] = [];
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    points.push({ at: pairs[i] ?? Number.NaN, rate: pairs[i + 1] ?? Number.NaN });
  }
  return {
    rates: doubles(rates),
    stride: read.stride,
    exact: points,
    fault: read.fault as Fault | null,
    impurities: read.impurities.filter((impurity) => impurity === 'random' || impurity === 'clock'),
  };
}

function doubles(bytes: Uint8Array): Float64Array<ArrayBuffer> {
  // Copied, for the bytes lie in the sandbox's memory, at any offset.
  return new Float64Array(bytes.slice(0, bytes.length - (bytes.length % 8)).buffer);
}
