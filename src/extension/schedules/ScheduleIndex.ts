import type { Uri } from 'vscode';
import {
  CancellationTokenSource,
  EventEmitter,
  workspace,
  type CancellationToken,
  type LogOutputChannel,
} from 'vscode';
import type { FileSummary, IndexProgressParams } from '../../protocol/workspaceIndex';
import { Disposable } from '../Disposable';
import type { Host } from '../host';
import type { LanguageServer } from '../server/LanguageServer';
import { Throttle } from '../Throttle';
import { IGNORE_FILES, isLookedAt, MOST_FILES, SOURCES, workspaceFiles } from './workspaceFiles';

/** `idle`: nobody has asked; `stopped`: what was found until then is known. */
export type IndexStatus = 'idle' | 'looking' | 'complete' | 'stopped' | 'failed';

/** Between two messages on changed files, in milliseconds. */
const CHANGES_INTERVAL = 250;

/** The schedules of the workspace's files, as the server finds them; nothing is looked for before somebody asks. */
export class ScheduleIndex extends Disposable {
  readonly #server: LanguageServer;
  readonly #host: Host;
  readonly #log: LogOutputChannel;
  readonly #changed = this.register(new EventEmitter<undefined>());
  readonly #files = new Map<string, FileSummary>();
  readonly #changedUris = new Set<string>();
  /** The files that were told of since the newest look began. */
  #told = new Set<string>();
  #status: IndexStatus = 'idle';
  #progress: IndexProgressParams = { done: 0, total: 0 };
  #note: string | null = null;
  #running: { readonly done: Promise<void>; readonly cancellation: CancellationTokenSource } | null = null;
  #isWatching = false;

  /** Fires when the list, the status or the progress is another. */
  readonly onDidChange = this.#changed.event;

  constructor(server: LanguageServer, host: Host, log: LogOutputChannel) {
    super();
    this.#server = server;
    this.#host = host;
    this.#log = log;
    this.register(
      server.onDidIndex(({ files }) => {
        for (const file of files) this.#take(file);
        this.#changed.fire(undefined);
      }),
    );
    this.register(
      server.onDidProgress((progress) => {
        this.#progress = progress;
        this.#changed.fire(undefined);
      }),
    );
    // A server that was started anew knows nothing of an index.
    this.register(
      server.onDidChangeStatus((status) => {
        if (status === 'running' && this.#status !== 'idle' && this.#running === null) void this.look();
      }),
    );
    this.register({
      dispose: () => {
        this.stop();
      },
    });
  }

  /** The files that hold schedules. */
  get files(): Iterable<FileSummary> {
    return this.#files.values();
  }

  get status(): IndexStatus {
    return this.#status;
  }

  get progress(): IndexProgressParams {
    return this.#progress;
  }

  /** What is not listed and why; null when all is. */
  get note(): string | null {
    return this.#note;
  }

  /** Looks at all files, unless that is under way. Never rejects: a failure becomes the status. */
  look(): Promise<void> {
    if (this.#running === null) {
      this.#watch();
      const cancellation = new CancellationTokenSource();
      const done = this.#look(cancellation.token).finally(() => {
        this.#running = null;
        cancellation.dispose();
        this.#changed.fire(undefined);
      });
      this.#running = { done, cancellation };
    }
    return this.#running.done;
  }

  /** Ends a look that is under way; what it has found stays. */
  stop(): void {
    this.#running?.cancellation.cancel();
  }

  async #look(token: CancellationToken): Promise<void> {
    this.#told = new Set();
    this.#progress = { done: 0, total: 0 };
    this.#set('looking');
    try {
      const { isCapped, ...files } = await workspaceFiles({ host: this.#host, log: this.#log }, token);
      const result = token.isCancellationRequested ? null : await this.#server.indexWorkspace(files, token);
      if (result?.complete !== true) {
        this.#set('stopped');
        return;
      }
      for (const uri of [...this.#files.keys()]) if (!this.#told.has(uri)) this.#files.delete(uri);
      this.#note = isCapped
        ? `Only the first ${MOST_FILES.toLocaleString('en-US')} files were looked at.`
        : null;
      this.#log.info(
        `Looked for schedules in ${result.files} files; ${result.ignored} are ignored by git, ${result.unreadable} could not be read.`,
      );
      this.#set('complete');
    } catch (error) {
      if (!token.isCancellationRequested)
        this.#log.error(`Schedules could not be looked for: ${String(error)}`);
      this.#set(token.isCancellationRequested ? 'stopped' : 'failed');
    }
  }

  #take(file: FileSummary): void {
    this.#told.add(file.uri);
    if (file.definitions.length === 0) this.#files.delete(file.uri);
    else this.#files.set(file.uri, file);
  }

  #set(status: IndexStatus): void {
    this.#status = status;
    this.#changed.fire(undefined);
  }

  /** From the first look on, what changes is looked at again. */
  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const after: Host['after'] = (delay, run) => this.#host.after(delay, run);
    const tell = this.register(new Throttle(() => this.#tellChanges(), CHANGES_INTERVAL, after));
    const again = this.register(new Throttle(() => this.#lookAgain(), CHANGES_INTERVAL, after));
    const changed = (uri: Uri): void => {
      if (!isLookedAt(uri)) return;
      this.#changedUris.add(uri.toString());
      tell.trigger();
    };
    const otherFiles = (): void => {
      again.trigger();
    };
    for (const [pattern, heard] of [
      [SOURCES, changed],
      [IGNORE_FILES, otherFiles],
    ] as const) {
      const watcher = this.register(workspace.createFileSystemWatcher(pattern));
      this.register(watcher.onDidCreate(heard));
      this.register(watcher.onDidChange(heard));
      this.register(watcher.onDidDelete(heard));
    }
    // Watchers tell of a deleted or renamed folder by itself, without the files in it.
    this.register(workspace.onDidDeleteFiles(otherFiles));
    this.register(workspace.onDidRenameFiles(otherFiles));
    this.register(workspace.onDidChangeWorkspaceFolders(otherFiles));
    this.register(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.exclude')) otherFiles();
      }),
    );
  }

  async #tellChanges(): Promise<void> {
    const uris = [...this.#changedUris];
    this.#changedUris.clear();
    try {
      await this.#server.reindexFiles({ uris });
    } catch (error) {
      this.#log.warn(`The language server was not told of changed files: ${String(error)}`);
    }
  }

  /** Which files there are is another question now: what is under way asks an old one. */
  async #lookAgain(): Promise<void> {
    const running = this.#running;
    this.stop();
    await running?.done;
    await this.look();
  }
}
