import { workspace, type TextDocument, type TextDocumentChangeEvent } from 'vscode';
import { Disposable } from '../Disposable';
import { isSourceDocument, mayConcernLearningRates } from './documents';

/** Starts the server with the first document that could concern learning rates, and then watches no more. */
export class StartWhenNeeded extends Disposable {
  readonly #start: () => void;

  constructor(start: () => void) {
    super();
    this.#start = start;
    this.register(workspace.onDidOpenTextDocument(this.#look, this));
    this.register(workspace.onDidChangeTextDocument(this.#lookAtChange, this));
    for (const document of workspace.textDocuments) this.#look(document);
  }

  #look(document: TextDocument): void {
    if (isSourceDocument(document) && mayConcernLearningRates(document.getText())) this.#found();
  }

  /** On a keystroke the lines it touched are tested, not the whole text. */
  #lookAtChange({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (!isSourceDocument(document)) return;
    const touched = contentChanges.some(
      ({ range, text }) =>
        mayConcernLearningRates(text) || mayConcernLearningRates(document.lineAt(range.start.line).text),
    );
    if (touched) this.#found();
  }

  #found(): void {
    if (this.disposed) return;
    this.dispose();
    this.#start();
  }
}
