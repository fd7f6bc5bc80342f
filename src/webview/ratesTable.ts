import { formatCount, formatRate } from '../protocol/numbers';
import { element } from './dom';
import { indexAt, type PlacedSeries, type Placement } from './placement';
import { STRINGS } from './strings';

/** Stretches that the table divides the axis into, beside the indices worth a row of their own. */
const STRETCHES = 10;

/** The curves as rows of numbers, for those who do not read them from a picture. Filled only while it is open. */
export class RatesTable {
  readonly node: HTMLDetailsElement;
  private readonly table = element('table', { class: 'rates' });
  private placement: Placement | null = null;

  constructor() {
    this.node = element(
      'details',
      { class: 'rates-region' },
      element('summary', {}, STRINGS.table),
      element('div', { class: 'rates-scroll' }, this.table),
    );
    this.node.addEventListener('toggle', () => {
      this.fill();
    });
  }

  render(placement: Placement): void {
    this.placement = placement;
    this.node.hidden = placement.placed.every(({ series }) => series.samples === null);
    this.fill();
  }

  private fill(): void {
    const { placement } = this;
    if (!this.node.open || placement === null) {
      return;
    }
    const { unit, placed } = placement;
    const labels = labelledPlaces(placed);
    const even = Array.from({ length: STRETCHES + 1 }, (_, i) =>
      Math.round((placement.whole.to / STRETCHES) * i),
    );
    const places = [...new Set([...even, ...labels.keys()])].sort((a, b) => a - b);
    this.table.replaceChildren(
      element('caption', {}, STRINGS.tableCaption),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { attributes: { scope: 'col' } }, unit === 'step' ? STRINGS.step : STRINGS.epoch),
          ...placed.map(({ series }) =>
            element('th', { attributes: { scope: 'col' } }, series.definition.name),
          ),
          element('th', { attributes: { scope: 'col' } }),
        ),
      ),
      element(
        'tbody',
        {},
        ...places.map((at) =>
          element(
            'tr',
            {},
            element('th', { attributes: { scope: 'row' } }, formatCount(at)),
            ...placed.map((one) => element('td', {}, rateText(one, at))),
            element('td', { class: 'label' }, labels.get(at) ?? ''),
          ),
        ),
      ),
    );
  }
}

function labelledPlaces(placed: readonly PlacedSeries[]): Map<number, string> {
  const labels = new Map<number, string>();
  for (const { series, perIndex } of placed) {
    for (const { at, label } of series.curve?.notable ?? []) {
      const place = at * perIndex;
      const known = labels.get(place);
      if (known === undefined) {
        labels.set(place, label);
      } else if (!known.split(', ').includes(label)) {
        labels.set(place, `${known}, ${label}`);
      }
    }
  }
  return labels;
}

function rateText(placed: PlacedSeries, at: number): string {
  const reading = placed.series.samples?.rateAt(indexAt(placed, at)) ?? null;
  if (reading === null) {
    return '–';
  }
  const rate = formatRate(reading.rate);
  return reading.exact ? rate : STRINGS.approximately(rate);
}
