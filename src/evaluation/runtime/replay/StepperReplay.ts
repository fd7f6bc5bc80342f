import { STEP_METHODS } from '../../../protocol/stepMethods';
import { describeValue, ScheduleFault } from '../fault';
import { readRate } from '../rateSource';
import { type Course, Metrics } from './metrics';
import type { Replay, ReplayMaker, ReplaySettings } from './replay';
import { StandInTraining } from './StandInTraining';

type Stepper = Record<string, unknown>;
type Method = (...parameters: unknown[]) => unknown;

/** What gives the rate that a stepper is at. */
const READERS = [
  'getLr',
  'getLR',
  'get_lr',
  'getLearningRate',
  'getCurrentLr',
  'getCurrentLR',
  'getRate',
  'computeLr',
  'computeLR',
  'getLastLr',
  'getLastLR',
  'get_last_lr',
  'get',
];
/** A stepper of optimizers is asked this many times whether it sets the rate, or for all steps there are, up to the most. */
const FEWEST_ASKED = 1_000;
const MOST_ASKED = 10_000;
const MEMBERS = [
  'lr',
  'learningRate',
  'learning_rate',
  'currentLr',
  'currentLR',
  'current_lr',
  'currentLearningRate',
  'rate',
  '_lr',
  '_learningRate',
];

/** Members that may hold the rate among other things. */
const HOLDERS = ['state', '_state'];

/**
 * Takes a stepper one step on after each update, as a loop over `optimizer.step(); scheduler.step()` does (PyTorch). Where
 * it sets the optimizer's rate, that is the rate: what its methods give is then made of it, and for its own use. Where it
 * does not, it says what the rate is.
 */
export class StepperReplay implements Replay {
  readonly metrics: Metrics;
  private readonly training: StandInTraining;
  private readonly stepper: Stepper;
  private readonly reader: Method | null;
  private readonly setsRate: boolean;
  /** Whether its step counts by itself when it is not told the index. */
  private readonly countsAlone: boolean;
  private index = 0;

  /** @throws ScheduleFault when the slice yields no stepper, and whatever it throws. */
  constructor(
    make: ReplayMaker,
    course: Course,
    private readonly settings: ReplaySettings,
  ) {
    this.metrics = new Metrics(course);
    this.training = this.newTraining();
    const made = make(this.training);
    this.stepper = stepperIn(made);
    this.countsAlone = (made as { readonly alone?: unknown }).alone === true;
    this.reader = methodOf(this.stepper, READERS);
    if (methodOf(this.stepper, STEP_METHODS) === null && this.reader === null) {
      throw new ScheduleFault('unsupported', `has none of the methods ${STEP_METHODS.join(', ')}`);
    }
    this.setsRate = this.wouldSetRate(make);
  }

  /** The rate of the next index. */
  next(): number {
    const { index } = this;
    this.index += 1;
    if (!this.setsRate && this.reader === null && this.member() === null) {
      // Nothing but the step itself says what the rate is.
      return readRate(this.goOn(this.stepper, index));
    }
    if (index > 0) {
      this.training.iterations += 1;
      this.goOn(this.stepper, index);
    }
    return this.setsRate ? this.training.rate : this.read(index);
  }

  private newTraining(): StandInTraining {
    return new StandInTraining(this.settings.initialRate ?? Number.NaN);
  }

  /**
   * Whether a step sets the optimizer's rate: another of its kind is asked, since a step cannot be taken back. One that
   * sets it now and then leaves it as it is meanwhile, and is asked until it does.
   */
  private wouldSetRate(make: ReplayMaker): boolean {
    const training = this.newTraining();
    const other = stepperIn(make(training));
    const seesOptimizer = this.settings.initialRate !== null;
    const most = seesOptimizer ? Math.min(Math.max(this.settings.horizon, FEWEST_ASKED), MOST_ASKED) : 1;
    this.goOn(other, 1);
    try {
      for (let index = 2; index <= most && training.settings === 0; index += 1) {
        this.settings.tick();
        this.goOn(other, index);
      }
    } catch (error) {
      // What fails so far on may never be asked for; what is asked for fails again.
      if (error instanceof ScheduleFault) {
        throw error;
      }
    }
    return training.settings > 0;
  }

  private goOn(stepper: Stepper, index: number): unknown {
    const step = methodOf(stepper, STEP_METHODS);
    if (step === null) {
      return undefined;
    }
    return step.length > 0 && !this.countsAlone ? step.call(stepper, index) : step.call(stepper);
  }

  /** The rate that the stepper says it is at; of several groups of weights, that of the first. */
  private read(index: number): number {
    const value = this.reader === null ? this.member() : this.reader.call(this.stepper, index);
    const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
    return readRate(first);
  }

  private member(): unknown {
    for (const holder of [this.stepper, ...HOLDERS.map((name) => this.stepper[name])]) {
      for (const name of MEMBERS) {
        const value = typeof holder === 'object' && holder !== null ? (holder as Stepper)[name] : undefined;
        if (typeof value === 'number') {
          return value;
        }
      }
    }
    return null;
  }
}

function methodOf(stepper: Stepper, names: readonly string[]): Method | null {
  for (const name of names) {
    const method = stepper[name];
    if (typeof method === 'function') {
      return method as Method;
    }
  }
  return null;
}

function stepperIn(value: unknown): Stepper {
  const stepper =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['stepper'] : undefined;
  if (typeof stepper !== 'object' || stepper === null) {
    throw new ScheduleFault('unsupported', `is nothing that can be stepped: it is ${describeValue(stepper)}`);
  }
  return stepper as Stepper;
}
