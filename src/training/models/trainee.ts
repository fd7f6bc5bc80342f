import type { Optimizer, Variable } from '@tensorflow/tfjs';

/** What a run trains. */
export interface Trainee {
  /** The weights that are trained, in the order in which the optimizer keeps what belongs to them. */
  readonly variables: readonly Variable[];
  /** What the person should know of the data or the model. */
  readonly notes: readonly string[];
  /**
   * Makes one update on the next batch, within which the optimizer takes its rate.
   * @returns the loss of the batch before the update.
   */
  update(optimizer: Optimizer): number | Promise<number>;
  /** Looks at the validation data; null where there are none. */
  evaluate(): Evaluation | null;
  /** The two weights of a problem that has no more; null for all others. */
  position(): readonly [number, number] | null;
  dispose(): void;
}

/** How well a model does on data that it is not trained on. */
export interface Evaluation {
  readonly loss: number;
  /** Of 1; null where it means nothing. */
  readonly accuracy: number | null;
}
