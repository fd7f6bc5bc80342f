import { NAMED_OPTIMIZERS } from '../../../protocol/optimizerRates';
import { describeValue, ScheduleFault } from '../fault';
import { readRate } from '../rateSource';
import { inert } from './inert';

/** The names under which optimizers hold their rate, in tf.js and in what people write after other libraries. */
const RATE_MEMBERS: ReadonlySet<PropertyKey> = new Set(['learningRate', 'learning_rate', 'lr']);

/**
 * A model in training and its optimizer, which do nothing but keep the rate that they are given. Whatever sets a rate, be
 * it an assignment, a recompile or a new optimizer, sets this one: the last one set is the one trained with.
 */
export class StandInTraining {
  readonly optimizer: object;
  readonly model: object;
  /** Updates made. */
  iterations = 0;
  /** How often the rate was set. */
  settings = 0;
  private readonly optimizers = new WeakSet();

  /** @param rate NaN where the rate is set before the first update. */
  constructor(public rate: number) {
    this.optimizer = this.makeOptimizer();
    this.model = this.makeModel();
  }

  /**
   * Notes what an optimizer's rate is set to, a number or a tensor of one.
   * @throws ScheduleFault of code `not-a-number`.
   */
  readonly setRate = (value: unknown): void => {
    const isTensor = typeof value === 'object' && value !== null && 'dataSync' in value;
    if (typeof value !== 'number' && !isTensor) {
      throw new ScheduleFault('not-a-number', `sets the rate to ${describeValue(value)}, which is no number`);
    }
    this.settings += 1;
    this.rate = readRate(value);
  };

  /** Takes an optimizer into use: one of ours has set its rate already, and a name has a rate of its own. */
  readonly use = (optimizer: unknown): void => {
    if (typeof optimizer === 'string') {
      this.rate = NAMED_OPTIMIZERS[optimizer.toLowerCase()] ?? this.rate;
    }
  };

  /** Makes an optimizer, which is thereby in use: a callback makes none for later. */
  readonly newOptimizer = (rate: unknown): object => {
    this.setRate(rate);
    return this.optimizer;
  };

  readonly isOptimizer = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && this.optimizers.has(value);

  private makeOptimizer(): object {
    const group = this.holder({ params: [] });
    const members: Record<string, unknown> = {
      setLearningRate: this.setRate,
      setLearningrate: this.setRate,
      setLr: this.setRate,
      setLR: this.setRate,
      getLearningRate: () => this.rate,
      getLr: () => this.rate,
      getLR: () => this.rate,
      getConfig: () => ({ learningRate: this.rate }),
      getClassName: () => 'Adam',
      paramGroups: [group],
      param_groups: [group],
      defaults: group,
    };
    Object.defineProperty(members, 'iterations', { get: () => this.iterations, enumerable: true });
    const optimizer = this.holder(members);
    this.optimizers.add(optimizer);
    return optimizer;
  }

  /** An object whose rate, by whatever name, is the rate of this training. */
  private holder(members: Record<string, unknown>): object {
    return new Proxy(members, {
      has: (own, name) => RATE_MEMBERS.has(name) || name in own,
      get: (own, name) => {
        if (RATE_MEMBERS.has(name)) {
          return this.rate;
        }
        return typeof name === 'symbol' || name in own || isUnset(name)
          ? (Reflect.get(own, name) as unknown)
          : inert();
      },
      set: (own, name, value) => {
        if (RATE_MEMBERS.has(name)) {
          this.setRate(value);
          return true;
        }
        return Reflect.set(own, name, value);
      },
    });
  }

  private makeModel(): object {
    const members: Record<string, unknown> = {
      stopTraining: false,
      compile: (settings: { readonly optimizer?: unknown } = {}) => {
        this.use(settings.optimizer);
      },
    };
    return new Proxy(members, {
      get: (own, name) => {
        if (/^optimizer_?$/.test(String(name))) {
          return this.optimizer;
        }
        return typeof name === 'symbol' || name in own ? (Reflect.get(own, name) as unknown) : inert();
      },
      set: (own, name, value) => {
        if (/^optimizer_?$/.test(String(name))) {
          this.use(value);
          return true;
        }
        return Reflect.set(own, name, value);
      },
    });
  }
}

/** Members that people give to optimizers by themselves, and ask for first: `initialLr ??= lr`. */
function isUnset(name: string): boolean {
  return /^(?:initial|base)|^then$/i.test(name);
}
