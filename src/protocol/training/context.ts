import type { TimelineValue } from '../definition';
import type { Problem } from '../problem';
import type { Slice } from '../slice';
import type { Range } from '../text';
import type { OptimizerName } from './setup';

/** An optimizer that the source makes: by a factory, a class, or its name in `compile`. */
export interface OptimizerFound {
  readonly name: OptimizerName;
  /** Null where it is not written as a number and the optimizer has no default. */
  readonly learningRate: number | null;
  /** The other parameters that are written as numbers or booleans, by the names of the factory's parameters. */
  readonly parameters: Readonly<Record<string, number | boolean>>;
  readonly uri: string;
  readonly range: Range;
}

/** A function that the source exports and that can be called without arguments. */
export interface ExportedFunction {
  readonly name: string;
  readonly uri: string;
  readonly range: Range;
  /** The program whose `$root` calls it; null when `problem` says why there is none. */
  readonly slice: Slice | null;
  readonly problem: Problem | null;
}

/** What `compile` is called with, where it is written as literals. */
export interface CompileSettings {
  /** Such as `meanSquaredError`. */
  readonly loss: string | null;
  readonly metrics: readonly string[];
  readonly uri: string;
  readonly range: Range;
}

/** What a document says of training beside its schedules. */
export interface TrainingContext {
  /** In order of their place. */
  readonly optimizers: readonly OptimizerFound[];
  /** Functions that return a `tf.LayersModel`. */
  readonly models: readonly ExportedFunction[];
  /** Functions that return inputs and labels. */
  readonly data: readonly ExportedFunction[];
  readonly compile: CompileSettings | null;
  readonly epochs: TimelineValue | null;
  readonly batchSize: TimelineValue | null;
}
