import { formatRate } from '../protocol/numbers';
import { element } from './dom';
import type { Look } from './look';
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
  /** What it shows, as text: making it anew is half the work of a wheel's turn, which seldom changes it. */
  private shown = '';

  /** @param at the place on the axis; null when nothing is pointed at. */
  render(placement: Placement, at: number | null): void {
    const readings = at === null ? [] : readingsAt(placement, at);
    const shown = JSON.stringify([placement.unit, at, placement.placed.length, readings]);
    if (shown === this.shown) {
      return;
    }
    this.shown = shown;
    if (at === null) {
      this.node.replaceChildren(element('span', { class: 'hint' }, STRINGS.readoutHint));
      return;
    }
    this.node.classList.toggle('crowded', placement.placed.length > NAMED);
    this.node.replaceChildren(
      element('span', { class: 'readout-at' }, STRINGS.at(placement.unit, at)),
      ...readings.map(({ look, name, rate }) =>
        element(
          'span',
          { class: 'readout-item' },
          swatch(look),
          element('span', { class: 'readout-name' }, name),
          element('span', { class: 'rate' }, rate ?? '–'),
        ),
      ),
    );
  }
}

interface Reading {
  readonly look: Look;
  readonly name: string;
  /** Null beyond the rates. */
  readonly rate: string | null;
}

function readingsAt(placement: Placement, at: number): Reading[] {
  return placement.placed.slice(0, MOST_READ).map((placed) => {
    const rate = placed.series.samples?.rateAt(indexAt(placed, at))?.rate;
    const { look, definition } = placed.series;
    return { look, name: definition.name, rate: rate === undefined ? null : formatRate(rate) };
  });
}

/** The same in words, for the crosshair's value. */
export function spokenReading(placement: Placement, at: number): string {
  const rates = readingsAt(placement, at).map(({ name, rate }) => `${name} ${rate ?? STRINGS.beyond}`);
  return [STRINGS.at(placement.unit, at), ...rates].join(', ');
}
