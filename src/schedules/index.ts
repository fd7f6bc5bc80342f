// The public entry of the package, and the one place in the repository where re-exporting is right: it says what
// the package promises. Code of this repository imports the files themselves.
export { LearningRateSchedule } from './LearningRateSchedule';
export type { ConfigValue, ScheduleConfig, ScheduleConstructor } from './LearningRateSchedule';
export { CosineDecay, cosineDecay } from './CosineDecay';
export type { CosineDecayConfig } from './CosineDecay';
export { CosineDecayRestarts, cosineDecayRestarts } from './CosineDecayRestarts';
export type { CosineDecayRestartsConfig } from './CosineDecayRestarts';
export { ExponentialDecay, exponentialDecay } from './ExponentialDecay';
export type { ExponentialDecayConfig } from './ExponentialDecay';
export { InverseTimeDecay, inverseTimeDecay } from './InverseTimeDecay';
export type { InverseTimeDecayConfig } from './InverseTimeDecay';
export { PiecewiseConstantDecay, piecewiseConstantDecay } from './PiecewiseConstantDecay';
export type { PiecewiseConstantDecayConfig } from './PiecewiseConstantDecay';
export { PolynomialDecay, polynomialDecay } from './PolynomialDecay';
export type { PolynomialDecayConfig } from './PolynomialDecay';
export { CyclicalLearningRate, cyclicalLearningRate } from './CyclicalLearningRate';
export type {
  CycleConfig,
  CyclicalLearningRateConfig,
  ScaleFunction,
  ScaleMode,
} from './CyclicalLearningRate';
export {
  ExponentialCyclicalLearningRate,
  exponentialCyclicalLearningRate,
} from './ExponentialCyclicalLearningRate';
export type { ExponentialCyclicalLearningRateConfig } from './ExponentialCyclicalLearningRate';
export {
  TriangularCyclicalLearningRate,
  triangularCyclicalLearningRate,
} from './TriangularCyclicalLearningRate';
export type { TriangularCyclicalLearningRateConfig } from './TriangularCyclicalLearningRate';
export {
  Triangular2CyclicalLearningRate,
  triangular2CyclicalLearningRate,
} from './Triangular2CyclicalLearningRate';
export type { Triangular2CyclicalLearningRateConfig } from './Triangular2CyclicalLearningRate';
export { attachSchedule } from './tfjs/attachSchedule';
export type { AttachScheduleOptions, StepIndexed } from './tfjs/attachSchedule';
export { callbackList } from './tfjs/callbackList';
export type { CallbackInstance, YieldEvery } from './tfjs/callbackList';
export { LearningRateScheduler } from './tfjs/LearningRateScheduler';
export type { EpochIndexed, EpochSchedule, LearningRateSchedulerOptions } from './tfjs/LearningRateScheduler';
export { getLearningRate, setLearningRate } from './tfjs/learningRate';
