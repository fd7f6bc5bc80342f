import type { DocumentSnapshot } from '../../protocol/snapshot';
import type {
  FileSummary,
  IndexProgressParams,
  IndexWorkspaceParams,
  IndexWorkspaceResult,
} from '../../protocol/workspaceIndex';
import type { Examined } from './Examiner';
import { IgnoreRules } from './ignoreRules';
import { summaryOf } from './summary';

/** What an index works with. */
export interface IndexSurroundings {
  /** The texts of files: empty where there is no schedule by its words alone, null where there is no text. */
  readonly readCandidates: (uris: readonly string[]) => Promise<readonly (string | null)[]>;
  readonly readFile: (uri: string) => Promise<string | null>;
  /** What is known of an open document; null for a file that is not open. */
  readonly openSnapshot: (uri: string) => Promise<DocumentSnapshot | null>;
  readonly examine: (uri: string, text: string) => Promise<Examined>;
  /** Lets go of what examining keeps for speed. */
  readonly rest: () => void;
  /** Resolves once nobody types. */
  readonly quiet: () => Promise<void>;
  readonly found: (files: readonly FileSummary[]) => void;
  readonly progress: (progress: IndexProgressParams) => void;
  readonly log: (message: string) => void;
}

/** Whether somebody has called the work off. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
}

/** Files read at once: what one message carries. */
const BATCH = 25;

/** One look at all files. */
interface Look {
  unreadable: number;
  done: number;
}

/**
 * Finds the schedules of a workspace's files, one file after the other and while nobody types, tells what it found, and
 * looks again at what changes. Of a file it keeps no more than what it is made from.
 */
export class WorkspaceIndex {
  private known: ReadonlySet<string> | null = null;
  private rules = new IgnoreRules([]);
  /** The files that hold schedules, and what these are made from beside their own. */
  private readonly dependencies = new Map<string, readonly string[]>();
  private readonly changed = new Set<string>();
  /** Rises with each request: an older one ends. */
  private generation = 0;
  private following: Promise<void> | null = null;
  private isIndexing = false;

  constructor(private readonly surroundings: IndexSurroundings) {}

  /** Looks at all files; what changes meanwhile is looked at after them. */
  async index(params: IndexWorkspaceParams, cancellation: Cancellation): Promise<IndexWorkspaceResult> {
    const generation = ++this.generation;
    const isCurrent = (): boolean => generation === this.generation && !cancellation.isCancellationRequested;
    this.isIndexing = true;
    const files = params.folders.flatMap(({ uri, paths }) => paths.map((path) => `${uri}/${path}`));
    this.rules = await this.readRules(params.ignoreFiles);
    const wanted = [...new Set(files)].filter((uri) => !this.rules.ignores(uri));
    const look: Look = { unreadable: 0, done: 0 };
    if (generation === this.generation) {
      this.forgetAllBut(wanted);
      await this.lookAtAll(wanted, look, isCurrent);
    }
    if (generation === this.generation) {
      this.isIndexing = false;
      this.surroundings.rest();
      this.follow();
    }
    return {
      files: look.done,
      ignored: files.length - wanted.length,
      unreadable: look.unreadable,
      complete: isCurrent(),
    };
  }

  /** Looks again at files that were changed, made or deleted, and at those whose schedules are made from them. */
  reindex(uris: readonly string[]): void {
    if (this.known === null) {
      return;
    }
    const added = uris.filter((uri) => !this.known?.has(uri) && !this.rules.ignores(uri));
    this.known = new Set([...this.known, ...added]);
    this.noteChanged(uris);
  }

  /** A document has a new snapshot: it is told at once, and what is made from it is looked at again. */
  documentChanged(snapshot: DocumentSnapshot): void {
    const { uri, definitions, notice } = snapshot;
    if (this.known === null) {
      return;
    }
    if (this.known.has(uri)) {
      this.changed.delete(uri);
      this.tell([summaryOf(uri, definitions, notice)]);
    }
    this.noteChanged(this.dependentsOf(uri));
  }

  /** What was not saved of a document is gone with it. */
  documentClosed(uri: string): void {
    this.noteChanged([uri]);
  }

  private async readRules(uris: readonly string[]): Promise<IgnoreRules> {
    const files = await Promise.all(
      uris.map(async (uri) => ({
        folder: uri.slice(0, uri.lastIndexOf('/') + 1),
        text: (await this.surroundings.readFile(uri)) ?? '',
      })),
    );
    return new IgnoreRules(files);
  }

