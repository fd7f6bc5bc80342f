import { formatRate } from '../protocol/numbers';
import { element } from './dom';
import { indexAt, type Placement } from './placement';
import { STRINGS } from './strings';
import { swatch } from './swatch';

/** Series named in one line; more would cover the chart. */
const MOST_READ = 8;

/** Series that have room for their names; swatches stand for those of more. */
const NAMED = 3;

/** The line over the chart that tells the step and the rates under the crosshair. */
export class Readout {
  readonly node = element('div', { class: 'readout' });

  /** @param at the place on the axis; null when nothing is pointed at. */
  render(placement: Placement, at: number | null): void {
    if (at === null) {
      this.node.replaceChildren(element('span', { class: 'hint' }, STRINGS.readoutHint));
      return;
    }
    this.node.classList.toggle('crowded', placement.placed.length > NAMED);
    const items = placement.placed.slice(0, MOST_READ).map((placed) => {
      const rate = placed.series.samples?.rateAt(indexAt(placed, at))?.rate;
      return element(
        'span',
        { class: 'readout-item' },
        swatch(placed.series.look),
        element('span', { class: 'readout-name' }, placed.series.definition.name),
        element('span', { class: 'rate' }, rate === undefined ? '–' : formatRate(rate)),
      );
    });
    this.node.replaceChildren(
      element('span', { class: 'readout-at' }, STRINGS.at(placement.unit, at)),
      ...items,
    );
  }
}

/** The same in words, for the crosshair's value. */
export function spokenReading(placement: Placement, at: number): string {
  const rates = placement.placed.slice(0, MOST_READ).map((placed) => {
    const rate = placed.series.samples?.rateAt(indexAt(placed, at))?.rate;
    return `${placed.series.definition.name} ${rate === undefined ? STRINGS.beyond : formatRate(rate)}`;
  });
  return [STRINGS.at(placement.unit, at), ...rates].join(', ');
}
