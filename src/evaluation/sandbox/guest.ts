import type { SliceProgram } from '../runtime/bindings';
import type { Fault } from '../runtime/fault';
import { Progress } from '../runtime/progress';
import { run } from '../runtime/run';
import { createScalarTensorflow } from '../runtime/scalarTensorflow';
import type { Trace } from '../runtime/trace';
import { encodeTrace, type GuestAnswer, type GuestRequest, GUEST_GLOBAL } from './messages';
import { forbidCodeFromText, guardNatives } from './nativeGuards';

/** What the host calls. The program of a slice is handed over as a function; it shares this realm. */
export interface Guest {
  readonly run: (program: SliceProgram, request: string) => GuestAnswer;
  /** After the host has ended a run: the trace as far as it came, with the host's reason as its fault. */
  readonly salvage: (fault: string) => GuestAnswer;
}

/** Work of guarded natives between two looks at the clock: a call counts as some elements. */
const WORK_PER_LOOK = 4096;
const WORK_PER_CALL = 256;

// Taken before a slice can put others in their place.
const { parse } = JSON;
const now = Date.now.bind(Date);

class SandboxGuest implements Guest {
  private progress = new Progress();
  private end = Infinity;
  private work = 0;

  readonly run = (program: SliceProgram, text: string): GuestAnswer => {
    const request = parse(text) as GuestRequest;
    this.end = request.end;
    const trace: Trace = run(
      program,
      {
        ...request.run,
        slots: request.slots.map((slot) => (typeof slot === 'boolean' ? slot : Number(slot))),
        given: Object.fromEntries(
          Object.entries(request.given).map(([name, value]) => [name, Number(value)]),
        ),
        initialRate: request.initialRate === null ? null : Number(request.initialRate),
      },
      createScalarTensorflow(),
      { now, end: request.end },
      this.progress,
    );
    // What follows is ours, and has to go through however late it is.
    this.end = Infinity;
    return encodeTrace(trace);
  };

  readonly salvage = (text: string): GuestAnswer => {
    this.end = Infinity;
    const fault = parse(text) as Fault;
    return encodeTrace(this.progress.ended({ ...fault, at: this.progress.index }));
  };

  readonly look = (elements: number): void => {
    this.work += WORK_PER_CALL + elements;
    if (this.work < WORK_PER_LOOK) {
      return;
    }
    this.work = 0;
    while (now() > this.end) {
      // Whatever is thrown here could be caught by the slice, and the next costly call be made. The host's interrupt
      // cannot, and it comes soon to one that does nothing else.
    }
  };
}

const guest = new SandboxGuest();
const silent = (): void => {};
const global = globalThis as unknown as Record<string, unknown>;
global[GUEST_GLOBAL] = { run: guest.run, salvage: guest.salvage } satisfies Guest;
// Schedules under work print; there is nobody to read it here.
global['console'] = Object.fromEntries(
  [
    'log',
    'info',
    'warn',
    'error',
    'debug',
    'trace',
    'table',
    'group',
    'groupEnd',
    'time',
    'timeEnd',
    'assert',
  ].map((name) => [name, silent]),
);
guardNatives(guest.look);
forbidCodeFromText();
