import type { CurveChart } from './chart';
import { fittedView, pannedView, type View, zoomedView } from './zoom';

/** How much a notch of the wheel or a key zooms. */
export const ZOOM_STEP = 1.25;
/** Pixels that the pointer moves before a press becomes a drag. */
const DRAG_THRESHOLD = 4;
/** What a wheel that counts lines or pages moves in pixels. */
const PIXELS_PER_LINE = 16;

/** What a person does to the plot with a pointer. */
export interface PlotGestureActions {
  readonly view: (view: View | null) => void;
  /** The place on the axis under the pointer; null when it has left. */
  readonly point: (at: number | null) => void;
  /** The box being dragged; null when it is let go. */
  readonly box: (box: View | null) => void;
}

interface Drag {
  readonly pointerId: number;
  readonly startX: number;
  lastX: number;
  readonly pans: boolean;
  moved: boolean;
}

/** Wheel zooms, wheel sideways pans, drag zooms to a box, drag with Shift or the middle button pans, double click resets. */
export class PlotGestures {
  private drag: Drag | null = null;

  constructor(
    private readonly target: HTMLElement,
    private readonly chart: CurveChart,
    private readonly actions: PlotGestureActions,
  ) {
    target.addEventListener('wheel', this.wheel, { passive: false });
    target.addEventListener('pointerdown', this.press);
    target.addEventListener('pointermove', this.move);
    target.addEventListener('pointerup', this.release);
    target.addEventListener('pointercancel', this.cancel);
    target.addEventListener('pointerleave', () => {
      this.actions.point(null);
    });
    target.addEventListener('dblclick', () => {
      this.actions.view(null);
    });
  }

  /** Lets go of a drag under way. Tells whether there was one. */
  abandon(): boolean {
    const dragging = this.drag?.moved === true;
    this.drag = null;
    this.actions.box(null);
    return dragging;
  }

  private readonly wheel = (event: WheelEvent): void => {
    const scene = this.chart.scene;
    if (scene === null) {
      return;
    }
    event.preventDefault();
    const { whole } = scene.placement;
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : PIXELS_PER_LINE;
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.actions.view(pannedView(scene.view, whole, sideways * scale * this.unitsPerPixel()));
      return;
    }
    // A notch of a mouse is about 100 pixels; a touch pad sends many small ones.
    const factor = ZOOM_STEP ** ((event.deltaY * scale) / 100);
    this.actions.view(zoomedView(scene.view, whole, this.chart.placeAt(event.offsetX), factor));
  };

  private readonly press = (event: PointerEvent): void => {
    if (event.button > 1 || this.chart.scene === null) {
      return;
    }
    this.drag = {
      pointerId: event.pointerId,
      startX: event.offsetX,
      lastX: event.offsetX,
      pans: event.shiftKey || event.button === 1,
      moved: false,
    };
    this.target.setPointerCapture(event.pointerId);
  };

  private readonly move = (event: PointerEvent): void => {
    const { drag } = this;
    const scene = this.chart.scene;
    if (drag !== null && scene !== null && drag.pointerId === event.pointerId) {
      drag.moved ||= Math.abs(event.offsetX - drag.startX) > DRAG_THRESHOLD;
      if (drag.moved && drag.pans) {
        const distance = (drag.lastX - event.offsetX) * this.unitsPerPixel();
        this.actions.view(pannedView(scene.view, scene.placement.whole, distance));
      } else if (drag.moved) {
        this.actions.box(this.boxOf(drag, event.offsetX));
      }
      drag.lastX = event.offsetX;
    }
    this.actions.point(this.chart.placeAt(event.offsetX));
  };

  private readonly release = (event: PointerEvent): void => {
    const { drag } = this;
    this.drag = null;
    const scene = this.chart.scene;
    if (drag?.moved !== true || drag.pans || scene === null) {
      return;
    }
    this.actions.box(null);
    this.actions.view(fittedView(this.boxOf(drag, event.offsetX), scene.placement.whole));
  };

  private readonly cancel = (): void => {
    this.abandon();
  };

  private boxOf(drag: Drag, x: number): View {
    const { from, to } = this.chart.view;
    const inside = (place: number): number => Math.min(to, Math.max(from, place));
    const start = inside(this.chart.placeAt(drag.startX));
    const end = inside(this.chart.placeAt(x));
    return { from: Math.min(start, end), to: Math.max(start, end) };
  }

  private unitsPerPixel(): number {
    const { from, to } = this.chart.view;
    const area = this.chart.area;
    return area === null ? 0 : (to - from) / Math.max(1, area.right - area.left);
  }
}
