import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ConnectionInput } from './server/connection';

/** A pending call that can be called off. */
export interface Timer {
  cancel(): void;
}

/** The few things that Node and a browser do differently; each entry brings its own. */
export interface Host {
  /** A language client that, once started, has a server of its own: a process, or a worker on the web. The library that
   * makes it is loaded by the first call. */
  connect(input: ConnectionInput): Promise<BaseLanguageClient>;
  /** Calls `callback` once, `delay` milliseconds from now. */
  after(delay: number, callback: () => void): Timer;
  /** A fresh string that nobody can guess. */
  secret(): string;
}
