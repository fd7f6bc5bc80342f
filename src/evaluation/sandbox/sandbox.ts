import quickJsBase64 from '@jitl/quickjs-wasmfile-release-sync/wasm';
import guestScript from 'lr-lens:guest';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSWASMModule,
  RELEASE_SYNC,
} from 'quickjs-emscripten';
import { type Slice, SLICE_SCRIPT_NAME } from '../../protocol/slice';
import { type Fault, faultFrom } from '../runtime/fault';
import { Progress } from '../runtime/progress';
import type { Trace, TraceRequest } from '../runtime/trace';
import { BoundedMemory, type GrowingMemory } from './boundedMemory';
import { decodeTrace, GUEST_GLOBAL, type GuestRequest, writeNumber } from './messages';

/** What a run may cost. */
export interface SandboxLimits {
  readonly timeMs: number;
  readonly memoryBytes: number;
}

/** What to compute, beside what the slice itself says. */
export interface SandboxRequest extends TraceRequest {
  /** The rate before the first call, for schedules that start from the optimizer's own. */
  readonly initialRate: number | null;
  /** The length of the whole in steps or epochs; that of the range when it is left out. */
  readonly horizon?: number;
  /** Updates in an epoch, for callbacks; 1 where it is left out. */
  readonly stepsPerEpoch?: number;
}

/** A place where code that nobody vouches for can compute numbers and do nothing else. */
export interface Sandbox {
  /**
   * Runs a slice in a fresh world: nothing of an earlier run is left, and there is no way out but the rates returned.
   * Never throws for what the slice does; its fault says what that was, and the trace holds what came before it.
   */
  readonly run: (slice: Slice, request: SandboxRequest, limits: SandboxLimits) => Trace;
}

/**
 * The stack of the interpreter, in bytes: about 1,300 nested calls. Above it, engines run out of their own stack first,
 * and that is not to be recovered from.
 */
const STACK_BYTES = 256 * 1024;
/** The guest gives up by itself when this much of the time is gone; only code that cannot is interrupted. */
const OWN_SHARE = 0.9;
/** Time to hand over what there is after a run was ended, in milliseconds. */
const SALVAGE_MS = 50;
/** The library of schedules and the driver need about 2 MB themselves. */
const OWN_MEMORY_BYTES = 8 * 1024 * 1024;
/** What the memory of an instance begins with: room for the interpreter and the guest. */
const FIRST_MEMORY_BYTES = 16 * 1024 * 1024;
/** WebAssembly memory grows and never shrinks: an instance beyond this is replaced. */
const MOST_INSTANCE_BYTES = 48 * 1024 * 1024;

/** The parts of every host that are in no library of the language itself. */
interface HostGlobals {
  readonly setTimeout: (work: () => void, delay: number) => unknown;
  readonly atob: (base64: string) => string;
  readonly WebAssembly: { readonly compile: (bytes: Uint8Array) => Promise<object> };
}

const host = globalThis as unknown as HostGlobals;

/**
 * Loads QuickJS (https://bellard.org/quickjs), the interpreter that all slices run in.
 * @throws Error when the host cannot run WebAssembly.
 */
export async function createSandbox(): Promise<Sandbox> {
  const bytes = Uint8Array.from(host.atob(quickJsBase64), (character) => character.charCodeAt(0));
  const wasmModule = await host.WebAssembly.compile(bytes);
  // A failing engine would write to the console, which in a server over stdio is nobody's. We report it ourselves.
  const silent: object = { printErr: (): void => {} };
  const variant = newVariant(RELEASE_SYNC, { wasmModule, emscriptenModule: silent });
  const load = async (): Promise<Instance> => {
    const quickJs = await newQuickJSWASMModuleFromVariant(variant);
    return new Instance(quickJs);
  };
  return new QuickJsSandbox(load, await load(), await load());
}

class QuickJsSandbox implements Sandbox {
  /**
   * @param instance null while there is none in order.
   * @param spare kept since a run has to answer at once and loading is not synchronous.
   */
  constructor(
    private readonly load: () => Promise<Instance>,
    private instance: Instance | null,
    private spare: Instance | null,
  ) {
    this.prepare();
  }

  readonly run = (slice: Slice, request: SandboxRequest, limits: SandboxLimits): Trace => {
    try {
      if (this.instance === null) {
        throw new Error('the sandbox is being started again');
      }
      const result = this.instance.run(slice, request, limits);
      if (this.instance.size > MOST_INSTANCE_BYTES) {
        this.replaceInstance();
      }
      return result;
    } catch (thrown) {
      // The engine itself gave way, as it does when its host has no stack left. No part of it may be used again.
      this.replaceInstance();
      return new Progress().ended(faultFrom(thrown, null));
    }
  };

  /** Makes the instance ready while nobody waits for it. */
  private prepare(): void {
    host.setTimeout(() => {
      try {
        this.instance?.prepare();
      } catch {
        this.replaceInstance();
      }
    }, 0);
  }

  private replaceInstance(): void {
    this.instance = this.spare;
    this.spare = null;
    this.prepare();
    void this.load().then((loaded) => {
      if (this.instance === null) {
        this.instance = loaded;
        this.prepare();
      } else {
        this.spare = loaded;
      }
    });
  }
}

/** QuickJS with a memory of its own, and in it a world that each run finds as if it were the first. */
class Instance {
  private readonly memory: BoundedMemory;
  private fresh: { readonly world: World; readonly content: Uint8Array } | null = null;

