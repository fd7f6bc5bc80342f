import type { PageView, PreviewSnapshot } from '../protocol/preview';
import { element } from './dom';
import type { Host } from './host';
import { LiveRegion } from './liveRegion';
import type { PageModel } from './model';
import { PreviewPage } from './previewPage';
import { ThemeWatcher } from './theme';
import { type TrainingAddresses, TrainingFiles } from './training/trainingFiles';
import { TRAINING } from './training/trainingStrings';
import { TrainingView } from './training/trainingView';
import { ViewTabs } from './viewTabs';
import type { WorkerAddresses } from './workerScripts';

/** The views of the page, under tabs: the curves, and training. What is not seen goes on all the same. */
export class PageViews {
  private readonly tabs: ViewTabs;
  private readonly theme: ThemeWatcher;
  private readonly live = new LiveRegion();
  private readonly trainingPanel = element('section', { class: 'view' });
  private readonly curve: PreviewPage;
  /** Made when it is first looked at, or when a run was left in it. */
  private training: TrainingView | null = null;
  /** The view that the extension knows to be seen. */
  private posted: PageView = 'curve';

  constructor(
    root: HTMLElement,
    private readonly host: Host,
    private readonly model: PageModel,
    private readonly addresses: WorkerAddresses & TrainingAddresses,
  ) {
    this.theme = new ThemeWatcher(() => {
      this.curve.render();
      this.training?.render();
    });
    const curvePanel = element('section', { class: 'view' });
    this.curve = new PreviewPage(curvePanel, host, model, {
      addresses,
      theme: this.theme,
      live: this.live,
      onCurves: () => {
        this.training?.render();
      },
    });
    this.tabs = new ViewTabs(
      TRAINING.views,
      [
        { view: 'curve', label: TRAINING.curve, panel: curvePanel },
        { view: 'training', label: TRAINING.training, panel: this.trainingPanel },
      ],
      (view) => {
        this.choose(view);
      },
    );
    root.append(this.tabs.node, curvePanel, this.trainingPanel, this.live.node);
    host.onRun((opened) => {
      this.training?.receive(opened);
    });
    this.show();
  }

  /** Shows a newer state of the document. */
  accept(snapshot: PreviewSnapshot): void {
    this.model.accept(snapshot);
    this.training?.accept(snapshot);
    this.show();
    this.curve.changed();
  }

  private choose(view: PageView): void {
    this.model.view = view;
    this.save();
    this.show();
  }

  private show(): void {
    const { view } = this.model;
    if (view !== this.posted) {
      this.posted = view;
      this.host.post({ type: 'view', view });
    }
    this.tabs.render(view);
    if (view === 'training' && this.training === null) {
      this.training = this.makeTraining();
      this.trainingPanel.append(this.training.node);
    }
    this.training?.setShown(view === 'training');
  }

  private makeTraining(): TrainingView {
    const files = new TrainingFiles(this.addresses);
    const view = new TrainingView(this.model, this.host, this.theme, this.live, files, () => {
      this.save();
      this.curve.evaluate();
    });
    const { snapshot } = this.model;
    if (snapshot !== null) {
      view.accept(snapshot);
    }
    return view;
  }

  private save(): void {
    const uri = this.model.snapshot?.document?.uri;
    if (uri !== undefined) {
      this.host.saveState(this.model.state(uri));
    }
  }
}
