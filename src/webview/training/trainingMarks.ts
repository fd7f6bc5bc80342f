import type { Chart, Plugin } from 'chart.js';
import { formatRate } from '../../protocol/numbers';
import { clipToPlot } from '../clipToPlot';
import { clampTo } from './trainingData';
import type { DrawnScene } from './trainingChart';
import type { DrawnContestant } from './trainingScene';
import { TRAINING } from './trainingStrings';

/** Pixels between two markers of a line in high contrast. */
const MARKER_SPACING = 90;
/** How strongly a band shows between its lines. */
const BAND = 0.18;

/** Draws what lies over and under the lines: bands, validation losses, ends of runs, suggested rates, the crosshair. */
export function marksPlugin(source: () => DrawnScene | null): Plugin<'line'> {
  return {
    id: 'marks',
    beforeDatasetsDraw: (chart) => {
      const drawn = source();
      if (drawn !== null) {
        drawBands(chart, drawn);
      }
    },
    afterDatasetsDraw: (chart) => {
      const drawn = source();
      if (drawn === null) {
        return;
      }
      clipToPlot(chart, () => {
        drawn.scene.contestants.forEach((one, ordinal) => {
          drawValidation(chart, drawn, one);
          drawEnds(chart, drawn, one);
          if (drawn.scene.theme.highContrast) {
            drawMarkers(chart, drawn, one, ordinal);
          }
        });
        drawSuggestion(chart, drawn);
        drawCursor(chart, drawn);
      });
    },
  };
}

function pixel(chart: Chart, axis: string, value: number): number {
  return chart.scales[axis]?.getPixelForValue(value) ?? Number.NaN;
}

function colourOf({ scene }: DrawnScene, { look }: DrawnContestant): string {
  return scene.theme.series[look.colour] ?? scene.theme.foreground;
}

function drawBands(chart: Chart, drawn: DrawnScene): void {
  const { scene, ranges, spreads } = drawn;
  const clampLoss = clampTo(ranges.loss, scene.logarithmic);
  const clampRate = clampTo(ranges.rate, true);
  for (const one of scene.contestants) {
    const spread = spreads.get(one.id) ?? [];
    fillBand(
      chart,
      'loss',
      colourOf(drawn, one),
      spread.map(({ place, low, high }) => ({ place, low: clampLoss(low), high: clampLoss(high) })),
    );
    if (scene.effectiveRates) {
      fillBand(
        chart,
        'rate',
        colourOf(drawn, one),
        (one.traces[0]?.effectiveRates ?? []).map(({ step, low, high }) => ({
          place: step,
          low: clampRate(low),
          high: clampRate(high),
        })),
      );
    }
  }
}

function fillBand(
  chart: Chart,
  axis: string,
  colour: string,
  band: readonly { readonly place: number; readonly low: number; readonly high: number }[],
): void {
  const sound = band.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  if (sound.length < 2) {
    return;
  }
  const { ctx } = chart;
  ctx.save();
  ctx.globalAlpha = BAND;
  ctx.fillStyle = colour;
  ctx.beginPath();
  for (const { place, high } of sound) {
    ctx.lineTo(pixel(chart, 'x', place), pixel(chart, axis, high));
  }
  for (const { place, low } of sound.toReversed()) {
    ctx.lineTo(pixel(chart, 'x', place), pixel(chart, axis, low));
  }
  ctx.fill();
  ctx.restore();
}

/** Validation losses are points of the contestant's shape, hollow, so that its line is seen through them. */
function drawValidation(chart: Chart, drawn: DrawnScene, one: DrawnContestant): void {
  const { scene, ranges } = drawn;
  const clamp = clampTo(ranges.loss, scene.logarithmic);
  if (scene.range !== null) {
    return;
  }
  for (const { validationLosses } of one.traces.slice(0, 1)) {
    for (let i = 0; i < validationLosses.length; i += 1) {
      const value = clamp(validationLosses.valueOf(i));
      if (Number.isFinite(value)) {
        drawShape(
          chart,
          drawn,
          one,
          pixel(chart, 'x', validationLosses.placeOf(i)),
          pixel(chart, 'loss', value),
          false,
        );
      }
    }
  }
}

