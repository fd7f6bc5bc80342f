import { commands, window, workspace } from 'vscode';
import { Disposable } from './Disposable';
import type { PreviewManager } from './preview/PreviewManager';
import type { LanguageServer } from './server/LanguageServer';

/** The manifest's `when` clauses go by this key. */
const HAS_SCHEDULES = 'lrLens.hasSchedules';

/** Keeps the context key that says whether there is a schedule where the person is. */
export class ScheduleContext extends Disposable {
  readonly #previews: PreviewManager;
  readonly #counts = new Map<string, number>();
  #current = false;

  constructor(server: LanguageServer, previews: PreviewManager) {
    super();
    this.#previews = previews;
    const update = (): void => {
      this.#update();
    };
    this.register(
      server.onDidAnalyze(({ uri, definitions }) => {
        this.#counts.set(uri, definitions);
        update();
      }),
    );
    this.register(
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#counts.delete(uri.toString());
        update();
      }),
    );
    this.register(window.onDidChangeActiveTextEditor(update));
    this.register(previews.onDidChangeActive(update));
  }

  #update(): void {
    // While a preview has the focus there is no active editor, and the commands work on the preview's document.
    const uri = window.activeTextEditor?.document.uri ?? this.#previews.activeUri;
    const has = uri !== null && (this.#counts.get(uri.toString()) ?? 0) > 0;
    if (has === this.#current) return;
    this.#current = has;
    void commands.executeCommand('setContext', HAS_SCHEDULES, has);
  }
}
