import { OPTIMIZERS } from '../../training/optimizers/optimizers';
import { PROBLEMS } from '../../training/problems/problems';
import { formatCount } from '../../protocol/numbers';
import type { TrainingContext } from '../../protocol/training/context';
import type { TrainingForm } from '../../protocol/training/form';
import { OPTIMIZER_NAMES, PROBLEM_IDS, type TrainingSetup } from '../../protocol/training/setup';
import { element, linkButton, pushButton, setText } from '../dom';
import { type OpenSource, placeLink } from '../sourcePlace';
import { type Choice, COUNT_RULE, NumberField, SelectField } from './fields';
import { optimizerDefault, ownModelOf, shippedProblem } from './formDefaults';
import { TRAINING } from './trainingStrings';

/** What a person does in the first lines of the form. */
export interface SetupFormActions {
  readonly change: (change: Partial<TrainingForm>) => void;
  readonly train: () => void;
  readonly rangeTest: () => void;
  readonly openSource: OpenSource;
  /** The model is to come from another file. */
  readonly pickModelFile: () => void;
}

/** The value of the choice of an own model, before its name. */
const OWN = 'own-model:';

/** The first lines of the form, a sentence to be filled in: train on a problem, with an optimizer, for so many steps. */
export class SetupForm {
  readonly node: HTMLElement;
  private readonly problem: SelectField;
  private readonly optimizer: SelectField;
  private readonly steps: NumberField;
  private readonly train: HTMLButtonElement;
  private readonly rangeTest: HTMLButtonElement;
  private readonly sentence = element('span', {});
  private readonly provenance = element('span', { class: 'provenance' });

  constructor(private readonly actions: SetupFormActions) {
    const { change } = actions;
    this.problem = new SelectField('training-problem', null, TRAINING.problem, (value) => {
      if (value.startsWith(OWN)) {
        change({ problem: 'own-model', modelName: value.slice(OWN.length) });
      } else {
        change({ problem: PROBLEM_IDS.find((id) => id === value) ?? null });
      }
    });
    this.optimizer = new SelectField('training-optimizer', null, TRAINING.optimizer, (value) => {
      const name = OPTIMIZER_NAMES.find((candidate) => candidate === value);
      change({ optimizer: name === undefined ? null : { name, parameters: {} } });
    });
    this.steps = new NumberField('training-steps', null, TRAINING.stepsLabel, COUNT_RULE, (steps) => {
      change({ steps });
    });
    this.train = pushButton(TRAINING.train, actions.train);
    this.train.classList.add('primary');
    this.rangeTest = pushButton(TRAINING.rangeTest, actions.rangeTest);
    this.rangeTest.title = TRAINING.rangeTestTitle;
    this.node = element(
      'section',
      { class: 'training-setup', attributes: { 'aria-label': TRAINING.setup } },
      element(
        'div',
        { class: 'training-line' },
        element('span', { class: 'training-words' }, TRAINING.on, this.problem.node),
        element('span', { class: 'training-words' }, TRAINING.with, this.optimizer.node),
        element('span', { class: 'training-words' }, TRAINING.for, this.steps.node, TRAINING.steps),
      ),
      element(
        'div',
        { class: 'training-begin' },
        // Before the sentence for the keyboard, behind it for the eye.
        element('span', { class: 'training-buttons' }, this.train, this.rangeTest),
        element(
          'p',
          { class: 'training-sentence' },
          this.sentence,
          ' ',
          this.provenance,
          ' ',
          linkButton(TRAINING.pickModelFile, TRAINING.pickModelFileTitle, actions.pickModelFile),
        ),
      ),
    );
  }

  /**
   * @param can whether a training and a range test may begin, whether anything is chosen to be trained, and the highest
   * rate of the schedule, by which an optimizer is assumed.
   */
  render(
    form: TrainingForm,
    setup: TrainingSetup,
    context: TrainingContext | null,
    can: {
      readonly train: boolean;
      readonly test: boolean;
      readonly anything: boolean;
      readonly peak: number | null;
    },
  ): void {
    const shipped = shippedProblem(setup.problem);
    const models = context?.models ?? [];
    this.problem.render(
      [...shippedChoices(models.length > 0), ...ownChoices(context)],
      shipped === null ? `${OWN}${form.modelName ?? models[0]?.name ?? ''}` : shipped.id,
    );
    this.optimizer.render(
      OPTIMIZER_NAMES.map((name) => ({ value: name, label: OPTIMIZERS[name].title })),
      setup.optimizer.name,
    );
    this.steps.render(form.steps, formatCount(setup.steps));
    this.train.disabled = !can.train;
    this.train.title = can.anything ? '' : TRAINING.noContestant;
    this.rangeTest.disabled = !can.test;
    setText(
      this.sentence,
      shipped?.sentence ?? TRAINING.ownModelSentence(ownModelOf(form, context)?.data != null),
    );
    this.renderProvenance(form, context, can.peak);
  }

  private renderProvenance(form: TrainingForm, context: TrainingContext | null, peak: number | null): void {
    if (form.optimizer !== null) {
      this.provenance.replaceChildren();
      return;
    }
    const { choice, found } = optimizerDefault(context, peak);
    const { title } = OPTIMIZERS[choice.name];
    if (found === null) {
      this.provenance.replaceChildren(`${TRAINING.optimizerAssumed(title)}.`);
      return;
    }
    const { line, character } = found.range.start;
    this.provenance.replaceChildren(
      `${TRAINING.optimizerSource(title)} `,
      placeLink(found.uri, line, character, this.actions.openSource),
    );
  }
}

function shippedChoices(grouped: boolean): readonly Choice[] {
  return Object.values(PROBLEMS).map(({ id, title }) => ({
    value: id,
    label: title,
    ...(grouped ? { group: TRAINING.shippedGroup } : {}),
  }));
}

function ownChoices(context: TrainingContext | null): readonly Choice[] {
  return (context?.models ?? []).map(({ name, slice, problem }) => ({
    value: `${OWN}${name}`,
    label:
      slice === null
        ? `${TRAINING.ownModel(name)}: ${problem?.message ?? TRAINING.notRunnable}`
        : TRAINING.ownModel(name),
    group: TRAINING.ownModelGroup,
    disabled: slice === null,
  }));
}
