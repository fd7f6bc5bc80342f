import type { IndexUnit, TimelineValue } from '../protocol/definition';
import { formatRate } from '../protocol/numbers';
import { element, linkButton, setText } from './dom';
import type { Series } from './series';
import { type OpenSource, placeLink } from './sourcePlace';
import { STRINGS } from './strings';

/** What of a timeline a person can set. */
export type OverrideName = 'horizon' | 'stepsPerEpoch';

/** Sets a value of a definition's timeline; null returns to what was inferred. */
export type Override = (definitionId: string, name: OverrideName, value: number | null) => void;

/** The timeline of the schedule whose details are open: fields, and where each value came from. */
export class TimelineFields {
  readonly node: HTMLElement;
  private readonly horizon: TimelineField;
  private readonly stepsPerEpoch: TimelineField;
  private readonly initialRate = element('div', { class: 'timeline-row' });

  constructor(
    override: Override,
    private readonly open: OpenSource,
  ) {
    this.horizon = new TimelineField('horizon', STRINGS.horizon, override, open);
    this.stepsPerEpoch = new TimelineField('stepsPerEpoch', STRINGS.stepsPerEpoch, override, open);
    this.node = element(
      'section',
      { class: 'timeline', attributes: { 'aria-label': STRINGS.timeline } },
      this.horizon.node,
      this.stepsPerEpoch.node,
      this.initialRate,
    );
  }

  render(series: Series): void {
    const { id, definition } = series;
    const { timeline, index } = definition;
    this.horizon.render(id, timeline.horizon, index);
    this.stepsPerEpoch.render(id, timeline.stepsPerEpoch, 'step');
    const { initialRate } = timeline;
    this.initialRate.hidden = initialRate === null;
    if (initialRate !== null) {
      this.initialRate.replaceChildren(
        element('span', { class: 'timeline-label' }, STRINGS.initialRate),
        element('span', { class: 'timeline-value' }, formatRate(initialRate.value)),
        provenance(initialRate, this.open),
      );
    }
  }
}

class TimelineField {
  readonly node: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly unit = element('span', { class: 'timeline-unit' });
  private readonly origin = element('span', { class: 'timeline-origin' });
  private readonly complaint: HTMLElement;
  private definitionId = '';
  private value: TimelineValue | null = null;

  constructor(
    private readonly name: OverrideName,
    label: string,
    private readonly override: Override,
    private readonly open: OpenSource,
  ) {
    const inputId = `timeline-${name}`;
    const complaintId = `${inputId}-complaint`;
    this.complaint = element('span', { class: 'complaint', attributes: { id: complaintId, role: 'alert' } });
    this.input = element('input', {
      class: 'number',
      attributes: {
        id: inputId,
        type: 'number',
        min: '1',
        step: '1',
        inputmode: 'numeric',
        placeholder: STRINGS.unknown,
        'aria-describedby': complaintId,
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
      'div',
      { class: 'timeline-row', attributes: { 'data-field': name } },
      element('label', { class: 'timeline-label', attributes: { for: inputId } }, label),
      element('span', { class: 'timeline-value' }, this.input, this.unit),
      this.origin,
      this.complaint,
    );
  }

  render(definitionId: string, value: TimelineValue | null, unit: IndexUnit): void {
    const moved = definitionId !== this.definitionId;
    const changed = moved || value?.value !== this.value?.value;
    this.definitionId = definitionId;
    this.value = value;
    // A number being typed is the person's until they are done with it.
    if (changed && (moved || document.activeElement !== this.input)) {
      this.restore();
    }
    setText(this.unit, this.name === 'horizon' ? (unit === 'step' ? STRINGS.steps : STRINGS.epochs) : '');
    this.origin.replaceChildren(
      ...(value === null ? [] : [provenance(value, this.open)]),
      ...(value?.from === 'panel'
        ? [
            linkButton(STRINGS.reset, STRINGS.reset, () => {
              this.override(this.definitionId, this.name, null);
            }),
          ]
        : []),
    );
  }

  private commit(): void {
    const text = this.input.value.trim();
    const entered =
      text === '' && !this.input.validity.badInput ? null : Number(text === '' ? Number.NaN : text);
    if (entered !== null && !(Number.isSafeInteger(entered) && entered > 0)) {
      this.complain(STRINGS.notAPositiveCount);
      return;
    }
    this.complain('');
    if (entered !== (this.value?.value ?? null)) {
      this.override(this.definitionId, this.name, entered);
    }
  }

  private restore(): void {
    this.input.value = this.value === null ? '' : String(this.value.value);
    this.complain('');
  }

  private complain(text: string): void {
    setText(this.complaint, text);
    this.input.setAttribute('aria-invalid', String(text !== ''));
  }
}

function provenance({ from, place }: TimelineValue, open: OpenSource): HTMLElement {
  const view = element('span', { class: 'provenance' }, STRINGS.from(from));
  if (place !== null) {
    const link = placeLink(place.uri, place.line, 0, open);
    link.title = `${link.title}\n${place.text}`;
    view.append(' ', link);
  }
  return view;
}
