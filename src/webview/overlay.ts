import type { Chart, Plugin } from 'chart.js';
import { clipToPlot } from './clipToPlot';
import { indexAt, type PlacedSeries } from './placement';
import type { Scene } from './scene';
import type { View } from './zoom';

/** What the overlay reads: the scene last drawn and the view in force. */
export interface OverlaySource {
  readonly scene: Scene | null;
  readonly view: View;
}

/** Pixels between two markers of a line in high contrast. */
const MARKER_SPACING = 90;

/** Draws what lies over the curves: regions of problems, markers, the pinned index, the crosshair and the zoom box. */
export function overlayPlugin(source: OverlaySource): Plugin<'line'> {
  return {
    id: 'overlay',
    beforeDatasetsDraw: (chart) => {
      if (source.scene !== null) {
        shadeProblems(chart, source.scene);
      }
    },
    afterDatasetsDraw: (chart) => {
      const { scene } = source;
      if (scene === null) {
        return;
      }
      clipToPlot(chart, () => {
        if (scene.theme.highContrast) {
          drawMarkers(chart, scene);
        }
        drawUpright(chart, scene, scene.pinned, [4, 3]);
        drawUpright(chart, scene, scene.cursor, []);
        drawBox(chart, scene);
      });
    },
  };
}

function horizontal(chart: Chart, at: number): number {
  return chart.scales['x']?.getPixelForValue(at) ?? 0;
}

function shadeProblems(chart: Chart, { placement, theme }: Scene): void {
  const { ctx, chartArea } = chart;
  for (const { series, perIndex } of placement.placed) {
    const at = series.problem?.at ?? null;
    if (at === null) {
      continue;
    }
    const left = Math.max(chartArea.left, horizontal(chart, at * perIndex));
    if (left >= chartArea.right) {
      continue;
    }
    ctx.save();
    ctx.globalAlpha = theme.highContrast ? 0 : 0.35;
    ctx.fillStyle = theme.shade;
    ctx.fillRect(left, chartArea.top, chartArea.right - left, chartArea.bottom - chartArea.top);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = theme.error;
    ctx.lineWidth = theme.highContrast ? 2 : 1;
    ctx.setLineDash([2, 2]);
    ctx.beginPath();
    ctx.moveTo(left, chartArea.top);
    ctx.lineTo(left, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  }
}

function drawMarkers(chart: Chart, scene: Scene): void {
  const { chartArea } = chart;
  scene.placement.placed.forEach((placed, ordinal) => {
    // Each series begins elsewhere, so that markers of curves that coincide can be told apart.
    const first = chartArea.left + ((ordinal * 31) % MARKER_SPACING) + MARKER_SPACING / 4;
    for (let x = first; x < chartArea.right; x += MARKER_SPACING) {
      const at = chart.scales['x']?.getValueForPixel(x) ?? 0;
      drawMarker(chart, scene, placed, indexAt(placed, at));
    }
  });
}

function drawUpright(chart: Chart, scene: Scene, at: number | null, dash: readonly number[]): void {
  const { ctx, chartArea } = chart;
  if (at === null) {
    return;
  }
  const x = horizontal(chart, at);
  if (x < chartArea.left - 0.5 || x > chartArea.right + 0.5) {
    return;
  }
  ctx.save();
  ctx.strokeStyle = scene.theme.muted;
  ctx.lineWidth = scene.theme.highContrast ? 2 : 1;
  ctx.setLineDash([...dash]);
  ctx.beginPath();
  ctx.moveTo(Math.round(x) + 0.5, chartArea.top);
  ctx.lineTo(Math.round(x) + 0.5, chartArea.bottom);
  ctx.stroke();
  ctx.restore();
  for (const placed of scene.placement.placed) {
    drawMarker(chart, scene, placed, indexAt(placed, at), at);
  }
}

/** Marks a series at one of its indices; `at` is the place to mark when it is not the index's own. */
function drawMarker(chart: Chart, scene: Scene, placed: PlacedSeries, index: number, at?: number): void {
  const { ctx } = chart;
  const { series, perIndex } = placed;
  const rate = series.samples?.rateAt(index)?.rate;
  if (rate === undefined || !Number.isFinite(rate) || (scene.logarithmic && rate <= 0)) {
    return;
  }
  const y = chart.scales['y']?.getPixelForValue(rate) ?? 0;
  ctx.save();
  ctx.translate(horizontal(chart, at ?? index * perIndex), y);
  ctx.fillStyle = scene.theme.series[series.look.colour] ?? scene.theme.foreground;
  ctx.fill(new Path2D(series.look.shape));
  ctx.restore();
}

function drawBox(chart: Chart, { dragged, theme }: Scene): void {
  if (dragged === null) {
    return;
  }
  const { ctx, chartArea } = chart;
  const left = horizontal(chart, dragged.from);
  const width = horizontal(chart, dragged.to) - left;
  ctx.save();
  ctx.fillStyle = theme.focus;
  ctx.globalAlpha = 0.15;
  ctx.fillRect(left, chartArea.top, width, chartArea.bottom - chartArea.top);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = theme.focus;
  ctx.strokeRect(left, chartArea.top, width, chartArea.bottom - chartArea.top);
  ctx.restore();
}
