import {
  CancellationTokenSource,
  commands,
  EventEmitter,
  l10n,
  Range,
  Uri,
  ViewColumn,
  window,
  workspace,
  type TextDocument,
  type TextEditorSelectionChangeEvent,
  type WebviewPanel,
} from 'vscode';
import { isFromPage, type FromPage, type PreviewSnapshot } from '../../protocol/preview';
import type { DocumentSnapshot } from '../../protocol/snapshot';
import { Disposable } from '../Disposable';
import { Throttle } from '../Throttle';
import { panelHtml } from './panelHtml';
import type { PreviewServices } from './PreviewServices';
import { definitionAt, definitionOf, documentsOf } from './snapshotQueries';

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

  /** Fires once, when a person closed the panel. */
  readonly onDidClose = this.#closed.event;
  /** Fires when the panel gains or loses the focus. */
  readonly onDidChangeActive = this.#becameActive.event;

  constructor(panel: WebviewPanel, uri: Uri, services: PreviewServices) {
    super();
    this.#panel = panel;
    this.#uri = uri;
    this.#services = services;
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
      },
    });
    this.register(panel.webview.onDidReceiveMessage(this.#receive, this));
    this.register(
      panel.onDidDispose(() => {
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

  /** Brings the panel to the front and selects definitions in it; without any, the page keeps its own selection. */
  reveal(definitionIds: readonly string[]): void {
    this.#panel.reveal(undefined, true);
    this.select(definitionIds);
  }

  /** Selects definitions, without bringing the panel to the front. */
  select(definitionIds: readonly string[]): void {
    this.#reveal = definitionIds;
    this.#refresh.trigger();
  }

  /** The document has a new name; the panel goes on with it. */
  moved(uri: Uri): void {
    this.#uri = uri;
    this.#shown = null;
    this.#setTitle();
    this.#refresh.trigger();
  }

  get #key(): string {
    return this.#uri.toString();
  }

  #followDocument(): void {
    const { server, state } = this.#services;
    const refresh = (): void => {
      this.#refresh.trigger();
    };
    const ifMine = (uri: Uri): void => {
      if (uri.toString() === this.#key) refresh();
    };
    this.register(
      server.onDidAnalyze(({ uri }) => {
        if (uri === this.#key) refresh();
      }),
    );
    this.register(server.onDidChangeStatus(refresh));
    this.register(state.onDidChange(refresh));
    this.register(workspace.onDidGrantWorkspaceTrust(refresh));
    this.register(
      workspace.onDidCloseTextDocument((document) => {
        ifMine(document.uri);
      }),
    );
    this.register(
      workspace.onDidDeleteFiles(({ files }) => {
        files.forEach(ifMine);
      }),
    );
    this.register(window.onDidChangeTextEditorSelection(this.#followCursor, this));
  }

  /** Sends the page everything, as it is now. */
  async #update(): Promise<void> {
    if (!this.#pageReady || !this.#panel.visible) {
      this.#outdated = true;
      return;
    }
    this.#outdated = false;
    const uri = this.#key;
    const { document, notice } = await this.#look();
    if (this.disposed || uri !== this.#key) return;
    this.#shown = document ?? this.#shown;
    const { state } = this.#services;
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
      view: null,
      training: null,
      runs: [],
    };
    this.#reveal = [];
    this.#setTitle();
    await this.#panel.webview.postMessage(message);
  }

  /** The newest snapshot, or why there is none. */
  async #look(): Promise<{ document: DocumentSnapshot | null; notice: string | null }> {
    const { server, log } = this.#services;
    const opened = await this.#openDocument();
    if (opened === null) return { document: null, notice: this.#absence() };
    if (server.status === 'failed') {
      return {
        document: null,
        notice: l10n.t(
          'The language server of LR Lens has stopped; what is shown may be out of date. Run “Learning Rate: Preview Schedule” to start it again. Details are in the output channel “LR Lens”.',
        ),
      };
    }
    try {
      const document = await server.snapshot(this.#key, this.#cancellation.token);
      return document === null
        ? { document: null, notice: l10n.t('This document is not analysed.') }
        : { document, notice: null };
    } catch (error) {
      // A server that dies in between is reported by its status, which brings another refresh.
      if (!this.disposed) log.warn(`No snapshot of ${this.#key}: ${String(error)}`);
      return { document: null, notice: l10n.t('Waiting for the language server …') };
    }
  }

  /** The server knows open documents only; after a reload of the window the source may stand in no editor. */
  async #openDocument(): Promise<TextDocument | null> {
    const open = workspace.textDocuments.find(({ uri }) => uri.toString() === this.#key);
    if (open !== undefined) return open;
    // Opening an untitled document that was closed would make a new, empty one.
    if (this.#uri.scheme === 'untitled') return null;
    try {
      return await workspace.openTextDocument(this.#uri);
    } catch {
      return null;
    }
  }

  #absence(): string {
    return this.#uri.scheme === 'untitled'
      ? l10n.t('{0} was closed.', baseName(this.#uri))
      : l10n.t('{0} cannot be opened: it was deleted or moved.', baseName(this.#uri));
  }

  #followCursor({ textEditor, selections }: TextEditorSelectionChangeEvent): void {
    const cursor = selections[0]?.active;
    if (textEditor.document.uri.toString() !== this.#key || cursor === undefined || this.#shown === null)
      return;
    const under = definitionAt(this.#shown, cursor)?.id ?? null;
    if (under === this.#followed) return;
    this.#followed = under;
    if (under !== null && !this.#selected.includes(under)) this.select([under]);
  }

  #receive(message: unknown): void {
    if (!isFromPage(message)) {
      this.#services.log.warn('A message of the preview page was not understood and was dropped.');
      return;
    }
    this.#handle(message);
  }

  #handle(message: FromPage): void {
    const { server, state, log } = this.#services;
    switch (message.type) {
      case 'ready':
        this.#pageReady = true;
        this.#refresh.trigger();
        return;
      case 'override':
        state.override(this.#key, message.definitionId, message.name, message.value);
        return;
      case 'pin':
        state.pin(this.#key, message.at);
        return;
      case 'openSource':
        void this.#openSource(message.uri, message.line, message.character);
        return;
      case 'manageTrust':
        void commands.executeCommand('workbench.trust.manage');
        return;
      case 'openSnippets':
        void this.#openSnippets();
        return;
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
      case 'openRun':
      case 'deleteRun':
      case 'saveFile':
      case 'writeSchedule':
        log.debug(`The preview page asked for ${message.type}.`);
        return;
      case 'failed':
        log.error(`The preview page failed: ${message.message}`);
    }
  }

  async #openSource(uri: string, line: number, character: number): Promise<void> {
    const known = this.#shown !== null && documentsOf(this.#shown).has(uri);
    if (!known) {
      this.#services.log.warn('The preview page asked for a document that it does not show.');
      return;
    }
    const place = new Range(line, character, line, character);
    await this.#reportingFailure(async () => {
      await window.showTextDocument(Uri.parse(uri, true), {
        viewColumn: this.#sourceColumn(uri),
        selection: place,
      });
    });
  }

  async #openSnippets(): Promise<void> {
    await this.#reportingFailure(async () => {
      await window.showTextDocument(this.#uri, { viewColumn: this.#sourceColumn(this.#key) });
      await commands.executeCommand('editor.action.insertSnippet');
    });
  }

  async #reportingFailure(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      // The editor shows why it cannot open a document; this is for who asks later.
      this.#services.log.warn(`The source could not be shown: ${String(error)}`);
    }
  }

  /** The column in which the document already stands, else the one the panel is not in. */
  #sourceColumn(uri: string): ViewColumn {
    const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
    if (editor?.viewColumn !== undefined) return editor.viewColumn;
    return this.#panel.viewColumn === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One;
  }

  #setTitle(): void {
    const only = this.#selected.length === 1 ? this.#selected[0] : undefined;
    const name =
      only !== undefined && this.#shown !== null ? definitionOf(this.#shown, only)?.name : undefined;
    const title = l10n.t('LR: {0}', name ?? baseName(this.#uri));
    if (this.#panel.title !== title) this.#panel.title = title;
  }
}

function baseName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
