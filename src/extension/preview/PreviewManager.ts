import {
  EventEmitter,
  Uri,
  ViewColumn,
  window,
  workspace,
  type FileRenameEvent,
  type WebviewOptions,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import { isPageState, type PageView } from '../../protocol/preview';
import { Disposable } from '../Disposable';
import { renamedUri } from '../renamedUri';
import { lostPanelHtml, pageFolder } from './panelHtml';
import { Preview } from './Preview';
import type { PreviewServices } from './PreviewServices';

/** The type under which panels are restored; the manifest's activation event names it. */
const VIEW_TYPE = 'lrLens.preview';

/** Holds all previews, one for a document, and restores them after the window was reloaded. */
export class PreviewManager extends Disposable implements WebviewPanelSerializer {
  readonly #services: PreviewServices;
  readonly #previews = new Map<string, Preview>();
  readonly #activeChanged = this.register(new EventEmitter<undefined>());

  /** Fires when another preview, or none, has the focus. */
  readonly onDidChangeActive = this.#activeChanged.event;

  constructor(services: PreviewServices) {
    super();
    this.#services = services;
    this.register(window.registerWebviewPanelSerializer(VIEW_TYPE, this));
    this.register(workspace.onDidRenameFiles(this.#renamed, this));
    this.register({
      dispose: () => {
        for (const preview of this.#previews.values()) preview.dispose();
      },
    });
  }

  /** The document whose preview has the focus, or null. */
  get activeUri(): Uri | null {
    return [...this.#previews.values()].find(({ active }) => active)?.uri ?? null;
  }

  /** Shows the preview of a document beside its editor, or brings it to the front, with a view of these definitions. */
  show(uri: Uri, definitionIds: readonly string[], view: PageView): void {
    const existing = this.#previews.get(uri.toString());
    if (existing !== undefined) {
      existing.reveal(definitionIds, view);
      return;
    }
    const panel = window.createWebviewPanel(
      VIEW_TYPE,
      '',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      // A page that is hidden would otherwise be thrown away, and with it a training that is under way.
      { ...this.#webviewOptions, retainContextWhenHidden: true },
    );
    this.#adopt(panel, uri).select(definitionIds, view);
  }

  /** Called by the editor with what the page stored, which may be anything. */
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const uri = isPageState(state) ? parseUri(state.uri) : null;
    if (uri === null || this.#previews.has(uri.toString())) {
      this.#services.log.warn('A preview was not restored: what it had stored is of no use.');
      panel.webview.options = {};
      panel.webview.html = lostPanelHtml();
    } else {
      panel.webview.options = this.#webviewOptions;
      this.#adopt(panel, uri);
    }
    return Promise.resolve();
  }

  get #webviewOptions(): WebviewOptions {
    return { enableScripts: true, localResourceRoots: [pageFolder(this.#services.extensionUri)] };
  }

  #adopt(panel: WebviewPanel, uri: Uri): Preview {
    const icon = (theme: 'light' | 'dark'): Uri =>
      Uri.joinPath(this.#services.extensionUri, 'media', `preview-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const preview = new Preview(panel, uri, this.#services);
    this.#previews.set(uri.toString(), preview);
    preview.onDidChangeActive(() => {
      this.#activeChanged.fire(undefined);
    });
    preview.onDidClose(() => {
      this.#previews.delete(preview.uri.toString());
      preview.dispose();
      this.#activeChanged.fire(undefined);
    });
    return preview;
  }

  /** A renamed folder renames what is in it. */
  #renamed({ files }: FileRenameEvent): void {
    for (const preview of [...this.#previews.values()]) {
      const from = preview.uri;
      const to = renamedUri(from, files);
      if (to === null) continue;
      this.#previews.delete(from.toString());
      this.#previews.set(to.toString(), preview);
      preview.moved(to);
    }
  }
}

function parseUri(text: string): Uri | null {
  try {
    return Uri.parse(text, true);
  } catch {
    return null;
  }
}
