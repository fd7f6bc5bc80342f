import type { PreviewSnapshot, RunOpened } from '../../protocol/preview';
import type { TrainingForm } from '../../protocol/training/form';
import { isStoredRun, type StoredRun } from '../../protocol/training/storedRun';
import { element, pushButton } from '../dom';
import type { Host } from '../host';
import type { LiveRegion } from '../liveRegion';
import type { PageModel } from '../model';
import type { OpenSource } from '../sourcePlace';
import type { ThemeWatcher } from '../theme';
import { watchBattery } from './battery';
import { type Comparison, repeatedRuns } from './comparison';
import { ContestantPicker } from './contestantPicker';
import { csvOf, type ExportedFile, jsonOf } from './exports';
import { ownModelOf, runnableModels } from './formDefaults';
import { MoreSettings } from './moreSettings';
import { RecentRuns } from './recentRuns';
import { RunView } from './runView';
import { SetupForm } from './setupForm';
import type { TrainingFiles } from './trainingFiles';
import { TrainingModel } from './trainingModel';
import { trainingNotices } from './trainingNotices';
import {
  comparisonPlan,
  type PlannedComparison,
  rangeTestPlan,
  repeatedPlan,
  scheduleToWrite,
} from './trainingPlans';
import { TrainingSession } from './trainingSession';
import { TRAINING } from './trainingStrings';
import { trainingSummary } from './trainingSummary';

/** Where a file of a run is wanted for. */
type Format = 'PNG' | 'CSV' | 'JSON';

/** The whole view of training: takes what is known of the document, has runs made, and shows what comes of them. */
export class TrainingView {
  readonly node: HTMLElement;
  private readonly model: TrainingModel;
  private readonly session: TrainingSession;
  private readonly notices = element('div', { class: 'notices' });
  private readonly setup: SetupForm;
  private readonly picker: ContestantPicker;
  private readonly more: MoreSettings;
  private readonly run: RunView;
  private readonly exports: HTMLElement;
  private readonly runs: RecentRuns;
  private shown = false;
  private onBattery = false;
  private message: string | null = null;
  /** What is to be done with kept runs that were asked for, by id. */
  private readonly asked = new Map<string, (run: StoredRun) => void>();

  constructor(
    private readonly page: PageModel,
    private readonly host: Host,
    private readonly theme: ThemeWatcher,
    private readonly live: LiveRegion,
    files: TrainingFiles,
    /** The form has changed, which is kept over a reload. */
    private readonly save: () => void,
  ) {
    this.model = new TrainingModel(page);
    this.session = new TrainingSession(files, {
      changed: () => {
        this.run.update();
      },
      underWay: (comparison) => {
        host.post({ type: 'runUnderWay', run: comparison.stored() });
      },
      finished: (comparison) => {
        this.finish(comparison);
      },
    });
    const openSource: OpenSource = (uri, line, character) => {
      host.post({ type: 'openSource', uri, line, character });
    };
    const change = (change: Partial<TrainingForm>): void => {
      this.change(() => {
        this.model.change(change);
      });
    };
    this.setup = new SetupForm({
      change,
      openSource,
      train: () => {
        this.train();
      },
      rangeTest: () => {
        this.begin(rangeTestPlan(this.occasion(), this.model.form));
      },
      pickModelFile: () => {
        host.post({ type: 'pickModelFile' });
      },
    });
    this.picker = new ContestantPicker((id, on) => {
      this.change(() => {
        this.model.toggle(id, on);
      });
    }, change);
    this.more = new MoreSettings(change);
    this.run = new RunView(this.session, this.model, theme, {
      change,
      openSource,
      write: (form, rates) => {
        const [beside = null] = this.model.chosenSeries;
        host.post(scheduleToWrite(form, rates, beside, this.model.setup));
      },
    });
    this.exports = element(
      'div',
      { class: 'training-exports' },
      element('span', {}, TRAINING.export),
      ...(['PNG', 'CSV', 'JSON'] as const).map((format) => this.exportButton(format)),
    );
    this.runs = new RecentRuns({
      open: (id) => {
        this.ask(id, (run) => {
          this.show(run);
        });
      },
      repeat: (id) => {
        this.ask(id, (run) => {
          this.repeat(run);
        });
      },
      remove: (id) => {
        host.post({ type: 'deleteRun', id });
      },
    });
    this.node = element(
      'div',
      { class: 'training' },
      this.notices,
      this.setup.node,
      this.picker.node,
      this.more.node,
      this.run.node,
      this.exports,
      this.runs.node,
    );
    watchBattery((onBattery) => {
      this.onBattery = onBattery;
      this.render();
    });
  }

