import { element, pushButton, setText } from '../dom';
import { SwitchField } from './fields';
import { runsAtOnce } from './runner';
import type { TrainingSession } from './trainingSession';
import { TRAINING } from './trainingStrings';

/** What a person does in the line over the chart. */
export interface StatusLineActions {
  readonly stop: () => void;
  readonly goOn: () => void;
  readonly setLogarithmic: (on: boolean) => void;
  readonly setEffectiveRates: (on: boolean) => void;
}

/** The line over the chart: how far the training is, what stops it, and how it is drawn. */
export class StatusLine {
  readonly node: HTMLElement;
  private readonly text = element('span', { class: 'training-status' });
  private readonly progress = element('progress', {
    attributes: { max: '1', 'aria-label': TRAINING.progressLabel },
  });
  private readonly stop: HTMLButtonElement;
  private readonly logarithmic: SwitchField;
  private readonly effective: SwitchField;
  private readonly question = element('span', {});
  private readonly ask: HTMLElement;

  constructor(actions: StatusLineActions) {
    this.stop = pushButton(TRAINING.stop, actions.stop);
    this.logarithmic = new SwitchField(
      'training-logarithmic',
      TRAINING.logarithmic,
      '',
      actions.setLogarithmic,
    );
    this.effective = new SwitchField(
      'training-effective',
      TRAINING.effectiveRates,
      TRAINING.effectiveTitle,
      actions.setEffectiveRates,
    );
    this.ask = element(
      'div',
      { class: 'training-ask', attributes: { role: 'alert' } },
      this.question,
      pushButton(TRAINING.goOn, actions.goOn),
      pushButton(TRAINING.stop, actions.stop),
    );
    this.node = element(
      'div',
      { class: 'training-bar' },
      element('div', { class: 'training-line' }, this.text, this.progress, this.stop),
      element('div', { class: 'training-switches' }, this.logarithmic.node, this.effective.node),
      this.ask,
    );
  }

  /** @param adaptive whether the optimizer has effective rates to draw. */
  render(
    session: TrainingSession,
    shown: { readonly logarithmic: boolean; readonly effectiveRates: boolean; readonly adaptive: boolean },
  ): void {
    const { running, asking, progress, comparison, started } = session;
    setText(this.text, running ? runningText(session) : restingText(session));
    this.text.title = started === null ? '' : TRAINING.onBackend(started.backend, started.parameters);
    this.progress.hidden = !running;
    this.progress.value = progress.all === 0 ? 0 : progress.done / progress.all;
    this.stop.hidden = !running || asking;
    this.logarithmic.render(shown.logarithmic);
    this.effective.render(shown.effectiveRates);
    this.effective.node.hidden = !shown.adaptive;
    this.ask.hidden = !asking;
    if (asking) {
      const runs = comparison?.traces.length ?? 1;
      const atOnce = Math.min(runsAtOnce(), runs);
      setText(this.question, TRAINING.asks(((started?.expected ?? 0) * runs) / atOnce, runs));
    }
  }
}

function runningText({ progress, started }: TrainingSession): string {
  const { done, all, speed, left } = progress;
  if (started === null) {
    return TRAINING.loading;
  }
  const parts = [
    TRAINING.progress(done, all),
    speed === null ? null : TRAINING.perSecond(speed),
    left === null ? null : TRAINING.left(left),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function restingText({ comparison, stopped, progress, time, started }: TrainingSession): string {
  if (comparison === null) {
    return '';
  }
  const { title, setup } = comparison.plan;
  const made = comparison.traces.reduce((sum, { steps }) => sum + steps, 0);
  const parts = [
    title,
    TRAINING.seedNote(setup.seed, comparison.isRangeTest ? 1 : setup.repeats),
    stopped ? TRAINING.stoppedAt(made, progress.all) : started === null ? null : TRAINING.done(time),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
