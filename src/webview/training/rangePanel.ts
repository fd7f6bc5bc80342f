import type { RangeSuggestion, RangeTest } from '../../training/results/rangeTest';
import { formatRate } from '../../protocol/numbers';
import { element, pushButton, setText } from '../dom';
import { TRAINING } from './trainingStrings';

/** Puts the suggested rates into a schedule in the source. */
export type WriteSchedule = (form: 'cyclical' | 'cosine', rates: RangeSuggestion) => void;

/** What a range test suggests, and what can be done with it. */
export class RangePanel {
  readonly node: HTMLElement;
  private readonly rates = element('p', { class: 'range-rates' });
  private readonly how = element('p', { class: 'training-note' });
  private readonly buttons: HTMLElement;
  private suggestion: RangeSuggestion | null = null;

  constructor(write: WriteSchedule) {
    const button = (text: string, form: 'cyclical' | 'cosine'): HTMLButtonElement => {
      const made = pushButton(text, () => {
        if (this.suggestion !== null) {
          write(form, this.suggestion);
        }
      });
      made.title = TRAINING.writeTitle;
      return made;
    };
    this.buttons = element(
      'div',
      { class: 'training-buttons' },
      button(TRAINING.writeCyclical, 'cyclical'),
      button(TRAINING.writeCosine, 'cosine'),
    );
    this.node = element(
      'section',
      { class: 'range-panel', attributes: { 'aria-label': TRAINING.rangeTest } },
      this.rates,
      this.buttons,
      this.how,
      element('p', { class: 'training-note' }, TRAINING.toy),
    );
  }

  /** @param test what was read from the test; null while there is none that is over. */
  render(test: RangeTest | null): void {
    this.node.hidden = test === null;
    if (test === null) {
      return;
    }
    const { suggestion, explanation } = test;
    this.suggestion = suggestion;
    this.buttons.hidden = suggestion === null;
    this.rates.hidden = suggestion === null;
    setText(this.how, explanation);
    setText(
      this.rates,
      suggestion === null
        ? ''
        : TRAINING.suggestion(formatRate(suggestion.base), formatRate(suggestion.maximal)),
    );
  }
}
