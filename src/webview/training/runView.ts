import { rangeTest, type RangeTest } from '../../training/results/rangeTest';
import type { TrainingForm } from '../../protocol/training/form';
import { element } from '../dom';
import type { Look } from '../look';
import type { OpenSource } from '../sourcePlace';
import type { ThemeWatcher } from '../theme';
import type { Comparison } from './comparison';
import { type ExportedFile, pngOf } from './exports';
import { shippedProblem } from './formDefaults';
import { PathView } from './pathView';
import { RangePanel, type WriteSchedule } from './rangePanel';
import { commonThreshold } from './results';
import { ResultsTable } from './resultsTable';
import { StatusLine } from './statusLine';
import type { TrainingModel } from './trainingModel';
import { TrainingPlot } from './trainingPlot';
import type { DrawnContestant, TrainingScene } from './trainingScene';
import type { TrainingSession } from './trainingSession';
import { trainingSummary } from './trainingSummary';

/** Milliseconds between two states of the words and figures, which nobody reads sixty times a second. */
const READING = 300;

/** What a person does with a run. */
export interface RunViewActions {
  readonly change: (change: Partial<TrainingForm>) => void;
  readonly openSource: OpenSource;
  readonly write: WriteSchedule;
}

/** All that is shown of the comparison at hand, under way or over. */
export class RunView {
  readonly node: HTMLElement;
  private readonly status: StatusLine;
  private readonly plot = new TrainingPlot();
  private readonly path = new PathView();
  private readonly range: RangePanel;
  private readonly results: ResultsTable;
  private shown = false;
  private scheduled = false;
  private lastRead = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly session: TrainingSession,
    private readonly model: TrainingModel,
    private readonly theme: ThemeWatcher,
    actions: RunViewActions,
  ) {
    this.status = new StatusLine({
      stop: () => {
        session.stop();
      },
      goOn: () => {
        session.goOn();
      },
      setLogarithmic: (logarithmic) => {
        actions.change({ logarithmic });
      },
      setEffectiveRates: (effectiveRates) => {
        actions.change({ effectiveRates });
      },
    });
    this.range = new RangePanel(actions.write);
    this.results = new ResultsTable(actions.openSource);
    this.node = element(
      'div',
      { class: 'training-run' },
      this.status.node,
      element('div', { class: 'training-charts' }, this.plot.node, this.path.node),
      this.range.node,
      this.results.node,
    );
  }

  setShown(shown: boolean): void {
    this.shown = shown;
    this.lastRead = Number.NEGATIVE_INFINITY;
  }

  /** Draws what is new, once a frame at most. */
  update(): void {
    if (this.scheduled || !this.shown) {
      return;
    }
    this.scheduled = true;
    requestAnimationFrame((now) => {
      this.scheduled = false;
      if (this.shown) {
        this.render(now);
      }
    });
  }

  /** The charts as a file. */
  picture(comparison: Comparison): ExportedFile {
    const canvases = [this.plot.chart.canvas, ...(this.path.node.hidden ? [] : [this.path.canvas])];
    return pngOf(comparison, canvases, this.looksOf(comparison), this.theme.current);
  }

  private looksOf({ plan }: Comparison): ReadonlyMap<string, Look> {
    const ids = plan.contestants.map(({ id }) => id);
    return this.model.looks(ids, this.theme.current.highContrast);
  }

  private render(now: number): void {
    const { comparison, running } = this.session;
    const { form } = this.model;
    const adaptive = comparison?.traces.some(({ effectiveRates }) => effectiveRates.length > 0) === true;
    const effectiveRates = form.effectiveRates && adaptive;
    if (comparison === null) {
      this.plot.render(null);
      this.path.render(null, [], this.theme.current);
      this.range.render(null);
    } else {
      this.draw(comparison, effectiveRates);
    }
    if (running && now - this.lastRead < READING) {
      return;
    }
    this.lastRead = now;
    this.status.render(this.session, {
      logarithmic: form.logarithmic,
      effectiveRates,
      adaptive: adaptive || (comparison === null && this.model.adaptive),
    });
    const threshold =
      comparison === null
        ? null
        : (this.model.threshold(comparison.plan.setup.problem) ?? commonThreshold(comparison));
    this.results.render(comparison, threshold, comparison === null ? new Map() : this.looksOf(comparison));
    if (comparison !== null) {
      this.plot.describe(trainingSummary(comparison));
    }
  }

  private draw(comparison: Comparison, effectiveRates: boolean): void {
    const { setup, contestants } = comparison.plan;
    const looks = this.looksOf(comparison);
    const theme = this.theme.current;
    const drawn = contestants.flatMap(({ id, name }): DrawnContestant[] => {
      const look = looks.get(id);
      return look === undefined ? [] : [{ id, name, look, traces: comparison.tracesOf(id) }];
    });
    const problem = shippedProblem(setup.problem);
    const range = this.rangeOf(comparison);
    this.plot.render({
      contestants: drawn,
      steps: setup.steps,
      hasAccuracy:
        range === null &&
        (problem?.hasAccuracy ?? comparison.traces.some(({ accuracies }) => accuracies.length > 0)),
      logarithmic: this.model.form.logarithmic,
      effectiveRates,
      range,
      theme,
    });
    const surface = problem?.subject.kind === 'surface' && range === null ? problem.subject : null;
    this.path.render(surface, drawn, theme);
  }

  private rangeOf(comparison: Comparison): TrainingScene['range'] {
    const [trace] = comparison.traces;
    if (!comparison.isRangeTest || trace === undefined) {
      this.range.render(null);
      return null;
    }
    const test = trace.over ? roundedRates(rangeTest(trace.rates.values, trace.losses.values)) : null;
    this.range.render(test);
    return {
      ...(comparison.ramp ?? { from: this.model.form.rangeFrom, to: this.model.form.rangeTo }),
      suggestion: test?.suggestion ?? null,
    };
  }
}

/** More than two digits of a rate such a test does not know. */
function roundedRates(test: RangeTest): RangeTest {
  const { suggestion } = test;
  const rounded = (rate: number): number => Number(rate.toPrecision(2));
  return suggestion === null
    ? test
    : { ...test, suggestion: { base: rounded(suggestion.base), maximal: rounded(suggestion.maximal) } };
}
