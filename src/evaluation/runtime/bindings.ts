import { ScheduleFault } from './fault';
import { scheduleLibrary } from './scheduleLibrary';

/** What a slice's code is called with. */
export interface SliceBindings {
  readonly slots: readonly (number | boolean)[];
  readonly given: Readonly<Record<string, number>>;
  /** Called in every turn of every loop; throws once the time is up. */
  readonly tick: () => void;
}

/** A module of a slice in CommonJS form. */
export type SliceModule = (exports: Record<string, unknown>, require: (specifier: string) => unknown) => void;

/** The value of a slice's code. */
export type SliceProgram = (bindings: SliceBindings) => readonly SliceModule[];

/** Modules of a slice import one another by `#` and their number. */
const INTERNAL = /^#(\d+)$/;
/** Any package of tf.js: they export the same operations, and the backends register themselves. */
const TENSORFLOW = /^@tensorflow\/tfjs($|-|\/)/;
const LIBRARY = /^tfjs-lr-schedules($|\/)/;

/**
 * Runs the modules of a slice as far as its root needs them and returns the schedule it yields.
 * @param tensorflow the module that imports of tf.js are bound to: the scalar stand-in, or the real one.
 * @throws whatever the slice throws, or a ScheduleFault of code `unmet-import` when it touches another package.
 */
export function instantiate(program: SliceProgram, bindings: SliceBindings, tensorflow: unknown): unknown {
  const modules = program(bindings);
  const loaded = new Map<number, Record<string, unknown>>();

  const load = (number: number): Record<string, unknown> => {
    const known = loaded.get(number);
    if (known !== undefined) {
      return known;
    }
    const exports: Record<string, unknown> = {};
    // Registered before it runs, so that cyclic imports see what is there already, as in any module system.
    loaded.set(number, exports);
    const module = modules[number];
    if (module === undefined) {
      throw new Error(`the slice has no module ${number}`);
    }
    module(exports, requireFrom);
    return exports;
  };

  const requireFrom = (specifier: string): unknown => {
    const internal = INTERNAL.exec(specifier);
    if (internal !== null) {
      return load(Number(internal[1]));
    }
    if (TENSORFLOW.test(specifier)) {
      return withDefault(tensorflow);
    }
    if (LIBRARY.test(specifier)) {
      return scheduleLibrary;
    }
    return unmetModule(specifier);
  };

  const root = load(0)['$root'];
  if (typeof root !== 'function') {
    throw new Error('the slice yields nothing');
  }
  return (root as () => unknown)();
}

/** The module as `import tf from` sees it too, which Node's own loader allows of tf.js. */
function withDefault(module: unknown): unknown {
  if (typeof module !== 'object' || module === null || 'default' in module) {
    return module;
  }
  return Object.create(module, { default: { value: module }, __esModule: { value: true } }) as unknown;
}

/**
 * A package that a slice imports and that it cannot have. Importing it is harmless, since many imports are never
 * touched on the way to a rate; using any of its exports says which package is wanting.
 */
function unmetModule(specifier: string): unknown {
  const wanting = (): never => {
    throw new ScheduleFault('unmet-import', `needs ${specifier}, which a preview cannot load`, [specifier]);
  };
  const unmet: unknown = new Proxy(function unmetExport() {}, {
    get: (_target, property) =>
      // The import helpers that TypeScript emits ask for these before anything is used.
      property === '__esModule' ? true : unmetExport(property),
    apply: wanting,
    construct: wanting,
  });
  const unmetExport = (property: string | symbol): unknown =>
    property === 'LearningRateSchedule'
      ? scheduleLibrary.LearningRateSchedule
      : new Proxy(wanting, { get: wanting, apply: wanting, construct: wanting });
  return unmet;
}
