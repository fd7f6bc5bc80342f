import { element, setText } from './dom';
import type { Series } from './series';
import { STRINGS } from './strings';
import { swatch } from './swatch';

interface Row {
  readonly item: HTMLLIElement;
  readonly checkbox: HTMLInputElement;
  readonly name: HTMLButtonElement;
  readonly kind: HTMLElement;
  readonly sentence: HTMLElement;
  readonly swatch: HTMLElement;
}

/** What a person does in the list. */
export interface ScheduleListActions {
  readonly toggle: (id: string) => void;
  readonly focus: (id: string) => void;
}

/** All schedules of the file. Rows stay as long as their definition does, so that keyboard focus outlasts typing. */
export class ScheduleList {
  readonly node: HTMLElement;
  private readonly list = element('ul', { class: 'schedule-list' });
  private readonly rows = new Map<string, Row>();

  constructor(private readonly actions: ScheduleListActions) {
    this.node = element(
      'section',
      { class: 'schedules', attributes: { 'aria-label': STRINGS.schedules } },
      this.list,
    );
  }

  render(all: readonly Series[], shown: readonly string[], focusedId: string | null): void {
    for (const [id, { item }] of this.rows) {
      if (!all.some((series) => series.id === id)) {
        item.remove();
        this.rows.delete(id);
      }
    }
    all.forEach((series, position) => {
      const row = this.rows.get(series.id) ?? this.addRow(series);
      if (this.list.children[position] !== row.item) {
        this.list.insertBefore(row.item, this.list.children[position] ?? null);
      }
      fillRow(row, series, shown.includes(series.id), series.id === focusedId);
    });
  }

  private addRow({ id, definition }: Series): Row {
    const checkbox = element('input', { attributes: { type: 'checkbox' } });
    checkbox.addEventListener('change', () => {
      this.actions.toggle(id);
    });
    const name = element(
      'button',
      {
        class: 'schedule-name',
        attributes: { type: 'button' },
        onClick: () => {
          this.actions.focus(id);
        },
      },
      definition.name,
    );
    const row: Row = {
      item: element('li', { class: 'schedule' }),
      checkbox,
      name,
      kind: element('span', { class: 'schedule-kind' }),
      sentence: element('span', { class: 'schedule-sentence' }),
      swatch: element('span', { class: 'schedule-swatch' }),
    };
    const heading = element('span', { class: 'schedule-heading' }, row.name, row.kind);
    row.item.append(row.checkbox, row.swatch, heading, row.sentence);
    this.rows.set(id, row);
    return row;
  }
}

function fillRow(row: Row, series: Series, shown: boolean, focused: boolean): void {
  const { definition, problem, stale, curve } = series;
  row.checkbox.checked = shown;
  row.checkbox.setAttribute('aria-label', STRINGS.show(definition.name));
  setText(row.name, definition.name);
  row.name.title = STRINGS.details(definition.name);
  row.name.setAttribute('aria-current', String(focused));
  setText(
    row.kind,
    [definition.schedule, STRINGS.kind(definition.kind)].filter((part) => part !== null).join(' · '),
  );
  const sentence = problem?.message ?? (stale ? STRINGS.stale : (curve?.sentence ?? ''));
  setText(row.sentence, sentence);
  row.sentence.title = sentence;
  row.item.classList.toggle('focused', focused);
  row.item.classList.toggle('wrong', problem !== null);
  row.item.classList.toggle('stale', stale);
  row.swatch.replaceChildren(swatch(series.look));
}
