import type { IndexUnit } from '../protocol/definition';
import { element, setText } from './dom';
import { STRINGS } from './strings';

/** The box for a step or epoch whose rates are wanted. */
export class StepBox {
  readonly node: HTMLElement;
  private readonly label: HTMLLabelElement;
  private readonly input: HTMLInputElement;

  /**
   * @param onEdit hears each valid state of the box while it is typed in; null when it is empty.
   * @param onCommit hears the value that the person has settled on.
   */
  constructor(
    private readonly onEdit: (at: number | null) => void,
    private readonly onCommit: (at: number | null) => void,
  ) {
    this.input = element('input', {
      class: 'number',
      attributes: {
        id: 'step-box',
        type: 'number',
        min: '0',
        step: '1',
        inputmode: 'numeric',
        placeholder: STRINGS.pinPlaceholder,
        title: STRINGS.notACount,
      },
    });
    this.label = element('label', { attributes: { for: 'step-box' } });
    this.input.addEventListener('input', () => {
      this.hear(this.onEdit);
    });
    this.input.addEventListener('change', () => {
      this.hear(this.onCommit);
    });
    this.node = element('span', { class: 'step-box' }, this.label, this.input);
  }

  render(unit: IndexUnit, at: number | null): void {
    setText(this.label, STRINGS.pinLabel(unit));
    const text = at === null ? '' : String(at);
    if (document.activeElement !== this.input && this.input.value !== text) {
      this.input.value = text;
      this.input.setAttribute('aria-invalid', 'false');
    }
  }

  private hear(listener: (at: number | null) => void): void {
    const text = this.input.value.trim();
    const empty = text === '' && !this.input.validity.badInput;
    const at = Number(text === '' ? Number.NaN : text);
    const valid = empty || (Number.isSafeInteger(at) && at >= 0);
    this.input.setAttribute('aria-invalid', String(!valid));
    if (valid) {
      listener(empty ? null : at);
    }
  }
}
