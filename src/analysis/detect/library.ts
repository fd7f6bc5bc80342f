/** The package of our library. */
export const LIBRARY = 'tfjs-lr-schedules';

/** The schedules of our library, by the names they are exported under; their semantics are in `src/schedules`. */
export const SCHEDULE_CLASSES = [
  'ExponentialDecay',
  'InverseTimeDecay',
  'PiecewiseConstantDecay',
  'PolynomialDecay',
  'CosineDecay',
  'CosineDecayRestarts',
  'CyclicalLearningRate',
  'TriangularCyclicalLearningRate',
  'Triangular2CyclicalLearningRate',
  'ExponentialCyclicalLearningRate',
] as const;

/** From the name of a factory to that of the class it makes. */
export const FACTORIES: ReadonlyMap<string, string> = new Map(
  SCHEDULE_CLASSES.map((name) => [name.charAt(0).toLowerCase() + name.slice(1), name]),
);

export const SCHEDULE_BASE = 'LearningRateSchedule';
export const SCHEDULER_CALLBACK = 'LearningRateScheduler';

/** The names under which people import what makes schedules. */
export const LIBRARY_NAMES: ReadonlySet<string> = new Set([
  ...SCHEDULE_CLASSES,
  ...FACTORIES.keys(),
  SCHEDULE_BASE,
  SCHEDULER_CALLBACK,
]);
