import type { IndexUnit } from '../definition';
import type { Slice } from '../slice';
import type { BackendName, OptimizerChoice, ProblemId } from './setup';

/** Where the rate of each update comes from. */
export type RateProgram =
  | { readonly kind: 'constant'; readonly rate: number }
  /** Rises exponentially over the run, for the range test of Smith (arXiv 1506.01186). */
  | { readonly kind: 'ramp'; readonly from: number; readonly to: number }
  /** The person's own schedule, run with the real tf.js. */
  | {
      readonly kind: 'slice';
      readonly slice: Slice;
      readonly index: IndexUnit;
      /** The rate that an `(epoch, rate)` function finds before its first call. */
      readonly initialRate: number | null;
      /** The length of the schedule in its own index, which functions of how much of it is done are told. */
      readonly horizon: number;
      /** Updates in an epoch of a callback's own training, where its index is the step; 1 for what has no epochs. */
      readonly stepsPerEpoch: number;
      /**
       * How far the index of a schedule of steps moves at each update: 1 trains with the schedule as written; n goes
       * through it in strides of n (update k has the rate at index `floor(k * stride)`).
       */
      readonly stride: number;
    };

/** The person's own model and data, each the slice of a function that their source exports. */
export interface OwnModel {
  readonly model: Slice;
  /** Null where they have none: then inputs are random and labels come from a fixed random teacher. */
  readonly data: Slice | null;
  /** As given to `compile`, such as `meanSquaredError`; null where the source does not say. */
  readonly loss: string | null;
}

/** All that one worker needs for one run: one schedule, one seed. */
export interface TrainingJob {
  readonly problem: Exclude<ProblemId, 'own-model'> | OwnModel;
  readonly optimizer: OptimizerChoice;
  readonly backend: BackendName;
  /** Updates to make. */
  readonly steps: number;
  readonly batchSize: number;
  /** Updates in an epoch. */
  readonly stepsPerEpoch: number;
  readonly seed: number;
  readonly rate: RateProgram;
  /** Updates between two looks at the validation data; 0 for none. */
  readonly validationEvery: number;
  /** Whether the effective rates of the weights are wanted, where the optimizer adapts them. */
  readonly effectiveRates: boolean;
  /** Milliseconds that the whole run may be expected to take before the person is asked. */
  readonly patience: number;
}
