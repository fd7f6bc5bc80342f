import { ScheduleFault } from './fault';
import { replayTensorflow } from './replay/replayTensorflow';
import type { StandInTraining } from './replay/StandInTraining';
import { scheduleLibrary } from './scheduleLibrary';

/** What a slice's code is called with. */
export interface SliceBindings {
  readonly slots: readonly (number | boolean)[];
  readonly given: Readonly<Record<string, number>>;
  /** Called in every turn of every loop; throws once the time is up. */
  readonly tick: () => void;
  /** What a callback finds around it: the optimizer and the model in training. Assigning an optimizer takes it into use. */
  optimizer?: unknown;
  readonly model?: unknown;
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
 * @param training stands in for what trains, for a slice that is replayed.
 * @throws whatever the slice throws, or a ScheduleFault of code `unmet-import` when it touches another package.
 */
export function instantiate(
  program: SliceProgram,
  bindings: SliceBindings,
  tensorflow: unknown,
  training: StandInTraining | null = null,
): unknown {
  const modules = program(training === null ? bindings : withTraining(bindings, training));
  const module = training === null ? withDefault(tensorflow) : replayTensorflow(tensorflow, training);
  const library = training === null ? scheduleLibrary : replayLibrary(training);
  const loaded = new Map<number, Record<string, unknown>>();

  const load = (number: number): Record<string, unknown> => {
    const known = loaded.get(number);
    if (known !== undefined) {
      return known;
    }
    const exports: Record<string, unknown> = {};
    // Registered before it runs, so that cyclic imports see what is there already, as in any module system.
    loaded.set(number, exports);
    const run = modules[number];
    if (run === undefined) {
      throw new Error(`the slice has no module ${number}`);
    }
    run(exports, requireFrom);
    return exports;
  };

  const requireFrom = (specifier: string): unknown => {
    const internal = INTERNAL.exec(specifier);
    if (internal !== null) {
      return load(Number(internal[1]));
    }
    if (TENSORFLOW.test(specifier)) {
      return module;
    }
    if (LIBRARY.test(specifier)) {
      return library;
    }
    return unmetModule(specifier);
  };

  const root = load(0)['$root'];
  if (typeof root !== 'function') {
    throw new Error('the slice yields nothing');
  }
  return (root as () => unknown)();
}

function withTraining(bindings: SliceBindings, training: StandInTraining): SliceBindings {
  return {
    ...bindings,
    get optimizer() {
      return training.optimizer;
    },
    set optimizer(used: unknown) {
      training.use(used);
    },
    get model() {
      return training.model;
    },
    // A callback that makes a model anew makes it for this training.
    set model(_) {},
  };
}

/** The adapters of the library, for the stand-in optimizer. */
function replayLibrary(training: StandInTraining): object {
  return {
    ...scheduleLibrary,
    setLearningRate: (_optimizer: unknown, rate: unknown) => {
      training.setRate(rate);
    },
    getLearningRate: () => training.rate,
  };
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
