import {
  CancellationTokenSource,
  commands,
  EventEmitter,
  l10n,
  workspace,
  type Uri,
  type WebviewPanel,
} from 'vscode';
import { COMMANDS } from '../../protocol/commands';
import {
  isFromPage,
  type FromPage,
  type PageView,
  type PreviewSnapshot,
  type ToPage,
} from '../../protocol/preview';
import type { DocumentSnapshot } from '../../protocol/snapshot';
import type { Position } from '../../protocol/text';
import type { TrainingContext } from '../../protocol/training/context';
import { Disposable } from '../Disposable';
import { Throttle } from '../Throttle';
import { DocumentChanges } from './DocumentChanges';
import { lookAtDocument } from './lookAtDocument';
import { ModelFile } from './ModelFile';
import { panelHtml } from './panelHtml';
import { PanelRuns } from './PanelRuns';
import type { PreviewServices } from './PreviewServices';
import { saveFile } from './saveFile';
import { definitionAt, definitionOf, documentsOf } from './snapshotQueries';
import { baseName } from './sourceDocument';
import { openSnippets, openSource } from './sourceEditor';
import { idOfWritten, writeSchedule, type ScheduleToWrite } from './writeSchedule';

/** Between two refreshes of a panel, in milliseconds. */
const REFRESH_INTERVAL = 100;

/** One panel that shows the schedules of one document, always by whole snapshots; the page asks for the first. */
export class Preview extends Disposable {
  readonly #panel: WebviewPanel;
  readonly #services: PreviewServices;
  readonly #refresh: Throttle;
  readonly #cancellation = this.register(new CancellationTokenSource());
  readonly #closed = this.register(new EventEmitter<undefined>());
  readonly #becameActive = this.register(new EventEmitter<undefined>());
  #uri: Uri;
  #generation = 0;
  #pageReady = false;
  /** A change came while the panel was hidden. */
  #outdated = false;
  /** What the next message asks the page to select. */
  #reveal: readonly string[] = [];
  /** The definition under the cursor when it was last looked at. */
  #followed: string | null = null;
  #selected: readonly string[] = [];
  #shown: DocumentSnapshot | null = null;
  /** The view that the next message asks the page to show. */
  #view: PageView | null = null;
  /** The view that the page has said it shows. */
  #viewOfPage: PageView = 'curve';
  #training: TrainingContext | null = null;
  readonly #runs: PanelRuns;
  readonly #modelFile: ModelFile;

  /** Fires once, when a person closed the panel. */
  readonly onDidClose = this.#closed.event;
  /** Fires when the panel gains or loses the focus. */
  readonly onDidChangeActive = this.#becameActive.event;

