import { LearningRateSchedule } from './LearningRateSchedule';
import { ParameterReader } from './ParameterReader';

/** Parameters of a decay that goes on for ever, as its own class documents them. Lengths are in steps. */
type EndlessDecayConfig = {
  initialLearningRate: number;
  decaySteps: number;
  decayRate: number;
  staircase?: boolean;
  name?: string | null;
};

/** What decays have in common that count in units of `decaySteps` steps and never end. */
export abstract class EndlessDecay extends LearningRateSchedule {
  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly decayRate: number;
  readonly staircase: boolean;
  readonly name: string | null;

  /**
   * @param own the class whose parameters these are: only an instance of a class derived from it may have others.
   * @throws TypeError for a parameter that is missing, unknown or of the wrong type.
   * @throws RangeError if `decaySteps` is not above 0, or a number is not finite.
   */
  protected constructor(own: { readonly className: string }, config: EndlessDecayConfig) {
    super();
    const parameters = new ParameterReader(own.className, config);
    this.initialLearningRate = parameters.number('initialLearningRate');
    this.decaySteps = parameters.positive('decaySteps');
    this.decayRate = parameters.number('decayRate');
    this.staircase = parameters.flag('staircase', false);
    this.name = parameters.name(own.className);
    if (new.target === own) parameters.allowOnly(Object.keys(this.getConfig()));
  }

  getConfig(): Required<EndlessDecayConfig> {
    return {
      initialLearningRate: this.initialLearningRate,
      decaySteps: this.decaySteps,
      decayRate: this.decayRate,
      staircase: this.staircase,
      name: this.name,
    };
  }

  /** How many decays there have been at `step` (0-based), in whole numbers for a staircase. */
  protected decaysAt(step: number): number {
    const decays = step / this.decaySteps;
    return this.staircase ? Math.floor(decays) : decays;
  }
}
