import { hasRatesWithoutLogarithm } from './chartData';
import { CurveEvaluator, type CurveJob } from './curveEvaluator';
import { Details } from './details';
import { element } from './dom';
import type { Host } from './host';
import type { LiveRegion } from './liveRegion';
import type { PageModel } from './model';
import { emptyNotice, pageNotices } from './notices';
import { indexAt, type Placement } from './placement';
import { Plot } from './plot';
import { ZOOM_STEP } from './plotGestures';
import { PinnedRates } from './pinnedRates';
import { plotNotes } from './plotNotes';
import { RatesTable } from './ratesTable';
import { ScheduleList } from './scheduleList';
import type { WorkerResult } from './series';
import type { OpenSource } from './sourcePlace';
import { type PinnedReading, StatisticsTable } from './statisticsTable';
import { StepBox } from './stepBox';
import { STRINGS } from './strings';
import { summaryOf } from './summary';
import type { ThemeWatcher } from './theme';
import { Toolbar } from './toolbar';
import { WorkerPool } from './workerPool';
import { type WorkerAddresses, WorkerScripts } from './workerScripts';
import { type View, zoomedView } from './zoom';

/** What the view of curves shares with the others. */
export interface PreviewSurroundings {
  readonly addresses: WorkerAddresses;
  readonly theme: ThemeWatcher;
  readonly live: LiveRegion;
  /** A curve has been computed. */
  readonly onCurves: () => void;
}

/** The view of curves: has them computed, and keeps every part of the picture in step. */
export class PreviewPage {
  private readonly theme: ThemeWatcher;
  private readonly live: LiveRegion;
  private readonly onCurves: () => void;
  private readonly pool: WorkerPool;
  private readonly evaluator: CurveEvaluator;
  private readonly pinnedRates: PinnedRates;
  private readonly notices = element('div', { class: 'notices' });
  private readonly empty = element('div', { class: 'empty-region' });
  private readonly content: HTMLElement;
  private readonly plot: Plot;
  private readonly toolbar: Toolbar;
  private readonly stepBox: StepBox;
  private readonly list: ScheduleList;
  private readonly details: Details;
  private readonly statistics = new StatisticsTable();
  private readonly table = new RatesTable();
  private spoken = '';
  private posted = '';
  /** Computations whose curve the server has been given. */
  private readonly reported = new Set<string>();

  constructor(
    root: HTMLElement,
    private readonly host: Host,
    private readonly model: PageModel,
    { addresses, theme, live, onCurves }: PreviewSurroundings,
  ) {
    this.theme = theme;
    this.live = live;
    this.onCurves = onCurves;
    const scripts = new WorkerScripts(addresses);
    this.pool = new WorkerPool(scripts);
    this.evaluator = new CurveEvaluator(
      this.pool,
      scripts,
      (definitionId, result) => {
        this.receive(definitionId, result);
      },
      () => {
        this.rest();
      },
    );
    this.pinnedRates = new PinnedRates(this.evaluator, () => {
      this.render();
    });
    this.plot = new Plot({
      view: (view) => {
        this.setView(view);
      },
      pin: (at) => {
        this.pin(at);
      },
    });
    this.stepBox = new StepBox(
      (at) => {
        this.change(() => {
          this.model.pinned = at;
        });
      },
      (at) => {
        this.pin(at);
      },
    );
    this.toolbar = new Toolbar(this.stepBox, {
      zoomIn: () => {
        this.zoom(1 / ZOOM_STEP);
      },
      zoomOut: () => {
        this.zoom(ZOOM_STEP);
      },
      resetZoom: () => {
        this.setView(null);
      },
      setLogarithmic: (on) => {
        this.change(() => {
          this.model.logarithmic = on;
        });
      },
    });
    this.list = new ScheduleList({
      toggle: (id) => {
        this.change(() => {
          this.model.toggle(id);
        });
      },
      focus: (id) => {
        this.change(() => {
          this.model.focus(id);
        });
      },
    });
    this.details = new Details(
      (definitionId, name, value) => {
        this.host.post({ type: 'override', definitionId, name, value });
      },
      this.openSource,
      (definitionId) => {
        this.host.post({ type: 'giveValues', definitionId });
      },
    );
    this.content = element(
      'div',
      { class: 'content' },
      element('div', { class: 'upper' }, this.toolbar.node, this.plot.node),
      element(
        'div',
        { class: 'lower' },
        this.list.node,
        element('div', { class: 'side' }, this.details.node, this.statistics.node, this.table.node),
      ),
    );
    root.append(this.notices, this.empty, this.content);
    document.addEventListener('visibilitychange', () => {
      this.rest();
    });
    this.render();
  }

  private change(make: () => void): void {
    make();
    this.changed();
  }

  /** Something that is kept, told or computed may have changed, beside the picture. */
  changed(): void {
    const { snapshot } = this.model;
    this.save();
    this.evaluate();
    this.render();
    const shown = this.model.shown;
    if (snapshot !== null && this.posted !== shown.join('\n')) {
      this.posted = shown.join('\n');
      this.host.post({ type: 'selected', definitionIds: shown });
    }
  }

