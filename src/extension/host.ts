import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** A pending call that can be called off. */
export interface Timer {
  cancel(): void;
}

/** The few things that Node and a browser do differently; each entry brings its own. */
export interface Host {
  /** A language client that, once started, has a server of its own: a process, or a worker on the web. */
  createClient(options: LanguageClientOptions): Promise<BaseLanguageClient>;
  /** Calls `callback` once, `delay` milliseconds from now. */
  after(delay: number, callback: () => void): Timer;
  /** A fresh string that nobody can guess. */
  secret(): string;
}
