import { element, setText } from '../dom';
import { TRAINING } from './trainingStrings';

/** What a number field takes. */
export interface NumberRule {
  readonly accepts: (value: number) => boolean;
  /** Said of what it does not take. */
  readonly complaint: string;
}

export const COUNT_RULE: NumberRule = {
  accepts: (value) => Number.isSafeInteger(value) && value > 0,
  complaint: TRAINING.aboveNothing,
};

export const SEED_RULE: NumberRule = {
  accepts: (value) => Number.isSafeInteger(value) && value >= 0,
  complaint: TRAINING.notACount,
};

export const RATE_RULE: NumberRule = {
  accepts: (value) => Number.isFinite(value) && value > 0,
  complaint: TRAINING.notARate,
};

export const NUMBER_RULE: NumberRule = {
  accepts: (value) => Number.isFinite(value),
  complaint: TRAINING.notANumber,
};

/** A field for a number. Empty returns to the default, which it shows meanwhile. */
export class NumberField {
  readonly node: HTMLElement;
  readonly input: HTMLInputElement;
  private readonly complaint: HTMLElement;
  private value: number | null = null;

  /**
   * @param label seen before the field; null where other words stand there, and `title` names it alone.
   * @param onChange hears the number, or null when the field was emptied.
   */
  constructor(
    id: string,
    label: string | null,
    title: string,
    private readonly rule: NumberRule,
    private readonly onChange: (value: number | null) => void,
  ) {
    this.complaint = element('span', {
      class: 'complaint',
      attributes: { id: `${id}-complaint`, role: 'alert' },
    });
    this.input = element('input', {
      class: 'number',
      attributes: {
        id,
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        spellcheck: 'false',
        'aria-describedby': `${id}-complaint`,
        'aria-label': label === null ? title : null,
        title,
      },
    });
    this.input.addEventListener('change', () => {
      this.commit();
    });
    this.input.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') {
        this.restore();
      }
    });
    this.node = element(
      'span',
      { class: 'field' },
      label === null ? null : element('label', { attributes: { for: id } }, label),
      this.input,
      this.complaint,
    );
  }

  /** @param value what the person entered; null shows the default instead. */
  render(value: number | null, preset: string): void {
    this.input.placeholder = preset;
    // A number being typed is the person's until they are done with it.
    if (value !== this.value || document.activeElement !== this.input) {
      this.value = value;
      if (document.activeElement !== this.input) {
        this.restore();
      }
    }
  }

  private commit(): void {
    const text = this.input.value.trim().replaceAll(',', '').replaceAll('_', '');
    if (text === '') {
      this.complain('');
      this.onChange(null);
      return;
    }
    const number = Number(text);
    if (!this.rule.accepts(number)) {
      this.complain(this.rule.complaint);
      return;
    }
    this.complain('');
    this.onChange(number);
  }

  private restore(): void {
    this.input.value = this.value === null ? '' : String(this.value);
    this.complain('');
  }

  private complain(text: string): void {
    setText(this.complaint, text);
    this.input.setAttribute('aria-invalid', String(text !== ''));
  }
}

/** A choice of one from a list, which may be in groups. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
  readonly disabled?: boolean;
}

/** A drop-down list. */
export class SelectField {
  readonly node: HTMLElement;
  readonly select: HTMLSelectElement;
  private shown = '';

  /** @param label as for a number field. */
  constructor(id: string, label: string | null, title: string, onChange: (value: string) => void) {
    this.select = element('select', {
      class: 'select',
      attributes: { id, title, 'aria-label': label === null ? title : null },
    });
    this.select.addEventListener('change', () => {
      onChange(this.select.value);
    });
    this.node = element(
      'span',
      { class: 'field' },
      label === null ? null : element('label', { attributes: { for: id } }, label),
      this.select,
    );
  }

  render(choices: readonly Choice[], value: string): void {
    const shown = JSON.stringify(choices);
    if (shown !== this.shown) {
      this.shown = shown;
      const groups = [...new Set(choices.map(({ group }) => group))];
      this.select.replaceChildren(
        ...groups.flatMap((group): HTMLElement[] => {
          const options = choices.filter((choice) => choice.group === group).map(optionOf);
          return group === undefined
            ? options
            : [element('optgroup', { attributes: { label: group } }, ...options)];
        }),
      );
    }
    this.select.value = value;
  }
}

function optionOf({ value, label, disabled }: Choice): HTMLOptionElement {
  return element('option', { attributes: { value, disabled: disabled === true ? '' : null } }, label);
}

/** A switch with its label. */
export class SwitchField {
  readonly node: HTMLElement;
  readonly input: HTMLInputElement;

  constructor(id: string, label: string, title: string, onChange: (on: boolean) => void) {
    this.input = element('input', { attributes: { type: 'checkbox', id } });
    this.input.addEventListener('change', () => {
      onChange(this.input.checked);
    });
    this.node = element('label', { class: 'toggle', attributes: { for: id, title } }, this.input, label);
  }

  render(on: boolean): void {
    this.input.checked = on;
  }
}
