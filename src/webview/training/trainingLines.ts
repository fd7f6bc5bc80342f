import type { Chart, Plugin } from 'chart.js';
import type { DrawnScene } from './trainingChart';
import { type Clamp, clampTo } from './trainingData';
import type { Part } from './trainingScales';
import type { DrawnContestant } from './trainingScene';
import type { GrowingSeries } from './growingSeries';

/** Columns of a line, at most; each has two points. */
const MOST_COLUMNS = 400;
/** The same of all lines together. */
const ALL_COLUMNS = 3200;
/** How strongly raw losses show under the smoothed ones. */
const RAW = 0.22;

/** Calls `point` with what a line joins, in its order; NaN leaves a gap. */
type Points = (point: (place: number, value: number) => void) => void;

interface Line {
  readonly part: Part;
  readonly of: DrawnContestant;
  readonly style: 'full' | 'raw' | 'effective';
  readonly points: Points;
}

/**
 * Draws the lines of a training. A dataset of chart.js holds an object for each point and works out its options for each
 * picture: of eight runs that send new values ten times a second, a picture would take longer than its frame.
 */
export function linesPlugin(source: () => DrawnScene | null): Plugin<'line'> {
  return {
    id: 'lines',
    beforeDatasetsDraw: (chart) => {
      const drawn = source();
      if (drawn !== null) {
        for (const line of linesOf(drawn)) {
          drawLine(chart, drawn, line);
        }
      }
    },
  };
}

/** From the lowest to the uppermost: raw losses under all others, the first contestant on top. */
function linesOf(drawn: DrawnScene): readonly Line[] {
  const { contestants } = drawn.scene;
  const parts = drawn.scene.hasAccuracy ? 4 : 3;
  const columns = Math.min(MOST_COLUMNS, Math.ceil(ALL_COLUMNS / Math.max(1, parts * contestants.length)));
  const lines = contestants.flatMap((one) => linesOfContestant(drawn, one, columns)).toReversed();
  return [...lines.filter(({ style }) => style === 'raw'), ...lines.filter(({ style }) => style !== 'raw')];
}

function linesOfContestant(
  { scene, ranges, spreads }: DrawnScene,
  one: DrawnContestant,
  columns: number,
): readonly Line[] {
  const { theme, logarithmic, effectiveRates, range, hasAccuracy } = scene;
  const [trace] = one.traces;
  if (trace === undefined) {
    return [];
  }
  const line = (part: Part, points: Points, style: Line['style'] = 'full'): Line => ({
    part,
    of: one,
    style,
    points,
  });
  const place = range === null ? (update: number) => update : (update: number) => trace.rates.valueAt(update);
  const series =
    (values: GrowingSeries, clamp: Clamp): Points =>
    (point) => {
      values.forEachDrawn(columns, (update, value) => {
        point(place(update), clamp(value));
      });
    };
  const clampLoss = clampTo(ranges.loss, logarithmic);
  const spread = spreads.get(one.id);
  const losses =
    spread === undefined
      ? [
          line('loss', series(trace.smoothedLosses, clampLoss)),
          ...(theme.highContrast ? [] : [line('loss', series(trace.losses, clampLoss), 'raw')]),
        ]
      : [
          line('loss', (point) => {
            for (const { place: at, median } of spread) {
              point(at, clampLoss(median));
            }
          }),
        ];
  if (range !== null) {
    return losses;
  }
  const clampRate = clampTo(ranges.rate, effectiveRates);
  return [
    ...losses,
    line('rate', series(trace.rates, clampRate)),
    ...(hasAccuracy
      ? [line('accuracy', series(trace.accuracies, clampTo({ lowest: 0, highest: 1 }, false)))]
      : []),
    ...(effectiveRates
      ? [
          line(
            'rate',
            (point) => {
              for (const { step, median } of trace.effectiveRates) {
                point(step, clampRate(median));
              }
            },
            'effective',
          ),
        ]
      : []),
  ];
}

function drawLine({ ctx, scales, chartArea }: Chart, { scene }: DrawnScene, line: Line): void {
  const x = scales['x'];
  const y = scales[line.part];
  if (x === undefined || y === undefined) {
    return;
  }
  const { theme } = scene;
  const { look } = line.of;
  ctx.save();
  // Lines along the edges are drawn in their full width.
  ctx.beginPath();
  ctx.rect(chartArea.left, y.top - 2, chartArea.right - chartArea.left, y.bottom - y.top + 4);
  ctx.clip();
  ctx.strokeStyle = theme.series[look.colour] ?? theme.foreground;
  ctx.lineJoin = 'round';
  if (line.style === 'full') {
    ctx.lineWidth = theme.highContrast ? 2 : 1.5;
    ctx.setLineDash([...look.dash]);
  } else if (line.style === 'effective') {
    ctx.setLineDash([3, 3]);
  } else {
    ctx.globalAlpha = RAW;
  }
  ctx.beginPath();
  let isGap = true;
  line.points((place, value) => {
    const left = x.getPixelForValue(place);
    const top = y.getPixelForValue(value);
    if (Number.isFinite(left) && Number.isFinite(top)) {
      if (isGap) {
        ctx.moveTo(left, top);
      } else {
        ctx.lineTo(left, top);
      }
      isGap = false;
    } else {
      isGap = true;
    }
  });
  ctx.stroke();
  ctx.restore();
}
