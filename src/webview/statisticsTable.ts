import type { RatePoint } from '../protocol/curve';
import { formatExactRate, formatPreciseRate, formatRate } from '../protocol/numbers';
import { element } from './dom';
import type { Series } from './series';
import type { Reading } from './samples';
import { STRINGS } from './strings';
import { swatch } from './swatch';

/** The rate of a series at the pinned index, in the series' own unit. */
export interface PinnedReading {
  readonly index: number;
  /** Null beyond the curve. */
  readonly reading: Reading | null;
}

/** The figures of the shown series beside one another: the pinned index, start, end, extremes and mean. */
export class StatisticsTable {
  readonly node: HTMLElement;
  private readonly table = element('table', { class: 'statistics' });

  constructor() {
    this.node = element(
      'section',
      { class: 'statistics-region', attributes: { 'aria-label': STRINGS.statistics } },
      this.table,
    );
  }

  render(
    shown: readonly Series[],
    pinned: { readonly label: string; readonly readings: ReadonlyMap<string, PinnedReading> } | null,
  ): void {
    this.node.hidden = shown.every(({ curve, samples }) => curve?.statistics == null && samples === null);
    const head = element(
      'tr',
      {},
      element('td', {}),
      ...shown.map(({ definition, look }) =>
        element('th', { attributes: { scope: 'col' } }, swatch(look), element('span', {}, definition.name)),
      ),
    );
    const rows = [
      row(STRINGS.start, shown, ({ curve }) => curve?.statistics?.start ?? null, false),
      row(STRINGS.end, shown, ({ curve }) => curve?.statistics?.end ?? null, true),
      row(STRINGS.lowest, shown, ({ curve }) => curve?.statistics?.lowest ?? null, true),
      row(STRINGS.highest, shown, ({ curve }) => curve?.statistics?.highest ?? null, true),
      tableRow(STRINGS.mean, shown, ({ curve }) => rateCell(curve?.statistics?.mean ?? null)),
    ];
    if (pinned !== null) {
      const first = tableRow(pinned.label, shown, ({ id }) => pinnedCell(pinned.readings.get(id) ?? null));
      first.className = 'pinned';
      rows.unshift(first);
    }
    this.table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...rows));
  }
}

function row(
  label: string,
  shown: readonly Series[],
  pick: (series: Series) => RatePoint | null,
  withPlace: boolean,
): HTMLTableRowElement {
  return tableRow(label, shown, (series) => {
    const point = pick(series);
    const cell = rateCell(point?.rate ?? null);
    if (point !== null && withPlace) {
      cell.append(element('span', { class: 'place' }, STRINGS.at(series.definition.index, point.at)));
    }
    return cell;
  });
}

function tableRow(
  label: string,
  shown: readonly Series[],
  cell: (series: Series) => HTMLElement,
): HTMLTableRowElement {
  return element('tr', {}, element('th', { attributes: { scope: 'row' } }, label), ...shown.map(cell));
}

function rateCell(rate: number | null): HTMLTableCellElement {
  return rate === null
    ? element('td', {}, '–')
    : element(
        'td',
        { attributes: { title: formatExactRate(rate) } },
        element('span', { class: 'rate' }, formatRate(rate)),
      );
}

function pinnedCell(pinned: PinnedReading | null): HTMLTableCellElement {
  const reading = pinned?.reading ?? null;
  if (reading === null) {
    return element('td', {}, STRINGS.beyond);
  }
  return reading.exact
    ? element(
        'td',
        { attributes: { title: formatExactRate(reading.rate) } },
        element('span', { class: 'rate' }, formatPreciseRate(reading.rate)),
      )
    : element('td', {}, element('span', { class: 'rate' }, STRINGS.approximately(formatRate(reading.rate))));
}
