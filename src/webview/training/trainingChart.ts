import { Chart, LinearScale, LineController, LogarithmicScale } from 'chart.js';
import { lossRange, rateRange, type SeedSpread, seedSpread } from './trainingData';
import { linesPlugin } from './trainingLines';
import { marksPlugin } from './trainingMarks';
import { type Ranges, trainingScales } from './trainingScales';
import type { TrainingScene } from './trainingScene';

/** What was drawn last, for what lies over it. */
export interface DrawnScene {
  readonly scene: TrainingScene;
  readonly ranges: Ranges;
  /** By contestant: how the losses of its seeds lie, where there are several. */
  readonly spreads: ReadonlyMap<string, readonly SeedSpread[]>;
}

/** Draws losses, accuracies and rates of a training over one axis of steps, or the losses of a range test over rates. */
export class TrainingChart {
  private readonly chart: Chart<'line'>;
  private drawn: DrawnScene | null = null;
  /** The axes as they are laid out. */
  private scalesKey = '';

  constructor(
    readonly canvas: HTMLCanvasElement,
    onResize: () => void,
  ) {
    Chart.register(LineController, LinearScale, LogarithmicScale);
    this.chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        layout: { padding: { top: 6, right: 12 } },
        onResize,
      },
      plugins: [linesPlugin(() => this.drawn), marksPlugin(() => this.drawn)],
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
    const scales = trainingScales(scene, ranges);
    const key = JSON.stringify(scales);
    if (key === this.scalesKey) {
      this.chart.draw();
      return;
    }
    // Axes are laid out only when they change: that takes longer than all lines.
    this.scalesKey = key;
    this.chart.options.scales = scales;
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
}