/** A run that diverged or failed ends in a cross at its last update. */
function drawEnds(chart: Chart, drawn: DrawnScene, one: DrawnContestant): void {
  const { scene, ranges } = drawn;
  const { ctx } = chart;
  for (const { state, steps, smoothedLosses, rates } of one.traces) {
    if (state !== 'diverged' && state !== 'failed') {
      continue;
    }
    const last = Math.max(0, steps - 1);
    const clamped = clampTo(
      ranges.loss,
      scene.logarithmic,
    )(smoothedLosses.valueOf(smoothedLosses.length - 1));
    const value = Number.isFinite(clamped) ? clamped : (ranges.loss?.highest ?? Number.NaN);
    const x = pixel(chart, 'x', scene.range === null ? last : rates.valueAt(last));
    const y = pixel(chart, 'loss', value);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      continue;
    }
    ctx.save();
    ctx.translate(x, y);
    ctx.strokeStyle = scene.theme.error;
    ctx.lineWidth = 2;
    ctx.stroke(new Path2D('M-5 -5L5 5M5 -5L-5 5'));
    ctx.restore();
  }
}

function drawMarkers(chart: Chart, drawn: DrawnScene, one: DrawnContestant, ordinal: number): void {
  const { scene, ranges } = drawn;
  const { chartArea } = chart;
  const [trace] = one.traces;
  if (trace === undefined || scene.range !== null) {
    return;
  }
  const clampLoss = clampTo(ranges.loss, scene.logarithmic);
  const clampRate = clampTo(ranges.rate, scene.effectiveRates);
  // Each begins elsewhere, so that markers of lines that coincide can be told apart.
  const first = chartArea.left + ((ordinal * 31) % MARKER_SPACING) + MARKER_SPACING / 4;
  for (let x = first; x < chartArea.right; x += MARKER_SPACING) {
    const update = Math.round(chart.scales['x']?.getValueForPixel(x) ?? 0);
    drawShape(
      chart,
      drawn,
      one,
      x,
      pixel(chart, 'loss', clampLoss(trace.smoothedLosses.valueAt(update))),
      true,
    );
    drawShape(chart, drawn, one, x, pixel(chart, 'rate', clampRate(trace.rates.valueAt(update))), true);
  }
}

function drawShape(
  chart: Chart,
  drawn: DrawnScene,
  one: DrawnContestant,
  x: number,
  y: number,
  filled: boolean,
): void {
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    return;
  }
  const { ctx } = chart;
  const shape = new Path2D(one.look.shape);
  ctx.save();
  ctx.translate(x, y);
  if (filled) {
    ctx.fillStyle = colourOf(drawn, one);
    ctx.fill(shape);
  } else {
    ctx.scale(0.7, 0.7);
    ctx.strokeStyle = colourOf(drawn, one);
    ctx.lineWidth = 1.5;
    ctx.stroke(shape);
  }
  ctx.restore();
}

function drawSuggestion(chart: Chart, { scene }: DrawnScene): void {
  const suggestion = scene.range?.suggestion ?? null;
  if (suggestion === null) {
    return;
  }
  const { ctx, chartArea } = chart;
  const labels = [
    { rate: suggestion.base, name: TRAINING.base, align: 'right' as const },
    { rate: suggestion.maximal, name: TRAINING.maximal, align: 'left' as const },
  ];
  for (const { rate, name, align } of labels) {
    const x = Math.round(pixel(chart, 'x', rate)) + 0.5;
    ctx.save();
    ctx.strokeStyle = scene.theme.foreground;
    ctx.fillStyle = scene.theme.foreground;
    ctx.lineWidth = scene.theme.highContrast ? 2 : 1;
    ctx.setLineDash([5, 3]);
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.font = `${scene.theme.fontSize}px ${scene.theme.font}`;
    ctx.textAlign = align;
    ctx.textBaseline = 'top';
    ctx.fillText(`${name} ${formatRate(rate)}`, x + (align === 'left' ? 5 : -5), chartArea.top + 3);
    ctx.restore();
  }
}

function drawCursor(chart: Chart, { scene }: DrawnScene): void {
  const { ctx, chartArea } = chart;
  if (scene.cursor === null) {
    return;
  }
  const x = Math.round(pixel(chart, 'x', scene.cursor)) + 0.5;
  if (x < chartArea.left - 1 || x > chartArea.right + 1) {
    return;
  }
  ctx.save();
  ctx.strokeStyle = scene.theme.muted;
  ctx.lineWidth = scene.theme.highContrast ? 2 : 1;
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.restore();
}
