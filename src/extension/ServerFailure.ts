import { languages, l10n, LanguageStatusSeverity, type LanguageStatusItem } from 'vscode';
import { Disposable } from './Disposable';
import { LANGUAGES } from './server/documents';
import type { LanguageServer } from './server/LanguageServer';

/** The command behind the item's link; nobody can type it, so the manifest has no word of it. */
export const RESTART_COMMAND = 'lrLens.restartServer';

/** While the server has given up, says so in the language status of the documents it served, with a way to restart it. */
export class ServerFailure extends Disposable {
  #item: LanguageStatusItem | null = null;

  constructor(server: LanguageServer) {
    super();
    this.register(
      server.onDidChangeStatus((status) => {
        if (status === 'failed') this.#show();
        else if (status === 'running') this.#hide();
      }),
    );
    this.register({
      dispose: () => {
        this.#hide();
      },
    });
  }

  #show(): void {
    this.#item ??= languages.createLanguageStatusItem('lrLens.server', [...LANGUAGES]);
    this.#item.name = 'LR Lens';
    this.#item.severity = LanguageStatusSeverity.Error;
    this.#item.text = l10n.t('LR Lens has stopped');
    this.#item.detail = l10n.t('Details are in the output channel “LR Lens”.');
    this.#item.command = { command: RESTART_COMMAND, title: l10n.t('Restart') };
  }

  #hide(): void {
    this.#item?.dispose();
    this.#item = null;
  }
}
