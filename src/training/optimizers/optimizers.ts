import type { OptimizerName } from '../../protocol/training/setup';

/** A number or switch that an optimizer is made with beside its rate, in the order of its factory's parameters. */
export type OptimizerParameter =
  | {
      readonly kind: 'number';
      /** The name of the factory's parameter, such as `beta1`. */
      readonly name: string;
      readonly label: string;
      /** Of the factory; where that has none, what is usual. */
      readonly value: number;
      /** What is accepted, the ends included. */
      readonly range: readonly [number, number];
    }
  | { readonly kind: 'switch'; readonly name: string; readonly label: string; readonly value: boolean };

/** What is known of an optimizer of tf.js. */
export interface OptimizerDescription {
  readonly title: string;
  /** The rate that its factory has as default; null where it has none. */
  readonly defaultRate: number | null;
  readonly parameters: readonly OptimizerParameter[];
  /** Whether each weight has a rate of its own, made from the gradients that it has seen. */
  readonly adaptive: boolean;
}

/** The most that is below 1, where a mean would never move. */
const BELOW_ONE = 0.99999;

const number = (
  name: string,
  label: string,
  value: number,
  range: readonly [number, number],
): OptimizerParameter => ({ kind: 'number', name, label, value, range });

const epsilon = number('epsilon', 'ε, against division by zero', 1e-7, [1e-12, 1]);

/** The optimizers of tf.js 4, with the parameters and defaults of their factories in `tf.train`. */
export const OPTIMIZERS: Readonly<Record<OptimizerName, OptimizerDescription>> = {
  sgd: { title: 'SGD', defaultRate: null, parameters: [], adaptive: false },
  momentum: {
    title: 'Momentum',
    defaultRate: null,
    parameters: [
      number('momentum', 'momentum', 0.9, [0, BELOW_ONE]),
      { kind: 'switch', name: 'useNesterov', label: 'Nesterov’s form', value: false },
    ],
    adaptive: false,
  },
  adagrad: {
    title: 'Adagrad',
    defaultRate: null,
    parameters: [number('initialAccumulatorValue', 'initial accumulator', 0.1, [0, 1000])],
    adaptive: true,
  },
  // That of tf.js 4 starts both of its means at zero and divides the one by the other as they were before the update: the
  // ratio stays 1, and it trains as SGD does with the same rate.
  adadelta: {
    title: 'Adadelta',
    defaultRate: 0.001,
    parameters: [number('rho', 'ρ, decay of the means', 0.95, [0, BELOW_ONE]), epsilon],
    adaptive: true,
  },
  adam: {
    title: 'Adam',
    defaultRate: 0.001,
    parameters: [
      number('beta1', 'β₁, decay of the mean', 0.9, [0, BELOW_ONE]),
      number('beta2', 'β₂, decay of the mean square', 0.999, [0, BELOW_ONE]),
      epsilon,
    ],
    adaptive: true,
  },
  adamax: {
    title: 'Adamax',
    defaultRate: 0.002,
    parameters: [
      number('beta1', 'β₁, decay of the mean', 0.9, [0, BELOW_ONE]),
      number('beta2', 'β₂, decay of the largest', 0.999, [0, BELOW_ONE]),
      epsilon,
      number('decay', 'decay of the rate by itself', 0, [0, 1]),
    ],
    adaptive: true,
  },
  rmsprop: {
    title: 'RMSProp',
    defaultRate: null,
    parameters: [
      number('decay', 'decay of the mean square', 0.9, [0, BELOW_ONE]),
      number('momentum', 'momentum', 0, [0, BELOW_ONE]),
      epsilon,
      { kind: 'switch', name: 'centered', label: 'centered', value: false },
    ],
    adaptive: true,
  },
};

/** The parameters of an optimizer in the order of its factory: those given, and defaults for the others. */
export function completeParameters(
  name: OptimizerName,
  given: Readonly<Record<string, number | boolean>>,
): readonly (number | boolean)[] {
  return OPTIMIZERS[name].parameters.map((parameter) => given[parameter.name] ?? parameter.value);
}

/** What is wrong with the parameters given, in words; null when nothing is. */
export function parameterMistake(
  name: OptimizerName,
  given: Readonly<Record<string, number | boolean>>,
): string | null {
  const { title, parameters } = OPTIMIZERS[name];
  for (const [key, value] of Object.entries(given)) {
    const parameter = parameters.find((candidate) => candidate.name === key);
    if (parameter === undefined) {
      return `${title} has no parameter ${key}`;
    }
    if (parameter.kind === 'switch') {
      if (typeof value !== 'boolean') {
        return `${key} of ${title} is either true or false`;
      }
      continue;
    }
    const [least, most] = parameter.range;
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      return `${key} of ${title} must be a number from ${least} to ${most}`;
    }
  }
  return null;
}