  /** Files that are not there any more, or are ignored now, have no schedules. */
  private forgetAllBut(wanted: readonly string[]): void {
    this.known = new Set(wanted);
    const gone = [...this.dependencies.keys()].filter((uri) => !this.known?.has(uri));
    this.tell(gone.map((uri) => summaryOf(uri, [], null)));
  }

  private async lookAtAll(files: readonly string[], look: Look, isCurrent: () => boolean): Promise<void> {
    const { readCandidates, progress } = this.surroundings;
    const total = files.length;
    progress({ done: 0, total });
    let reading = readCandidates(files.slice(0, BATCH));
    for (let start = 0; start < total && isCurrent(); start += BATCH) {
      const batch = files.slice(start, start + BATCH);
      const texts = await reading;
      // The next texts come while these are looked into.
      reading =
        start + BATCH < total && isCurrent()
          ? readCandidates(files.slice(start + BATCH, start + 2 * BATCH))
          : Promise.resolve([]);
      // Nobody waits for them once the work is called off.
      reading.catch(() => undefined);
      look.unreadable += await this.lookAt(batch, texts, isCurrent);
      look.done += batch.length;
      progress({ done: look.done, total });
    }
  }

  /** @returns how many could not be read. */
  private async lookAt(
    uris: readonly string[],
    texts: readonly (string | null)[],
    isCurrent: () => boolean,
  ): Promise<number> {
    const found: FileSummary[] = [];
    let unreadable = 0;
    for (const [i, uri] of uris.entries()) {
      const text = texts[i] ?? null;
      unreadable += text === null ? 1 : 0;
      if (text !== null && text !== '' && isCurrent()) {
        await this.surroundings.quiet();
        const summary = await this.summaryOf(uri, text);
        if (summary.definitions.length > 0 || this.dependencies.has(uri)) {
          found.push(summary);
        }
      } else if (this.dependencies.has(uri)) {
        found.push(summaryOf(uri, [], null));
      }
    }
    this.tell(found);
    return unreadable;
  }

  private async summaryOf(uri: string, text: string): Promise<FileSummary> {
    const { openSnapshot, examine, log } = this.surroundings;
    try {
      const open = await openSnapshot(uri);
      if (open !== null) {
        return summaryOf(uri, open.definitions, open.notice);
      }
      const { definitions, notice, dependencies } = await examine(uri, text);
      if (definitions.length > 0) {
        this.dependencies.set(uri, dependencies);
      }
      return summaryOf(uri, definitions, notice);
    } catch (error) {
      log(`${uri} could not be looked into for schedules: ${String(error)}`);
      return summaryOf(uri, [], null);
    }
  }

  private tell(files: readonly FileSummary[]): void {
    for (const { uri, definitions } of files) {
      if (definitions.length === 0) {
        this.dependencies.delete(uri);
      } else if (!this.dependencies.has(uri)) {
        this.dependencies.set(uri, []);
      }
    }
    if (files.length > 0) {
      this.surroundings.found(files);
    }
  }

  private dependentsOf(uri: string): readonly string[] {
    return [...this.dependencies].filter(([, others]) => others.includes(uri)).map(([one]) => one);
  }

  private noteChanged(uris: readonly string[]): void {
    for (const uri of uris) {
      for (const one of [uri, ...this.dependentsOf(uri)]) {
        if (this.known?.has(one) === true) {
          this.changed.add(one);
        }
      }
    }
    this.follow();
  }

  /** Looks at what has changed, unless all files are being looked at just now. */
  private follow(): void {
    if (this.changed.size > 0 && !this.isIndexing && this.following === null) {
      this.following = this.lookAtChanged().finally(() => {
        this.following = null;
        this.follow();
      });
    }
  }

  private async lookAtChanged(): Promise<void> {
    const { quiet, readCandidates, rest, log } = this.surroundings;
    await quiet();
    const batch = [...this.changed].slice(0, BATCH);
    for (const uri of batch) {
      this.changed.delete(uri);
    }
    try {
      await this.lookAt(batch, await readCandidates(batch), () => this.known !== null);
    } catch (error) {
      log(`Changed files could not be looked into for schedules: ${String(error)}`);
    }
    rest();
  }
}
