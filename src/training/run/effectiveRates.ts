import type { Optimizer, Tensor } from '@tensorflow/tfjs';
import type { OptimizerChoice } from '../../protocol/training/setup';
import { completeParameters } from '../optimizers/optimizers';

/** The state that an optimizer of tf.js keeps for each weight; fields that it does not declare. */
interface State {
  readonly accumulatedGrads?: readonly Slot[];
  readonly accumulatedUpdates?: readonly Slot[];
  readonly accumulatedMeanSquares?: readonly Slot[];
  readonly accumulatedMeanGrads?: readonly Slot[];
  readonly accumulatedSecondMoment?: readonly Slot[];
  readonly accumulatedWeightedInfNorm?: readonly Slot[];
}
interface Slot {
  readonly variable: Tensor;
}

/** The median of the effective rates, and where 10 and 90 of 100 weights lie below. */
export interface RateSpread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Of more weights than these every n-th is looked at: the spread is the same, and sorting millions takes long. */
const MOST_WEIGHTS = 50_000;

/**
 * How far each weight moves for a gradient of 1 as it stands in the optimizer's state: what an adaptive optimizer makes of
 * the rate. The formulas are those of tf.js 4.22 (`tfjs-core/src/optimizers`), which differ in places from the papers.
 * @param rate of the update just made.
 * @returns null for an optimizer that adapts nothing, or that has made no update.
 */
export function effectiveRates(
  optimizer: Optimizer,
  choice: OptimizerChoice,
  rate: number,
): RateSpread | null {
  const rates = ratesOf(optimizer, choice, rate);
  return rates === null || rates.length === 0 ? null : spreadOf(rates);
}

function ratesOf(optimizer: Optimizer, choice: OptimizerChoice, rate: number): Float64Array | null {
  const state = optimizer as unknown as State;
  const parameters = completeParameters(choice.name, choice.parameters).map(Number);
  const parameter = (i: number): number => parameters[i] ?? Number.NaN;
  const { iterations } = optimizer;
  switch (choice.name) {
    case 'sgd':
    case 'momentum':
      return null;
    case 'adagrad':
      // Duchi et al. (2011): the sum of squares; tf.js adds the backend's epsilon.
      return overWeights([state.accumulatedGrads], (sum) => rate / Math.sqrt(sum + 1e-7));
    case 'adadelta':
      // Zeiler (2012, arXiv 1212.5701): the root of the mean square update over that of the mean square gradient.
      return overWeights(
        [state.accumulatedGrads, state.accumulatedUpdates],
        (gradient, update) => (rate * Math.sqrt(update + parameter(1))) / Math.sqrt(gradient + parameter(1)),
      );
    case 'rmsprop':
      // Tieleman and Hinton (2012), and in its centered form Graves (2013, arXiv 1308.0850).
      return parameters[3] === 1
        ? overWeights(
            [state.accumulatedMeanSquares, state.accumulatedMeanGrads],
            (square, mean) => rate / Math.sqrt(square - (mean * mean + parameter(2))),
          )
        : overWeights([state.accumulatedMeanSquares], (square) => rate / Math.sqrt(square + parameter(2)));
    case 'adam': {
      // Kingma and Ba (2015, arXiv 1412.6980), algorithm 1.
      const unbiased = 1 - parameter(1) ** iterations;
      return overWeights(
        [state.accumulatedSecondMoment],
        (square) => rate / (Math.sqrt(square / unbiased) + parameter(2)),
      );
    }
    case 'adamax': {
      // The same, algorithm 2; tf.js lets the rate decay by itself.
      const decayed = rate / (1 + parameter(3) * (iterations - 1));
      const unbiased = 1 - parameter(0) ** iterations;
      return overWeights(
        [state.accumulatedWeightedInfNorm],
        (largest) => decayed / unbiased / (largest + parameter(2)),
      );
    }
  }
}

/** Applies a formula to the state of each weight. */
function overWeights(
  slots: readonly (readonly Slot[] | undefined)[],
  formula: (...state: number[]) => number,
): Float64Array | null {
  const kinds = slots.map((kind) => kind?.map(({ variable }) => variable.dataSync()) ?? []);
  const first = kinds[0] ?? [];
  const count = first.reduce((sum, values) => sum + values.length, 0);
  const stride = Math.ceil(count / MOST_WEIGHTS);
  const rates: number[] = [];
  let until = 0;
  for (const [at, values] of first.entries()) {
    const others = kinds.slice(1).map((kind) => kind[at]);
    for (; until < values.length; until += stride) {
      rates.push(
        formula(values[until] ?? Number.NaN, ...others.map((other) => other?.[until] ?? Number.NaN)),
      );
    }
    until -= values.length;
  }
  return Float64Array.from(rates);
}

/** By the nearest rank. Weights that have seen no gradient have no bound to their rate and are left out. */
function spreadOf(rates: Float64Array): RateSpread | null {
  const sorted = rates.filter((rate) => Number.isFinite(rate)).sort();
  const rank = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? Number.NaN;
  return sorted.length === 0 ? null : { low: rank(0.1), median: rank(0.5), high: rank(0.9) };
}
