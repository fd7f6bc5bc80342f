import { OPTIMIZERS, type OptimizerParameter } from '../../training/optimizers/optimizers';
import { formatCount, formatExactRate, formatRate } from '../../protocol/numbers';
import type { TrainingForm } from '../../protocol/training/form';
import { BACKEND_NAMES, type OptimizerChoice, type TrainingSetup } from '../../protocol/training/setup';
import { element } from '../dom';
import {
  COUNT_RULE,
  NUMBER_RULE,
  NumberField,
  RATE_RULE,
  SEED_RULE,
  SelectField,
  SwitchField,
} from './fields';
import { UNTOUCHED } from './formDefaults';
import { TRAINING } from './trainingStrings';

/** The less usual settings, folded away. */
export class MoreSettings {
  readonly node: HTMLDetailsElement;
  private readonly backend: SelectField;
  private readonly batchSize: NumberField;
  private readonly seed: NumberField;
  private readonly repeats: NumberField;
  private readonly stepsPerEpoch: NumberField;
  private readonly threshold: NumberField;
  private readonly rangeFrom: NumberField;
  private readonly rangeTo: NumberField;
  private readonly rangeSteps: NumberField;
  private readonly whole: SwitchField;
  private readonly parameters = element('span', { class: 'training-fields' });
  private parameterFields: readonly ParameterField[] = [];
  private parametersOf = '';
  private optimizer: OptimizerChoice | null = null;

  constructor(private readonly change: (change: Partial<TrainingForm>) => void) {
    const count = (id: string, label: string, key: 'batchSize' | 'stepsPerEpoch'): NumberField =>
      new NumberField(`training-${id}`, label, label, COUNT_RULE, (value) => {
        change({ [key]: value });
      });
    this.backend = new SelectField('training-backend', TRAINING.backend, TRAINING.backend, (value) => {
      change({ backend: BACKEND_NAMES.find((name) => name === value) ?? UNTOUCHED.backend });
    });
    this.batchSize = count('batch-size', TRAINING.batchSize, 'batchSize');
    this.stepsPerEpoch = count('steps-per-epoch', TRAINING.stepsPerEpoch, 'stepsPerEpoch');
    this.seed = new NumberField('training-seed', TRAINING.seed, TRAINING.seed, SEED_RULE, (seed) => {
      change({ seed: seed ?? UNTOUCHED.seed });
    });
    this.repeats = new NumberField(
      'training-repeats',
      TRAINING.repeats,
      TRAINING.repeats,
      COUNT_RULE,
      (value) => {
        change({ repeats: value ?? UNTOUCHED.repeats });
      },
    );
    this.threshold = new NumberField(
      'training-threshold',
      TRAINING.threshold,
      TRAINING.threshold,
      NUMBER_RULE,
      (threshold) => {
        change({ threshold });
      },
    );
    this.rangeFrom = new NumberField(
      'range-from',
      TRAINING.rangeFrom,
      TRAINING.rangeFrom,
      RATE_RULE,
      (value) => {
        change({ rangeFrom: value ?? UNTOUCHED.rangeFrom });
      },
    );
    this.rangeTo = new NumberField('range-to', TRAINING.rangeTo, TRAINING.rangeTo, RATE_RULE, (value) => {
      change({ rangeTo: value ?? UNTOUCHED.rangeTo });
    });
    this.rangeSteps = new NumberField(
      'range-steps',
      TRAINING.rangeSteps,
      TRAINING.rangeSteps,
      COUNT_RULE,
      (value) => {
        change({ rangeSteps: value ?? UNTOUCHED.rangeSteps });
      },
    );
    this.whole = new SwitchField('training-whole', TRAINING.wholeSchedule, TRAINING.wholeSchedule, (on) => {
      change({ wholeSchedule: on });
    });
    this.node = element(
      'details',
      { class: 'training-more' },
      element('summary', {}, TRAINING.more),
      element(
        'div',
        { class: 'training-fields' },
        this.backend.node,
        this.batchSize.node,
        this.seed.node,
        this.repeats.node,
        this.stepsPerEpoch.node,
        this.threshold.node,
        this.whole.node,
        this.parameters,
        element(
          'span',
          { class: 'training-fields' },
          this.rangeFrom.node,
          this.rangeTo.node,
          this.rangeSteps.node,
        ),
      ),
    );
  }

  render(form: TrainingForm, setup: TrainingSetup, threshold: number | null): void {
    this.backend.render(
      BACKEND_NAMES.toReversed().map((name) => ({ value: name, label: TRAINING.backendName[name] })),
      form.backend,
    );
    this.batchSize.render(form.batchSize, formatCount(setup.batchSize));
    this.stepsPerEpoch.render(form.stepsPerEpoch, formatCount(setup.stepsPerEpoch));
    this.seed.render(form.seed, '');
    this.repeats.render(form.repeats, '');
    this.threshold.render(form.threshold, threshold === null ? TRAINING.automatic : formatRate(threshold));
    this.whole.render(form.wholeSchedule);
    this.rangeFrom.render(form.rangeFrom, formatExactRate(UNTOUCHED.rangeFrom));
    this.rangeTo.render(form.rangeTo, formatExactRate(UNTOUCHED.rangeTo));
    this.rangeSteps.render(form.rangeSteps, formatCount(UNTOUCHED.rangeSteps));
    this.renderParameters(setup.optimizer);
  }

  private renderParameters(optimizer: OptimizerChoice): void {
    this.optimizer = optimizer;
    if (this.parametersOf !== optimizer.name) {
      this.parametersOf = optimizer.name;
      this.parameterFields = OPTIMIZERS[optimizer.name].parameters.map(
        (parameter) =>
          new ParameterField(parameter, OPTIMIZERS[optimizer.name].title, (value) => {
            this.setParameter(parameter.name, value);
          }),
      );
      this.parameters.replaceChildren(...this.parameterFields.map(({ node }) => node));
    }
    for (const field of this.parameterFields) {
      field.render(optimizer.parameters[field.name] ?? null);
    }
  }

  private setParameter(name: string, value: number | boolean | null): void {
    if (this.optimizer === null) {
      return;
    }
    const rest = Object.entries(this.optimizer.parameters).filter(([key]) => key !== name);
    const parameters = Object.fromEntries(value === null ? rest : [...rest, [name, value]]);
    this.change({ optimizer: { name: this.optimizer.name, parameters } });
  }
}

/** A field for a parameter of an optimizer. */
class ParameterField {
  readonly node: HTMLElement;
  readonly name: string;
  readonly render: (value: number | boolean | null) => void;

  constructor(
    parameter: OptimizerParameter,
    optimizer: string,
    onChange: (value: number | boolean | null) => void,
  ) {
    this.name = parameter.name;
    const id = `training-parameter-${parameter.name}`;
    const title = `${parameter.name} of ${optimizer}`;
    if (parameter.kind === 'switch') {
      const field = new SwitchField(id, parameter.label, title, onChange);
      this.node = field.node;
      this.render = (value) => {
        field.render(typeof value === 'boolean' ? value : parameter.value);
      };
      return;
    }
    const [least, most] = parameter.range;
    const rule = {
      accepts: (value: number) => value >= least && value <= most,
      complaint: TRAINING.notInRange(formatExactRate(least), formatExactRate(most)),
    };
    const field = new NumberField(id, parameter.label, title, rule, onChange);
    this.node = field.node;
    this.render = (value) => {
      field.render(typeof value === 'number' ? value : null, formatExactRate(parameter.value));
    };
  }
}