  /** Has the curves computed that are shown, and those that a training goes by. */
  evaluate(): void {
    const { snapshot } = this.model;
    const definitions = snapshot?.document?.definitions ?? [];
    this.evaluator.retain(definitions.map(({ definition }) => definition.id));
    const wanted = new Set([...this.model.shown, ...(this.model.form?.chosen ?? [])]);
    const jobs = [...wanted].map((id) => this.jobOf(id)).filter((job) => job !== null);
    this.evaluator.want(jobs);
    if (jobs.length > 0) {
      this.prepare();
    }
  }

  /** What it takes to compute a definition here; null when it cannot or must not be. */
  private jobOf(id: string): CurveJob | null {
    const { snapshot } = this.model;
    const evaluated = snapshot?.document?.definitions.find(({ definition }) => definition.id === id);
    if (
      snapshot?.trusted !== true ||
      evaluated == null ||
      evaluated.key === null ||
      evaluated.definition.slice === null
    ) {
      return null;
    }
    return { key: evaluated.key, definition: evaluated.definition, slice: evaluated.definition.slice };
  }

  private prepare(): void {
    // A failure here is met again, and told, by the next computation.
    this.pool.prepare().catch(() => undefined);
  }

  private receive(definitionId: string, result: WorkerResult): void {
    this.model.addResult(definitionId, result);
    const evaluated = this.model.snapshot?.document?.definitions.find(
      ({ definition }) => definition.id === definitionId,
    );
    const onlyHere = evaluated?.evaluation?.problem?.code === 'unknown-operation';
    if (onlyHere && result.curve !== null && result.problem === null && !this.reported.has(result.key)) {
      this.reported.add(result.key);
      this.host.post({ type: 'evaluated', definitionId, key: result.key, curve: result.curve });
    }
    this.render();
    this.onCurves();
  }

  /** Nobody looks and nothing is being computed: the workers' memory is given back. */
  private rest(): void {
    if (document.hidden && this.evaluator.idle) {
      this.pool.clear();
    }
  }

  private pin(at: number | null): void {
    this.change(() => {
      this.model.pinned = at;
    });
    if (this.model.snapshot?.pinned !== at) {
      this.host.post({ type: 'pin', at });
    }
  }

  private zoom(factor: number): void {
    const placement = this.model.placement(this.model.series(false));
    const view = this.model.viewOn(placement);
    const { from, to } = view ?? placement.whole;
    this.setView(zoomedView(view, placement.whole, (from + to) / 2, factor));
  }

  /** Shows another part of the axis. It changes sixty times a second, so nothing but the plot follows it. */
  private setView(view: View | null): void {
    this.model.setView(view);
    this.save();
    const all = this.model.series(this.theme.current.highContrast);
    this.renderPlot(this.model.placement(all));
  }

  private save(): void {
    const uri = this.model.snapshot?.document?.uri;
    if (uri !== undefined) {
      this.host.saveState(this.model.state(uri));
    }
  }

  private readonly openSource: OpenSource = (uri, line, character) => {
    this.host.post({ type: 'openSource', uri, line, character });
  };

  render(): void {
    const { snapshot } = this.model;
    const theme = this.theme.current;
    const all = this.model.series(theme.highContrast);
    const hasSchedules = snapshot !== null && all.length > 0;
    this.content.hidden = !hasSchedules;
    this.empty.hidden = hasSchedules;
    const actions = {
      manageTrust: () => {
        this.host.post({ type: 'manageTrust' });
      },
      openSnippets: () => {
        this.host.post({ type: 'openSnippets' });
      },
    };
    if (!hasSchedules) {
      this.notices.replaceChildren();
      this.empty.replaceChildren(emptyNotice(snapshot, actions));
      return;
    }
    const { shown, logarithmic, pinned } = this.model;
    const shownSeries = all.filter(({ id }) => shown.includes(id));
    const placement = this.model.placement(all);
    const leavesOut = logarithmic && hasRatesWithoutLogarithm(placement.placed);
    this.notices.replaceChildren(...pageNotices(snapshot, placement, leavesOut, actions));
    const focusedSeries = all.find(({ id }) => id === shown[0]) ?? null;
    this.stepBox.render(placement.unit, pinned);
    const summary = summaryOf(placement);
    this.plot.describe(summary);
    this.renderPlot(placement);
    this.plot.showNotes(
      plotNotes(shownSeries, this.openSource),
      placement.placed.every(({ series }) => series.samples === null),
    );
    this.list.render(all, shown, focusedSeries?.id ?? null);
    this.details.render(focusedSeries, snapshot.document?.uri ?? '');
    this.statistics.render(shownSeries, pinned === null ? null : this.readPinned(placement, pinned));
    this.table.render(placement);
    if (summary !== this.spoken) {
      this.spoken = summary;
      this.live.announce(summary);
    }
  }

  private renderPlot(placement: Placement): void {
    const { logarithmic, pinned } = this.model;
    const view = this.model.viewOn(placement);
    this.toolbar.render(logarithmic, view !== null);
    this.plot.render({ placement, view, logarithmic, theme: this.theme.current, pinned });
  }

  private readPinned(
    placement: Placement,
    pinned: number,
  ): { label: string; readings: ReadonlyMap<string, PinnedReading> } {
    const readings = new Map(
      placement.placed.map((placed) => {
        const index = indexAt(placed, pinned);
        const reading = this.pinnedRates.read(placed.series, index, this.jobOf(placed.series.id));
        return [placed.series.id, { index, reading }] as const;
      }),
    );
    return { label: STRINGS.at(placement.unit, pinned), readings };
  }
}
