import { formatExactRate } from '../../protocol/numbers';
import { CONSTANT_KINDS, type ConstantKind, type TrainingForm } from '../../protocol/training/form';
import { element, setText } from '../dom';
import type { Look } from '../look';
import { swatch } from '../swatch';
import { MOST_CONTESTANTS } from './contestants';
import { NumberField, RATE_RULE } from './fields';
import { TRAINING } from './trainingStrings';

/** A contestant that can be chosen. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly look: Look;
  readonly chosen: boolean;
  /** Why it cannot be trained; null when it can. */
  readonly obstacle: string | null;
}

interface Row {
  readonly node: HTMLElement;
  readonly checkbox: HTMLInputElement;
  readonly swatch: HTMLElement;
  readonly name: HTMLElement;
  readonly label: HTMLLabelElement;
}

/** The schedules and constant rates to train beside one another. Rows stay as long as their candidate does. */
export class ContestantPicker {
  readonly node: HTMLElement;
  private readonly list = element('span', { class: 'contestants' });
  private readonly pacing = element('p', { class: 'training-sentence' });
  private readonly rate: NumberField;
  private readonly rows = new Map<string, Row>();

  constructor(
    private readonly toggle: (id: string, on: boolean) => void,
    change: (change: Partial<TrainingForm>) => void,
  ) {
    this.rate = new NumberField('constant-rate', null, TRAINING.constantRate, RATE_RULE, (constantRate) => {
      change({ constantRate });
    });
    this.node = element(
      'fieldset',
      { class: 'training-contestants' },
      element('legend', { class: 'visually-hidden' }, TRAINING.contestants),
      this.list,
      this.pacing,
    );
  }

  /**
   * @param constantRate what the person entered; `preset` is what stands in for it.
   * @param pacing how schedules that do not fit the run are gone through.
   */
  render(
    candidates: readonly Candidate[],
    constant: { readonly rate: number | null; readonly preset: number },
    pacing: readonly string[],
  ): void {
    for (const [id, { node }] of this.rows) {
      if (!candidates.some((candidate) => candidate.id === id)) {
        node.remove();
        this.rows.delete(id);
      }
    }
    const full = candidates.filter(({ chosen }) => chosen).length >= MOST_CONTESTANTS;
    candidates.forEach((candidate, position) => {
      const row = this.rows.get(candidate.id) ?? this.addRow(candidate.id);
      if (this.list.children[position] !== row.node) {
        this.list.insertBefore(row.node, this.list.children[position] ?? null);
      }
      fill(row, candidate, full);
    });
    this.rate.render(constant.rate, formatExactRate(constant.preset));
    setText(this.pacing, pacing.join('. '));
    this.pacing.hidden = pacing.length === 0;
  }

  private addRow(id: string): Row {
    const inputId = `contestant-${this.rows.size}-${id}`;
    const checkbox = element('input', { attributes: { type: 'checkbox', id: inputId } });
    checkbox.addEventListener('change', () => {
      this.toggle(id, checkbox.checked);
    });
    const name = element('span', { class: 'contestant-name' });
    const place = element('span', { class: 'contestant-swatch' });
    const label = element('label', { class: 'toggle', attributes: { for: inputId } }, checkbox, place, name);
    const node = element('span', { class: 'contestant' }, label, id === 'constant' ? this.rate.node : null);
    const row = { node, checkbox, swatch: place, name, label };
    this.rows.set(id, row);
    return row;
  }
}

function fill(row: Row, { name, look, chosen, obstacle }: Candidate, full: boolean): void {
  row.checkbox.checked = chosen;
  row.checkbox.disabled = obstacle !== null || (full && !chosen);
  row.label.title = obstacle ?? (full && !chosen ? TRAINING.tooMany(MOST_CONTESTANTS) : '');
  setText(row.name, name);
  row.swatch.replaceChildren(swatch(look));
}

/** Whether an id is that of a constant rate. */
export function isConstant(id: string): id is ConstantKind {
  return CONSTANT_KINDS.some((kind) => kind === id);
}