  constructor(private readonly quickJs: QuickJSWASMModule) {
    this.memory = new BoundedMemory(quickJs.getWasmMemory() as GrowingMemory);
  }

  /** The bytes of its memory. */
  get size(): number {
    return this.memory.size;
  }

  /** Starts the guest: that takes ten times as long as most runs. */
  prepare(): { readonly world: World; readonly content: Uint8Array } {
    if (this.fresh === null) {
      const world = new World(this.quickJs);
      this.fresh = { world, content: this.memory.content() };
    }
    return this.fresh;
  }

  /** @throws what the engine throws when it fails as a whole; then no part of it may be used again. */
  run(slice: Slice, request: SandboxRequest, limits: SandboxLimits): Trace {
    const { world, content } = this.prepare();
    this.memory.ceiling = FIRST_MEMORY_BYTES + OWN_MEMORY_BYTES + limits.memoryBytes;
    const result = world.run(slice, request, limits);
    this.memory.ceiling = Infinity;
    this.memory.restore(content);
    return result;
  }
}

/**
 * A realm with the guest in it. What a run makes in it is not disposed of: its memory is put back as a whole, and all that
 * the host keeps of it points to what was there before the first run.
 */
class World {
  private readonly runtime;
  private readonly context: QuickJSContext;
  private readonly guest: { readonly run: QuickJSHandle; readonly salvage: QuickJSHandle };
  /** When the run is interrupted, by the clock. */
  private end = Infinity;

  constructor(instance: QuickJSWASMModule) {
    this.runtime = instance.newRuntime();
    this.runtime.setMaxStackSize(STACK_BYTES);
    // Set once, since the library tells the engine of the first handler alone.
    this.runtime.setInterruptHandler(() => Date.now() > this.end);
    this.context = this.runtime.newContext();
    this.guest = this.startGuest();
  }

  /** @throws what the engine throws when it fails as a whole. */
  run(slice: Slice, request: SandboxRequest, limits: SandboxLimits): Trace {
    this.runtime.setMemoryLimit(OWN_MEMORY_BYTES + limits.memoryBytes);
    const start = Date.now();
    this.end = start + limits.timeMs;
    const program = this.context.evalCode(slice.code, SLICE_SCRIPT_NAME, { type: 'global' });
    const ran = program.error
      ? program
      : this.context.callFunction(
          this.guest.run,
          this.context.undefined,
          program.value,
          this.context.newString(
            JSON.stringify(guestRequest(slice, request, start + limits.timeMs * OWN_SHARE)),
          ),
        );
    if (ran.error) {
      // The interrupt cannot be caught inside, nor can the last byte be spent twice: only what was noted is left.
      const fault = this.faultOf(ran.error, limits);
      return this.salvage(fault, limits);
    }
    return this.traceFrom(ran.value);
  }

  private startGuest(): { run: QuickJSHandle; salvage: QuickJSHandle } {
    const name = 'lr-lens-guest.js';
    this.context.unwrapResult(this.context.evalCode(guestScript, name));
    const take = `((guest) => (delete globalThis.${GUEST_GLOBAL}, guest))(globalThis.${GUEST_GLOBAL})`;
    const guest = this.context.unwrapResult(this.context.evalCode(take, name));
    return {
      run: this.context.getProp(guest, 'run'),
      salvage: this.context.getProp(guest, 'salvage'),
    };
  }

  private salvage(fault: Fault, limits: SandboxLimits): Trace {
    this.runtime.setMemoryLimit(2 * OWN_MEMORY_BYTES + limits.memoryBytes);
    this.end = Date.now() + SALVAGE_MS;
    const saved = this.context.callFunction(
      this.guest.salvage,
      this.context.undefined,
      this.context.newString(JSON.stringify(fault)),
    );
    return saved.error ? new Progress().ended(fault) : this.traceFrom(saved.value);
  }

  private traceFrom(answer: QuickJSHandle): Trace {
    const bytes = (name: string): Uint8Array =>
      this.context.getArrayBuffer(this.context.getProp(answer, name)).value;
    const report = this.context.getString(this.context.getProp(answer, 'report'));
    return decodeTrace(report, bytes('rates'), bytes('exact'));
  }

  /** The error of an ended run in the runtime's own terms. Only its plain properties are read. */
  private faultOf(error: QuickJSHandle, limits: SandboxLimits): Fault {
    const [name, message, stack] = ['name', 'message', 'stack'].map((property) => {
      const value = this.context.getProp(error, property);
      return this.context.typeof(value) === 'string' ? this.context.getString(value) : '';
    });
    if (name === 'InternalError' && message === 'interrupted') {
      return {
        code: 'timeout',
        message: `stopped after ${limits.timeMs} ms`,
        at: null,
        stack: stack ?? null,
        names: [],
      };
    }
    return faultFrom(Object.assign(new Error(message), { name, stack }), null);
  }
}

function guestRequest(slice: Slice, request: SandboxRequest, end: number): GuestRequest {
  const { lastIndex, maxRates, at, initialRate, horizon = lastIndex, stepsPerEpoch = 1 } = request;
  return {
    run: { lastIndex, maxRates, at, form: slice.form, horizon, stepsPerEpoch },
    slots: slice.slots.map((slot) => (typeof slot === 'number' ? writeNumber(slot) : slot)),
    given: Object.fromEntries(Object.entries(slice.given).map(([name, value]) => [name, writeNumber(value)])),
    initialRate: initialRate === null ? null : writeNumber(initialRate),
    end,
  };
}
