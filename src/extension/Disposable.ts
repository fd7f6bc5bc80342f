import type { Disposable as VSCodeDisposable } from 'vscode';

/** The base of everything here that holds listeners or panels: what is registered is released once, in reverse order. */
export abstract class Disposable implements VSCodeDisposable {
  readonly #registered: VSCodeDisposable[] = [];
  #disposed = false;

  /** Whether `dispose` was called; to be asked after each `await`. */
  protected get disposed(): boolean {
    return this.#disposed;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const registered of this.#registered.splice(0).reverse()) registered.dispose();
  }

  /** Ties `disposable` to the life of this object; releases it at once when that life has ended. */
  protected register<T extends VSCodeDisposable>(disposable: T): T {
    if (this.#disposed) disposable.dispose();
    else this.#registered.push(disposable);
    return disposable;
  }
}
