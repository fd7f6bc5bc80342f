import type { FileSystemWatcher, LogOutputChannel } from 'vscode';
import type { AnalyzedParams } from '../../protocol/server';
import type { IndexedParams, IndexProgressParams } from '../../protocol/workspaceIndex';

/** What a connection tells its owner. */
export interface ConnectionEvents {
  analyzed(params: AnalyzedParams): void;
  /** Some files of the workspace hold other schedules now. */
  indexed(params: IndexedParams): void;
  /** So far it has come in looking at the workspace. */
  progressed(params: IndexProgressParams): void;
  /** The server is up, for the first time or again, and knows nothing yet. */
  running(): void;
  /** The server died and is being started again. */
  restarting(): void;
  /** The server stopped and stays so. */
  stopped(): void;
}

/** What a connection is made with. */
export interface ConnectionInput {
  readonly events: ConnectionEvents;
  /** Watches the files whose change the server wants to hear of. */
  readonly dependencies: FileSystemWatcher;
  readonly log: LogOutputChannel;
}
