import {
  Chart,
  type ChartDataset,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';
import { type ChartPoint, fillPoints, verticalRange } from './chartData';
import { overlayPlugin, type OverlaySource } from './overlay';
import type { PlacedSeries } from './placement';
import { horizontalScale, verticalScale } from './scales';
import type { Scene } from './scene';
import type { Theme } from './theme';
import type { View } from './zoom';

type LineChart = Chart<'line', ChartPoint[], number>;
type LineDataset = ChartDataset<'line', ChartPoint[]>;

/** Columns of all series together: what chart.js draws well within a frame. One series alone has one for each pixel. */
const MOST_COLUMNS = 1600;
const LEAST_COLUMNS = 200;

/** The part of the canvas in which curves are drawn, in CSS pixels. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Draws a scene on a canvas. It knows nothing of gestures and keeps no state but the last scene. */
export class CurveChart implements OverlaySource {
  private chart: LineChart | null = null;
  private drawn: Scene | null = null;
  private readonly data = new Map<string, ChartPoint[]>();

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly onResize: () => void,
  ) {
    Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);
    // chart.js hears of a new pixel ratio when the window is resized, which moving it to another screen need not do.
    this.watchPixelRatio();
  }

  get scene(): Scene | null {
    return this.drawn;
  }

  get area(): PlotArea | null {
    return this.chart?.chartArea ?? null;
  }

  /** The view in force: the scene's own, or the whole axis. */
  get view(): View {
    return this.drawn?.view ?? this.drawn?.placement.whole ?? { from: 0, to: 1 };
  }

  /** Draws everything anew. */
  render(scene: Scene): void {
    this.drawn = scene;
    this.chart ??= this.create();
    this.fill(this.chart, scene);
    this.chart.update('none');
  }

  /** Draws the scene with another crosshair, pin or box: the curves and their scales stay as they are. */
  renderOverlay(scene: Scene): void {
    this.drawn = scene;
    this.chart?.draw();
  }

  /** The place on the axis under a pixel of the canvas. */
  placeAt(x: number): number {
    const { from, to } = this.view;
    const area = this.area;
    if (area === null) {
      return from;
    }
    return from + ((x - area.left) / Math.max(1, area.right - area.left)) * (to - from);
  }

  private create(): LineChart {
    return new Chart<'line', ChartPoint[], number>(this.canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        events: [],
        layout: { padding: { top: 8, right: 12 } },
        onResize: () => {
          this.onResize();
        },
      },
      plugins: [overlayPlugin(this)],
    });
  }

  private fill(chart: LineChart, scene: Scene): void {
    const { placed } = scene.placement;
    const view = scene.view ?? scene.placement.whole;
    const columns = this.columns(placed.length);
    for (const id of [...this.data.keys()]) {
      if (!placed.some(({ series }) => series.id === id)) {
        this.data.delete(id);
      }
    }
    const datasets = placed.map((one) => {
      const points = this.data.get(one.series.id) ?? [];
      this.data.set(one.series.id, points);
      fillPoints(points, one, view, columns, scene.logarithmic);
      return datasetOf(one, points, scene.theme);
    });
    chart.data.datasets = datasets;
    const range = verticalRange(
      placed,
      view,
      datasets.map(({ data }) => data),
      scene.logarithmic,
    );
    chart.options.scales = { x: horizontalScale(scene, view), y: verticalScale(scene, range) };
  }

  private columns(series: number): number {
    const { left = 0, right = 0 } = this.area ?? {};
    const width = Math.round(right - left) || this.canvas.clientWidth;
    return Math.max(LEAST_COLUMNS, Math.min(width, Math.floor(MOST_COLUMNS / Math.max(1, series))));
  }

  private watchPixelRatio(): void {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener(
      'change',
      () => {
        this.chart?.resize();
        this.onResize();
        this.watchPixelRatio();
      },
      { once: true },
    );
  }
}

function datasetOf({ series, perIndex }: PlacedSeries, points: ChartPoint[], theme: Theme): LineDataset {
  return {
    data: points,
    borderColor: theme.series[series.look.colour] ?? theme.foreground,
    borderWidth: theme.highContrast ? 2 : 1.5,
    borderDash: [...series.look.dash],
    borderJoinStyle: 'round',
    pointRadius: 0,
    spanGaps: false,
    stepped: perIndex === 1 ? false : 'before',
    // Lines along the edges are drawn in their full width.
    clip: { left: 0, right: 0, top: 4, bottom: 4 },
  };
}
