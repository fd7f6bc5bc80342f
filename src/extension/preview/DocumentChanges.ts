import { type Uri, window, workspace } from 'vscode';
import type { Position } from '../../protocol/text';
import { Disposable } from '../Disposable';
import type { PreviewServices } from './PreviewServices';

/** Hears of what changes the picture of one document. */
export interface DocumentListener {
  /** Whether this document is shown. */
  readonly shows: (uri: string) => boolean;
  /** Whether what is shown was worked out from this document too. */
  readonly dependsOn: (uri: string) => boolean;
  readonly changed: () => void;
  /** The cursor moved within the document. */
  readonly cursorMoved: (cursor: Position) => void;
}

/** Tells when a document's analysis, a person's settings, the runs or the trust are no longer what a panel shows. */
export class DocumentChanges extends Disposable {
  constructor({ server, state, runs }: PreviewServices, listener: DocumentListener) {
    super();
    const { changed } = listener;
    const ifShown = (uri: Uri): void => {
      if (listener.shows(uri.toString())) changed();
    };
    this.register(
      server.onDidAnalyze(({ uri }) => {
        if (listener.dependsOn(uri)) changed();
      }),
    );
    this.register(server.onDidChangeStatus(changed));
    this.register(state.onDidChange(changed));
    this.register(runs.onDidChange(changed));
    this.register(workspace.onDidGrantWorkspaceTrust(changed));
    this.register(
      workspace.onDidCloseTextDocument(({ uri }) => {
        ifShown(uri);
      }),
    );
    this.register(
      workspace.onDidDeleteFiles(({ files }) => {
        files.forEach(ifShown);
      }),
    );
    this.register(
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const cursor = selections[0]?.active;
        if (cursor !== undefined && listener.shows(textEditor.document.uri.toString())) {
          listener.cursorMoved(cursor);
        }
      }),
    );
  }
}
