import {
  Chart,
  type ChartDataset,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';
import type { ChartPoint } from '../chartData';
import type { Look } from '../look';
import type { Theme } from '../theme';
import {
  clampTo,
  fillSeries,
  lossRange,
  PointBuffer,
  rateRange,
  type SeedSpread,
  seedSpread,
} from './trainingData';
import { marksPlugin } from './trainingMarks';
import { type Part, type Ranges, trainingScales } from './trainingScales';
import type { DrawnContestant, TrainingScene } from './trainingScene';

type LineDataset = ChartDataset<'line', ChartPoint[]>;

/** Columns of a series, at most; each has two points. */
const MOST_COLUMNS = 400;
/** The same of all series together. */
const ALL_COLUMNS = 1600;

/** What was drawn last, for what lies over it. */
export interface DrawnScene {
  readonly scene: TrainingScene;
  readonly ranges: Ranges;
  /** By contestant: how the losses of its seeds lie, where there are several. */
  readonly spreads: ReadonlyMap<string, readonly SeedSpread[]>;
}

/** Draws losses, accuracies and rates of a training over one axis of steps, or the losses of a range test over rates. */
export class TrainingChart {
  private readonly chart: Chart<'line', ChartPoint[], number>;
  private readonly buffers = new Map<string, PointBuffer>();
  private drawn: DrawnScene | null = null;

  constructor(
    readonly canvas: HTMLCanvasElement,
    onResize: () => void,
  ) {
    Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);
    this.chart = new Chart<'line', ChartPoint[], number>(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        events: [],
        layout: { padding: { top: 6, right: 12 } },
        onResize,
      },
      plugins: [marksPlugin(() => this.drawn)],
    });
  }

  /** Draws everything anew. */
  render(scene: TrainingScene): void {
    const ranges = {
      loss: lossRange(scene.contestants, scene.logarithmic),
      rate: rateRange(scene.contestants, scene.effectiveRates),
    };
    const spreads = new Map(
      scene.contestants
        .filter(({ traces }) => traces.length > 1)
        .map(({ id, traces }) => [id, seedSpread(traces, scene.steps)]),
    );
    this.drawn = { scene, ranges, spreads };
    this.chart.data.datasets = this.datasets(this.drawn);
    this.chart.options.scales = trainingScales(scene, ranges);
    this.chart.update('none');
  }

  /** Draws another crosshair over the same lines. */
  renderCursor(scene: TrainingScene): void {
    if (this.drawn !== null) {
      this.drawn = { ...this.drawn, scene };
      this.chart.draw();
    }
  }

  /** The update, or the rate of a range test, under a pixel of the canvas. */
  placeAt(x: number): number {
    return this.chart.scales['x']?.getValueForPixel(x) ?? 0;
  }

  private datasets({ scene, ranges, spreads }: DrawnScene): LineDataset[] {
    const { contestants, theme, logarithmic, effectiveRates, range, hasAccuracy } = scene;
    const clampLoss = clampTo(ranges.loss, logarithmic);
    const clampRate = clampTo(ranges.rate, effectiveRates);
    const clampAccuracy = clampTo({ lowest: 0, highest: 1 }, false);
    const columns = Math.min(MOST_COLUMNS, Math.ceil(ALL_COLUMNS / Math.max(1, contestants.length)));
    // Lines over raw losses: what is drawn first lies above.
    const lines: LineDataset[] = [];
    const raw: LineDataset[] = [];
    for (const one of contestants) {
      const [trace] = one.traces;
      if (trace === undefined) {
        continue;
      }
      const colour = theme.series[one.look.colour] ?? theme.foreground;
      const place =
        range === null ? (update: number) => update : (update: number) => trace.rates.valueAt(update);
      const spread = spreads.get(one.id);
      lines.push(
        spread === undefined
          ? this.line(one, 'loss', theme, () =>
              fillSeries(this.buffer(one, 'loss'), trace.smoothedLosses, columns, clampLoss, place),
            )
          : this.line(one, 'loss', theme, () => {
              const buffer = this.buffer(one, 'loss').begin();
              for (const { place: at, median } of spread) {
                buffer.add(at, clampLoss(median));
              }
              return buffer.end();
            }),
      );
      if (spread === undefined && !theme.highContrast) {
        raw.push({
          ...this.line(one, 'loss', theme, () =>
            fillSeries(this.buffer(one, 'raw'), trace.losses, columns, clampLoss, place),
          ),
          borderColor: `color-mix(in srgb, ${colour} 22%, transparent)`,
          borderWidth: 1,
          borderDash: [],
        });
      }
      if (range !== null) {
        continue;
      }
      lines.push(
        this.line(one, 'rate', theme, () =>
          fillSeries(this.buffer(one, 'rate'), trace.rates, columns, clampRate),
        ),
      );
      if (hasAccuracy) {
        lines.push(
          this.line(one, 'accuracy', theme, () =>
            fillSeries(this.buffer(one, 'accuracy'), trace.accuracies, columns, clampAccuracy),
          ),
        );
      }
      if (effectiveRates && trace.effectiveRates.length > 0) {
        lines.push({
          ...this.line(one, 'rate', theme, () => {
            const buffer = this.buffer(one, 'effective').begin();
            for (const { step, median } of trace.effectiveRates) {
              buffer.add(step, clampRate(median));
            }
            return buffer.end();
          }),
          borderWidth: 1,
          borderDash: [3, 3],
        });
      }
    }
    return [...lines, ...raw];
  }

  private line({ look }: { look: Look }, part: Part, theme: Theme, fill: () => ChartPoint[]): LineDataset {
    return {
      data: fill(),
      yAxisID: part,
      borderColor: theme.series[look.colour] ?? theme.foreground,
      borderWidth: theme.highContrast ? 2 : 1.5,
      borderDash: [...look.dash],
      borderJoinStyle: 'round',
      pointRadius: 0,
      spanGaps: false,
      clip: { left: 0, right: 0, top: 2, bottom: 2 },
    };
  }

  private buffer({ id }: DrawnContestant, part: string): PointBuffer {
    const key = `${part} ${id}`;
    const buffer = this.buffers.get(key) ?? new PointBuffer();
    this.buffers.set(key, buffer);
    return buffer;
  }
}
