import type { RandomNumbers } from '../../evaluation/runtime/randomNumbers';
import type { OptimizerName, ProblemId } from '../../protocol/training/setup';

/** Something small to train, so that a schedule can be judged by its loss. */
export interface TrainingProblem {
  readonly id: Exclude<ProblemId, 'own-model'>;
  readonly title: string;
  /** What it is and what it shows, in one sentence for a person. */
  readonly sentence: string;
  /** Examples in a batch, unless the person says otherwise. */
  readonly batchSize: number;
  /** Updates, unless the person says otherwise. */
  readonly steps: number;
  /** Examples that are trained on: an epoch of batches is `ceil(examples / batchSize)` updates. */
  readonly examples: number;
  /** A constant rate with which each optimizer does well here. */
  readonly rates: Readonly<Record<OptimizerName, number>>;
  /** The smoothed loss at which the problem counts as learned, for “steps to a threshold”. */
  readonly threshold: number;
  readonly hasAccuracy: boolean;
  readonly subject: NetworkSubject | SurfaceSubject;
}

/** A network and the data that it learns. */
export interface NetworkSubject {
  readonly kind: 'network';
  readonly network: Network;
  /**
   * Makes the data: the same for the same numbers.
   * @param digits the bytes of the handwritten digits; null where they were not fetched.
   */
  readonly makeData: (random: RandomNumbers, digits: ArrayBuffer | null) => TrainingData;
  /** Whether it needs the handwritten digits. */
  readonly needsDigits: boolean;
}

/** What the weights of a network are and do. */
export type Network = DenseNetwork | ConvolutionalNetwork;

/** Layers of which each unit sees all units before it. */
export interface DenseNetwork {
  readonly kind: 'dense';
  /** Units of each layer, from the inputs to the outputs. */
  readonly units: readonly number[];
  /** Of all layers but the last, which is linear. */
  readonly activation: 'relu' | 'tanh';
  readonly loss: LossName;
}

/** Convolutions of 3×3 with as much padding, each followed by `relu` and a maximum over 2×2; then one dense layer. */
export interface ConvolutionalNetwork {
  readonly kind: 'convolutional';
  /** Pixels of a side of the square pictures, which have one channel. */
  readonly side: number;
  /** Filters of each convolution. */
  readonly filters: readonly number[];
  readonly outputs: number;
  readonly loss: LossName;
}

/** The mean over a batch: of squared differences, or of the cross-entropy between softmax and one-hot targets. */
export type LossName = 'squared-error' | 'cross-entropy';

/** Examples, row by row. The first are trained on, the others validate. */
export interface TrainingData {
  readonly inputs: Float32Array;
  /** Values in one example's inputs. */
  readonly inputSize: number;
  /** One-hot for classes. */
  readonly targets: Float32Array;
  readonly targetSize: number;
  readonly trained: number;
  readonly validating: number;
}

/** Two weights on a surface, whose height is the loss. */
export interface SurfaceSubject {
  readonly kind: 'surface';
  /** The loss of the weights, for contours too. */
  readonly height: (x: number, y: number) => number;
  /** Its derivatives by x and by y. */
  readonly slope: (x: number, y: number) => readonly [number, number];
  readonly start: (random: RandomNumbers) => readonly [number, number];
  /** What a picture of it shows. */
  readonly domain: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  readonly minimum: readonly [number, number];
  /**
   * The standard deviation, in each direction, of where one example of a batch has its minimum; a batch has the mean of
   * its examples. 0 where all batches are the same.
   */
  readonly noise: number;
}
