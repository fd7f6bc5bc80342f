import { formatRate } from '../../protocol/numbers';
import { element, setText } from '../dom';
import { swatch } from '../swatch';
import type { RunTrace } from './runTrace';
import { TrainingChart } from './trainingChart';
import type { DrawnContestant, TrainingScene } from './trainingScene';
import { TRAINING } from './trainingStrings';

/** What the plot shows, but for its crosshair, which is its own. */
export type TrainingPicture = Omit<TrainingScene, 'cursor'>;

/** Parts of the axis that the arrows and the Page keys move the crosshair by. */
const FINE = 200;
const COARSE = 20;
/** How much of the time drawing may take, as one part of so many: the rest is left to what the person does meanwhile. */
const DRAWING_SHARE = 4;

/** The chart with its legend, which reads the values under the crosshair, for the pointer and for the keyboard. */
export class TrainingPlot {
  readonly node: HTMLElement;
  readonly chart: TrainingChart;
  private readonly legend = element('div', { class: 'training-legend' });
  private readonly canvas = element('canvas', { attributes: { role: 'img', 'aria-label': TRAINING.chart } });
  private readonly handle: HTMLElement;
  private readonly empty = element('p', { class: 'training-empty' }, TRAINING.ready);
  private picture: TrainingPicture | null = null;
  private cursor: number | null = null;
  private scheduled = false;
  private linesChanged = false;
  /** Before this time no further picture is drawn. */
  private notBefore = 0;

  constructor() {
    this.handle = element('div', {
      class: 'training-handle',
      attributes: {
        role: 'slider',
        tabindex: '0',
        'aria-label': TRAINING.crosshair,
        'aria-orientation': 'horizontal',
        'aria-valuemin': '0',
      },
    });
    this.node = element(
      'figure',
      { class: 'training-plot' },
      this.legend,
      element('div', { class: 'training-area' }, this.canvas, this.handle, this.empty),
    );
    this.chart = new TrainingChart(this.canvas, () => {
      this.redraw(true);
    });
    this.handle.addEventListener('pointermove', ({ offsetX }) => {
      this.point(this.chart.placeAt(offsetX));
    });
    this.handle.addEventListener('pointerleave', () => {
      this.point(null);
    });
    this.handle.addEventListener('blur', () => {
      this.point(null);
    });
    this.handle.addEventListener('keydown', this.press);
  }

  /** Puts the picture in words. */
  describe(words: string): void {
    if (this.canvas.getAttribute('aria-label') !== words) {
      this.canvas.setAttribute('aria-label', words);
    }
  }

  /** Shows a picture; it is drawn at the next frame, or later when drawing is slow. */
  render(picture: TrainingPicture | null): void {
    this.picture = picture;
    this.empty.hidden = picture !== null;
    this.handle.hidden = picture === null;
    this.canvas.classList.toggle('unseen', picture === null);
    if (picture === null) {
      this.legend.replaceChildren();
      return;
    }
    this.redraw(true);
  }

  private point(place: number | null): void {
    const { picture } = this;
    if (picture === null) {
      return;
    }
    const { steps, range } = picture;
    const [from, to] = range === null ? [0, Math.max(0, steps - 1)] : [range.from, range.to];
    const inside = place === null ? null : Math.min(to, Math.max(from, place));
    this.cursor = inside === null || range !== null ? inside : Math.round(inside);
    this.redraw(false);
  }

  private redraw(lines: boolean): void {
    this.linesChanged ||= lines;
    if (this.scheduled) {
      return;
    }
    this.scheduled = true;
    const draw = (): void => {
      const begun = performance.now();
      if (this.linesChanged && begun < this.notBefore) {
        requestAnimationFrame(draw);
        return;
      }
      this.scheduled = false;
      if (this.picture === null) {
        return;
      }
      const scene = { ...this.picture, cursor: this.cursor };
      if (this.linesChanged) {
        this.linesChanged = false;
        this.chart.render(scene);
        this.notBefore = begun + DRAWING_SHARE * (performance.now() - begun);
      } else {
        this.chart.renderCursor(scene);
      }
      this.read(scene);
    };
    requestAnimationFrame(draw);
  }

  /** Names the contestants, with their values at the crosshair when it stands somewhere. */
  private read({ contestants, cursor, range, steps }: TrainingScene): void {
    const place =
      cursor === null
        ? null
        : range === null
          ? TRAINING.at(cursor)
          : `${TRAINING.rate} ${formatRate(cursor)}`;
    const items = contestants.map((one) =>
      element(
        'span',
        { class: 'training-legend-item' },
        swatch(one.look),
        element('span', { class: 'contestant-name' }, one.name),
        cursor === null ? null : element('span', { class: 'rate' }, valuesAt(one, cursor, range !== null)),
      ),
    );
    this.legend.replaceChildren(
      ...(place === null ? [] : [element('span', { class: 'training-at' }, place)]),
      ...items,
    );
    const at = cursor ?? 0;
    const words = contestants.map((one) => `${one.name} ${valuesAt(one, at, range !== null)}`);
    this.handle.setAttribute('aria-valuemax', String(range === null ? Math.max(0, steps - 1) : range.to));
    this.handle.setAttribute('aria-valuenow', String(at));
    this.handle.setAttribute('aria-valuetext', [place ?? TRAINING.at(0), ...words].join(', '));
    setText(this.empty, TRAINING.ready);
  }

  private readonly press = (event: KeyboardEvent): void => {
    const { picture } = this;
    if (picture === null || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const to = this.moved(event.key, picture);
    if (to !== undefined) {
      event.preventDefault();
      this.point(to);
    }
  };

  /** Where a key moves the crosshair; undefined for a key that does not. */
  private moved(key: string, { steps, range }: TrainingPicture): number | null | undefined {
    const last = Math.max(0, steps - 1);
    const move = (parts: number): number =>
      range === null
        ? (this.cursor ?? 0) + Math.sign(parts) * Math.max(1, Math.round(steps / Math.abs(parts)))
        : (this.cursor ?? range.from) * (range.to / range.from) ** (1 / parts);
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        return move(range === null && steps <= FINE ? -steps : -FINE);
      case 'ArrowRight':
      case 'ArrowUp':
        return move(range === null && steps <= FINE ? steps : FINE);
      case 'PageDown':
        return move(-COARSE);
      case 'PageUp':
        return move(COARSE);
      case 'Home':
        return range === null ? 0 : range.from;
      case 'End':
        return range === null ? last : range.to;
      case 'Escape':
        return null;
      default:
        return undefined;
    }
  }
}

/** The loss and rate of a contestant at an update, or its loss at a rate of a range test. */
function valuesAt({ traces }: DrawnContestant, cursor: number, isRange: boolean): string {
  const [trace] = traces;
  if (trace === undefined) {
    return TRAINING.beyond;
  }
  const update = isRange ? updateAtRate(trace, cursor) : cursor;
  const loss = trace.smoothedLosses.valueAt(update);
  const rate = trace.rates.valueAt(update);
  if (!Number.isFinite(rate)) {
    return TRAINING.beyond;
  }
  const lossText = Number.isFinite(loss) ? formatRate(loss) : String(loss);
  return isRange
    ? `${TRAINING.loss} ${lossText}`
    : `${TRAINING.loss} ${lossText}, ${TRAINING.rate} ${formatRate(rate)}`;
}

/** The last update of a rising rate that is not above a rate. */
function updateAtRate({ rates }: RunTrace, rate: number): number {
  let low = 0;
  let high = rates.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rates.valueOf(middle) <= rate) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return rates.placeOf(Math.max(0, low - 1));
}
