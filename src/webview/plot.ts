import { CurveChart } from './chart';
import { element } from './dom';
import type { Placement } from './placement';
import { PlotGestures, ZOOM_STEP } from './plotGestures';
import { Readout, spokenReading } from './readout';
import type { Scene } from './scene';
import { STRINGS } from './strings';
import { pannedView, type View, viewWith, zoomedView } from './zoom';

/** Parts of the view that the Page keys move the crosshair by, and that panning moves the view by. */
const COARSE = 20;
const PAN = 10;

/** What a person does in the plot. */
export interface PlotActions {
  readonly view: (view: View | null) => void;
  readonly pin: (at: number) => void;
}

/** What the plot shows, but for its crosshair and box, which are its own. */
export type PlotContent = Omit<Scene, 'cursor' | 'dragged'>;

/** The chart with its crosshair, for the pointer and for the keyboard. */
export class Plot {
  readonly node: HTMLElement;
  /** Where notes over the curves go. */
  readonly notes = element('div', { class: 'plot-notes' });
  private readonly chart: CurveChart;
  private readonly readout = new Readout();
  private readonly canvas = element('canvas', { attributes: { role: 'img' } });
  private readonly handle: HTMLElement;
  private readonly gestures: PlotGestures;
  private content: PlotContent | null = null;
  private cursor: number | null = null;
  private dragged: View | null = null;
  private scheduled = false;
  private curvesChanged = false;

  constructor(private readonly actions: PlotActions) {
    this.handle = element('div', {
      class: 'plot-handle',
      attributes: {
        role: 'slider',
        tabindex: '0',
        'aria-label': STRINGS.crosshair,
        'aria-orientation': 'horizontal',
      },
    });
    this.node = element(
      'figure',
      { class: 'plot' },
      this.readout.node,
      element('div', { class: 'plot-area' }, this.canvas, this.handle, this.notes),
    );
    this.chart = new CurveChart(this.canvas, () => {
      this.redraw(true);
    });
    this.gestures = new PlotGestures(this.handle, this.chart, {
      view: (view) => {
        this.actions.view(view);
      },
      point: (at) => {
        this.moveCursor(at);
      },
      box: (box) => {
        this.dragged = box;
        this.redraw(false);
      },
    });
    this.handle.addEventListener('keydown', this.press);
    this.handle.addEventListener('blur', () => {
      this.moveCursor(null);
    });
  }

  /** Puts the picture in words. */
  describe(words: string): void {
    this.canvas.setAttribute('aria-label', words);
  }

  render(content: PlotContent): void {
    this.content = content;
    this.handle.setAttribute('aria-valuemin', '0');
    this.handle.setAttribute('aria-valuemax', String(content.placement.whole.to));
    this.moveCursor(this.cursor);
    this.redraw(true);
  }

  private moveCursor(at: number | null): void {
    const { content } = this;
    if (content === null) {
      return;
    }
    const { whole } = content.placement;
    this.cursor = at === null ? null : Math.round(Math.min(whole.to, Math.max(whole.from, at)));
    // Without a pointer the line tells what was asked for in the box.
    const read = this.cursor ?? content.pinned;
    this.readout.render(content.placement, read);
    this.speak(content.placement, read);
    this.redraw(false);
  }

  private speak(placement: Placement, at: number | null): void {
    this.handle.setAttribute('aria-valuenow', String(at ?? 0));
    const text = placement.placed.length === 0 ? STRINGS.nothingShown : spokenReading(placement, at ?? 0);
    if (this.handle.getAttribute('aria-valuetext') !== text) {
      this.handle.setAttribute('aria-valuetext', text);
    }
  }

  /** Draws once a frame at most, however many events come in between. */
  private redraw(curves: boolean): void {
    this.curvesChanged ||= curves;
    if (this.scheduled) {
      return;
    }
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      const { content, cursor, dragged } = this;
      if (content === null) {
        return;
      }
      const scene: Scene = { ...content, cursor, dragged };
      if (this.curvesChanged) {
        this.curvesChanged = false;
        this.chart.render(scene);
      } else {
        this.chart.renderOverlay(scene);
      }
    });
  }

  private readonly press = (event: KeyboardEvent): void => {
    const { content } = this;
    if (content === null || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const action = this.actionOf(event, content);
    if (action !== null) {
      event.preventDefault();
      action();
    }
  };

  private actionOf({ key, shiftKey }: KeyboardEvent, content: PlotContent): (() => void) | null {
    const { view } = content;
    const { whole } = content.placement;
    const shown = view ?? whole;
    const span = shown.to - shown.from;
    const at = this.cursor ?? content.pinned ?? Math.round((shown.from + shown.to) / 2);
    const pan = (direction: number) => () => {
      this.actions.view(pannedView(view, whole, (direction * span) / PAN));
    };
    const go = (to: number) => () => {
      this.goTo(to, view, whole);
    };
    const zoom = (factor: number) => () => {
      this.actions.view(zoomedView(view, whole, this.cursor ?? (shown.from + shown.to) / 2, factor));
    };
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        return shiftKey ? pan(-1) : go(at - 1);
      case 'ArrowRight':
      case 'ArrowUp':
        return shiftKey ? pan(1) : go(at + 1);
      case 'PageDown':
        return go(at - Math.max(1, Math.round(span / COARSE)));
      case 'PageUp':
        return go(at + Math.max(1, Math.round(span / COARSE)));
      case 'Home':
        return go(whole.from);
      case 'End':
        return go(whole.to);
      case '+':
      case '=':
        return zoom(1 / ZOOM_STEP);
      case '-':
      case '_':
        return zoom(ZOOM_STEP);
      case '0':
        return () => {
          this.actions.view(null);
        };
      case 'Enter':
        return () => {
          this.actions.pin(at);
        };
      case 'Escape':
        return () => {
          if (!this.gestures.abandon()) {
            this.moveCursor(null);
          }
        };
      default:
        return null;
    }
  }

  private goTo(at: number, view: View | null, whole: View): void {
    this.moveCursor(at);
    const moved = viewWith(view, whole, this.cursor ?? at);
    if (moved !== view) {
      this.actions.view(moved);
    }
  }

  /** Replaces the notes over the curves; in their middle when there is no curve that they would cover. */
  showNotes(notes: readonly HTMLElement[], alone: boolean): void {
    this.notes.replaceChildren(...notes);
    this.notes.classList.toggle('alone', alone);
  }
}
