import {
  EventEmitter,
  FileSystemError,
  l10n,
  Uri,
  window,
  workspace,
  type FileRenameEvent,
  type LogOutputChannel,
} from 'vscode';
import type { RunSummary, StoredRun } from '../../protocol/training/storedRun';
import { Disposable } from '../Disposable';
import { renamedUri } from '../renamedUri';
import {
  fileNameOf,
  isRunFile,
  MOST_BYTES,
  newestFirst,
  runFromText,
  summaryOf,
  superfluous,
  type KeptFile,
} from './keptRuns';

/** The files are ours alone, whatever encoding a person has set. */
const ENCODING = { encoding: 'utf8' } as const;

/** Keeps the last training runs of the workspace, each in a file. No method rejects: what fails is said here. */
export class RunStore extends Disposable {
  readonly #folder: Uri;
  readonly #log: LogOutputChannel;
  readonly #changed = this.register(new EventEmitter<undefined>());
  readonly #files = new Map<string, KeptFile>();
  /** The last of the tasks that read or write the folder, which go one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  /** Fires when a run was added, replaced or removed. */
  readonly onDidChange = this.#changed.event;

  /** @param folder of our own, which need not be there yet */
  constructor(folder: Uri, log: LogOutputChannel) {
    super();
    this.#folder = folder;
    this.#log = log;
    this.register(workspace.onDidRenameFiles((event) => void this.#inTurn(() => this.#renamed(event))));
  }

  /** The runs of all documents of the workspace that are known so far, newest first. */
  get summaries(): readonly RunSummary[] {
    return newestFirst(this.#files);
  }

  /** Looks again at what is kept: another window on the same workspace keeps its runs there too. */
  async refresh(): Promise<void> {
    await this.#inTurn(() => this.#readFolder());
  }

  /** Keeps a run, in place of an earlier state of it. */
  async save(run: StoredRun): Promise<void> {
    await this.#inTurn(async () => {
      const name = fileNameOf(run.id);
      if (name === null) {
        this.#log.warn('A run was not kept: its id cannot be the name of a file.');
        return;
      }
      const bytes = await workspace.encode(JSON.stringify(run), ENCODING);
      if (bytes.length > MOST_BYTES) {
        void window.showWarningMessage(
          l10n.t('The run “{0}” is too large to be kept. Export it to keep it.', run.title),
        );
        return;
      }
      await this.#readFolder();
      try {
        await workspace.fs.writeFile(this.#uriOf(name), bytes);
      } catch (error) {
        this.#log.error(`A run was not kept: ${String(error)}`);
        void window.showErrorMessage(
          l10n.t('The run “{0}” could not be kept: {1}', run.title, messageOf(error)),
        );
        return;
      }
      this.#files.set(name, { bytes: bytes.length, summary: summaryOf(run) });
      for (const oldest of superfluous(this.#files)) await this.#remove(oldest);
      this.#changed.fire(undefined);
    });
  }

  /** A kept run, whole; null when it is gone or cannot be read. */
  async open(id: string): Promise<StoredRun | null> {
    return this.#inTurn(async () => {
      const name = fileNameOf(id);
      const run = name === null ? null : await this.#read(name);
      if (run === null) await this.#readFolder();
      return run;
    });
  }

  async delete(id: string): Promise<void> {
    await this.#inTurn(async () => {
      const name = fileNameOf(id);
      if (name === null || !this.#files.has(name)) return;
      await this.#remove(name);
      this.#changed.fire(undefined);
    });
  }

  /** Null when the task failed, which is then in the log. */
  #inTurn<T>(task: () => Promise<T>): Promise<T | null> {
    const result = this.#last.then(task).catch((error: unknown) => {
      this.#log.error(`The kept runs could not be read or written: ${String(error)}`);
      return null;
    });
    this.#last = result;
    return result;
  }

  async #readFolder(): Promise<void> {
    const names = new Set((await this.#namesInFolder()).filter(isRunFile));
    let changed = false;
    for (const name of this.#files.keys()) {
      if (!names.has(name)) changed = this.#files.delete(name) || changed;
    }
    for (const name of names) {
      if (this.#files.has(name)) continue;
      await this.#read(name);
      changed = true;
    }
    if (changed) this.#changed.fire(undefined);
  }

  async #namesInFolder(): Promise<readonly string[]> {
    try {
      return (await workspace.fs.readDirectory(this.#folder)).map(([name]) => name);
    } catch (error) {
      // Before the first run is kept there is no folder.
      if (!isAbsence(error)) this.#log.warn(`The kept runs could not be listed: ${String(error)}`);
      return [];
    }
  }

  async #read(name: string): Promise<StoredRun | null> {
    try {
      const bytes = await workspace.fs.readFile(this.#uriOf(name));
      const run = runFromText(await workspace.decode(bytes, ENCODING));
      const matches = run !== null && fileNameOf(run.id) === name;
      if (!matches) this.#log.warn(`${name} is among the kept runs, but holds none; it is left out.`);
      this.#files.set(name, { bytes: bytes.length, summary: matches ? summaryOf(run) : null });
      return matches ? run : null;
    } catch (error) {
      if (!isAbsence(error)) this.#log.warn(`${name} of the kept runs could not be read: ${String(error)}`);
      return null;
    }
  }

  async #remove(name: string): Promise<void> {
    this.#files.delete(name);
    try {
      await workspace.fs.delete(this.#uriOf(name));
    } catch (error) {
      if (!isAbsence(error)) this.#log.warn(`${name} of the kept runs was not deleted: ${String(error)}`);
    }
  }

  /** The runs of a document follow it to its new name. */
  async #renamed({ files }: FileRenameEvent): Promise<void> {
    for (const { id, uri } of this.summaries) {
      const to = renamedUri(Uri.parse(uri), files);
      const name = fileNameOf(id);
      const run = to === null || name === null ? null : await this.#read(name);
      if (to === null || name === null || run === null) continue;
      const moved: StoredRun = { ...run, uri: to.toString() };
      const bytes = await workspace.encode(JSON.stringify(moved), ENCODING);
      await workspace.fs.writeFile(this.#uriOf(name), bytes);
      this.#files.set(name, { bytes: bytes.length, summary: summaryOf(moved) });
      this.#changed.fire(undefined);
    }
  }

  #uriOf(name: string): Uri {
    return Uri.joinPath(this.#folder, name);
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof FileSystemError && error.code === 'FileNotFound';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