  /** Takes a newer state of the document, which the page's model has already. */
  accept({ reveal, view, runs, pickedModel }: PreviewSnapshot): void {
    this.takePicked(pickedModel);
    if (view === 'training' && reveal.length > 0) {
      this.model.change({ chosen: reveal });
    }
    const { shownRun } = this.model.form;
    const isKept = runs.some(({ id }) => id === shownRun);
    if (shownRun !== null && isKept && this.session.comparison === null && !this.asked.has(shownRun)) {
      this.ask(shownRun, (run) => {
        if (this.session.comparison === null) {
          this.show(run);
        }
      });
    }
    this.render();
  }

  /** A model that was just picked is the one to train; one that was picked before a reload is asked for again. */
  private takePicked(picked: PreviewSnapshot['pickedModel']): void {
    const { pickedModel: known } = this.model.form;
    if (picked === null) {
      if (known !== null) {
        this.host.post({ type: 'usePickedModel', model: known });
      }
    } else if (picked.uri !== known?.uri || picked.name !== known.name) {
      this.model.change({ problem: 'own-model', modelName: picked.name, pickedModel: picked });
      this.save();
    }
  }

  /** Takes a kept run that was asked for. */
  receive({ id, run }: RunOpened): void {
    const use = this.asked.get(id);
    this.asked.delete(id);
    if (use === undefined) {
      return;
    }
    this.message = isStoredRun(run) ? null : TRAINING.runGone;
    if (isStoredRun(run)) {
      use(run);
    }
    this.render();
  }

  /** Shows the view, or only goes on with its runs. */
  setShown(shown: boolean): void {
    this.shown = shown;
    this.run.setShown(shown);
    this.render();
  }

  render(): void {
    if (!this.shown) {
      return;
    }
    const { snapshot } = this.page;
    const { form, setup, context, peak } = this.model;
    const { running, comparison } = this.session;
    const trusted = snapshot?.trusted === true;
    const runnable = setup.problem !== 'own-model' || ownModelOf(form, context) !== null;
    const idle = trusted && runnable && !running;
    this.notices.replaceChildren(
      ...trainingNotices(
        snapshot,
        { onBattery: this.onBattery, notes: this.session.notes, message: this.message },
        {
          manageTrust: () => {
            this.host.post({ type: 'manageTrust' });
          },
          openSnippets: () => {
            this.host.post({ type: 'openSnippets' });
          },
        },
      ),
    );
    const anything = this.model.entrants().length > 0;
    this.setup.render(form, setup, context, { train: idle && anything, test: idle, anything, peak });
    this.picker.render(
      this.model.candidates(this.theme.current.highContrast),
      { rate: form.constantRate, preset: this.model.constantRate('constant') ?? 0 },
      this.model.pacing(),
    );
    this.more.render(form, setup, this.model.threshold(setup.problem));
    this.exports.hidden = comparison === null || running;
    this.runs.render(snapshot?.runs ?? [], running);
    this.run.update();
  }

  private change(make: () => void): void {
    make();
    this.save();
    this.render();
  }

  private occasion(): Parameters<typeof comparisonPlan>[0] {
    const { form, setup, context } = this.model;
    return {
      uri: this.page.snapshot?.document?.uri ?? '',
      setup,
      ownModel: ownModelOf(form, context),
      modelName: form.modelName ?? runnableModels(context)[0]?.name ?? '',
    };
  }

  private train(): void {
    this.begin(comparisonPlan(this.occasion(), this.model.entrants()));
  }

  private begin({ plan, runs }: PlannedComparison): void {
    this.message = null;
    this.session.begin(plan, runs);
    this.live.announce(TRAINING.began(runs.length));
    this.render();
  }

  private finish(comparison: Comparison): void {
    const run = comparison.stored();
    this.host.post({ type: 'saveRun', run });
    this.live.announce(trainingSummary(comparison));
    this.change(() => {
      this.model.change({ shownRun: run.id });
    });
  }

  private show(run: StoredRun): void {
    this.session.show(run);
    this.change(() => {
      this.model.change({ shownRun: run.id });
    });
  }

  private repeat(run: StoredRun): void {
    const runs = repeatedRuns(run);
    const complete = runs.length === run.contestants.length * run.setup.repeats;
    if (complete && this.page.snapshot?.trusted === true) {
      this.begin(repeatedPlan(run, runs));
    } else {
      this.message = TRAINING.runUnreadable;
    }
  }

  private ask(id: string, use: (run: StoredRun) => void): void {
    this.asked.set(id, use);
    this.host.post({ type: 'openRun', id });
  }

  private exportButton(format: Format): HTMLButtonElement {
    const button = pushButton(format, () => {
      const { comparison } = this.session;
      if (comparison !== null) {
        this.host.post({ type: 'saveFile', ...this.exported(format, comparison) });
      }
    });
    button.title = TRAINING.exportAs(format);
    button.setAttribute('aria-label', TRAINING.exportAs(format));
    return button;
  }

  private exported(format: Format, comparison: Comparison): ExportedFile {
    switch (format) {
      case 'PNG':
        return this.run.picture(comparison);
      case 'CSV':
        return csvOf(comparison);
      case 'JSON':
        return jsonOf(comparison);
    }
  }
}