  constructor(panel: WebviewPanel, uri: Uri, services: PreviewServices) {
    super();
    this.#panel = panel;
    this.#uri = uri;
    this.#services = services;
    this.#modelFile = new ModelFile(services);
    this.#runs = new PanelRuns(services.runs, (opened) => {
      if (!this.disposed) void this.#post(opened);
    });
    this.#refresh = this.register(
      new Throttle(
        () => this.#update(),
        REFRESH_INTERVAL,
        (delay, run) => services.host.after(delay, run),
      ),
    );
    this.register({
      dispose: () => {
        this.#cancellation.cancel();
        this.#runs.pageGone();
      },
    });
    this.register(panel.webview.onDidReceiveMessage(this.#receive, this));
    this.register(
      panel.onDidDispose(() => {
        this.#runs.pageGone();
        this.#closed.fire(undefined);
      }),
    );
    this.register(
      panel.onDidChangeViewState(() => {
        this.#becameActive.fire(undefined);
        if (panel.visible && this.#outdated) this.#refresh.trigger();
      }),
    );
    this.#followDocument();
    this.#setTitle();
    panel.webview.html = panelHtml(
      panel.webview,
      services.extensionUri,
      this.#key,
      panel.title,
      services.host,
    );
  }

  get uri(): Uri {
    return this.#uri;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  /** Brings the panel to the front, with a view of these definitions. */
  reveal(definitionIds: readonly string[], view: PageView): void {
    this.#panel.reveal(undefined, true);
    this.select(definitionIds, view);
  }

  /**
   * Selects definitions, without bringing the panel to the front; without any, the page keeps its own selection.
   * @param view null leaves the page's own
   */
  select(definitionIds: readonly string[], view: PageView | null): void {
    this.#reveal = definitionIds;
    this.#view = view ?? this.#view;
    this.#refresh.trigger();
  }

  /** The document has a new name; the panel goes on with it. */
  moved(uri: Uri): void {
    this.#uri = uri;
    this.#shown = null;
    this.#training = null;
    this.#setTitle();
    this.#refresh.trigger();
  }

  get #key(): string {
    return this.#uri.toString();
  }

  #followDocument(): void {
    this.register(
      new DocumentChanges(this.#services, {
        shows: (uri) => uri === this.#key,
        dependsOn: (uri) => uri === this.#key || uri === this.#modelFile.uri,
        changed: () => {
          this.#refresh.trigger();
        },
        cursorMoved: (cursor) => {
          this.#followCursor(cursor);
        },
      }),
    );
  }

  /** Sends the page everything, as it is now. */
  async #update(): Promise<void> {
    if (!this.#pageReady || !this.#panel.visible) {
      this.#outdated = true;
      return;
    }
    this.#outdated = false;
    const uri = this.#key;
    const { token } = this.#cancellation;
    const wantsTraining = this.#viewOfPage === 'training' || this.#view === 'training';
    const [{ document, notice }, training] = await Promise.all([
      lookAtDocument(this.#uri, this.#services, token),
      wantsTraining ? this.#modelFile.lookAtTraining(this.#uri, token) : null,
    ]);
    if (this.disposed || uri !== this.#key) return;
    this.#shown = document ?? this.#shown;
    this.#training = training ?? this.#training;
    const { state, runs } = this.#services;
    const message: PreviewSnapshot = {
      type: 'snapshot',
      generation: ++this.#generation,
      document: this.#shown,
      fileName: baseName(this.#uri),
      reveal: this.#reveal,
      trusted: workspace.isTrusted,
      pinned: state.pinned(uri),
      theme: state.current.theme,
      notice,
      view: this.#view,
      training: this.#training,
      pickedModel: this.#modelFile.model,
      runs: runs.summaries,
    };
    this.#reveal = [];
    this.#view = null;
    this.#setTitle();
    await this.#post(message);
  }

  async #pickModelFile(): Promise<void> {
    if (await this.#modelFile.pick(this.#uri, this.#cancellation.token)) this.#refresh.trigger();
  }

  async #post(message: ToPage): Promise<void> {
    await this.#panel.webview.postMessage(message);
  }

  #followCursor(cursor: Position): void {
    if (this.#shown === null) return;
    const under = definitionAt(this.#shown, cursor)?.id ?? null;
    if (under === this.#followed) return;
    this.#followed = under;
    if (under !== null && !this.#selected.includes(under)) this.select([under], null);
  }

  #receive(message: unknown): void {
    if (!isFromPage(message)) {
      this.#services.log.warn('A message of the preview page was not understood and was dropped.');
      return;
    }
    this.#handle(message);
  }

  #handle(message: FromPage): void {
    const { server, state, runs, log } = this.#services;
    switch (message.type) {
      case 'ready':
        this.#pageReady = true;
        this.#runs.pageGone();
        void runs.refresh();
        this.#refresh.trigger();
        return;
      case 'view':
        this.#viewOfPage = message.view;
        if (message.view === 'training') this.#refresh.trigger();
        return;
      case 'override':
        state.override(this.#key, message.definitionId, message.name, message.value);
        return;
      case 'pin':
        state.pin(this.#key, message.at);
        return;
      case 'openSource':
        if (this.#shown !== null && documentsOf(this.#shown, this.#training).has(message.uri)) {
          void openSource(message.uri, message, this.#panel.viewColumn, log);
        } else {
          log.warn('The preview page asked for a document that it does not show.');
        }
        return;
      case 'manageTrust':
        void commands.executeCommand('workbench.trust.manage');
        return;
      case 'pickModelFile':
        void this.#pickModelFile();
        return;
      case 'usePickedModel':
        this.#modelFile.use(message.model);
        this.#refresh.trigger();
        return;
      case 'openSnippets':
        void openSnippets(this.#uri, this.#panel.viewColumn, log);
        return;
      case 'giveValues': {
        const { definitionId } = message;
        void commands.executeCommand(COMMANDS.giveValues, { uri: this.#key, definitionId });
        return;
      }
      case 'evaluated': {
        const { definitionId, key, curve } = message;
        const evaluation = { host: 'webview', curve, problem: null } as const;
        server.reportEvaluation({ uri: this.#key, definitionId, key, evaluation }).catch((error: unknown) => {
          log.warn(`The server did not get a curve from the preview: ${String(error)}`);
        });
        return;
      }
      case 'selected':
        this.#selected = message.definitionIds;
        this.#setTitle();
        return;
      case 'saveRun':
      case 'runUnderWay':
      case 'openRun':
      case 'deleteRun':
        this.#runs.receive(message);
        return;
      case 'saveFile':
        void saveFile(message, this.#uri, log);
        return;
      case 'writeSchedule':
        void this.#writeSchedule(message);
        return;
      case 'failed':
        log.error(`The preview page failed: ${message.message}`);
    }
  }

  /** Shows the curve of the schedule that was written. */
  async #writeSchedule({ definitionId, schedule, parameters }: ScheduleToWrite): Promise<void> {
    const toWrite = { definitionId, schedule, parameters };
    const written = await writeSchedule(this.#uri, toWrite, this.#panel.viewColumn, this.#services);
    if (written === null || this.disposed) return;
    const id = await idOfWritten(this.#uri, written, this.#services, this.#cancellation.token);
    this.select(id === null ? [] : [id], 'curve');
  }

  #setTitle(): void {
    const only = this.#selected.length === 1 ? this.#selected[0] : undefined;
    const name =
      only !== undefined && this.#shown !== null ? definitionOf(this.#shown, only)?.name : undefined;
    const title = l10n.t('LR: {0}', name ?? baseName(this.#uri));
    if (this.#panel.title !== title) this.#panel.title = title;
  }
}
