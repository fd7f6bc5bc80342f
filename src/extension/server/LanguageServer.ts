import { EventEmitter, workspace, type CancellationToken, type LogOutputChannel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  CLIENT_STATE,
  RATES_AT,
  SNAPSHOT,
  TRAINING_CONTEXT,
  VALUES_COMMENT_EDIT,
  WANTED_VALUES,
  WEBVIEW_EVALUATION,
  WRITE_SCHEDULE_EDIT,
  type AnalyzedParams,
  type ClientState,
  type RatesAtParams,
  type RatesAtResult,
  type SnapshotResult,
  type TrainingContextParams,
  type TrainingContextResult,
  type ValuesCommentEditParams,
  type ValuesCommentEditResult,
  type WantedValuesParams,
  type WantedValuesResult,
  type WebviewEvaluationParams,
  type WriteScheduleEditParams,
  type WriteScheduleEditResult,
} from '../../protocol/server';
import {
  INDEX_WORKSPACE,
  REINDEX_FILES,
  SUMMARY_CARD,
  type IndexedParams,
  type IndexProgressParams,
  type IndexWorkspaceParams,
  type IndexWorkspaceResult,
  type ReindexFilesParams,
  type SummaryCardParams,
  type SummaryCardResult,
} from '../../protocol/workspaceIndex';
import { Disposable } from '../Disposable';
import type { Host } from '../host';
import type { ClientStateStore } from '../state/ClientStateStore';

/** `failed`: it died too often, or could not be started; `start` tries again. */
export type ServerStatus = 'idle' | 'starting' | 'running' | 'failed';

/** Files whose change can alter a schedule in another: sources, and the maps of paths that imports go by. */
const DEPENDENCIES = '**/{*.{ts,tsx,mts,cts,js,jsx,mjs,cjs},tsconfig*.json,jsconfig.json}';

/** The language server as the rest of the extension sees it: started on first need, told the client's state whenever it
 * is new, and asked for snapshots and rates. */
export class LanguageServer extends Disposable {
  readonly #host: Host;
  readonly #state: ClientStateStore;
  readonly #log: LogOutputChannel;
  readonly #analyzed = this.register(new EventEmitter<AnalyzedParams>());
  readonly #indexed = this.register(new EventEmitter<IndexedParams>());
  readonly #progressed = this.register(new EventEmitter<IndexProgressParams>());
  readonly #statusChanged = this.register(new EventEmitter<ServerStatus>());
  #client: BaseLanguageClient | null = null;
  #started: Promise<BaseLanguageClient> | null = null;
  #status: ServerStatus = 'idle';

  /** Fires when a document has a new snapshot. */
  readonly onDidAnalyze = this.#analyzed.event;
  /** Fires when files of the workspace hold other schedules than before. */
  readonly onDidIndex = this.#indexed.event;
  /** Fires while the workspace is looked at. */
  readonly onDidProgress = this.#progressed.event;
  readonly onDidChangeStatus = this.#statusChanged.event;

  constructor(host: Host, state: ClientStateStore, log: LogOutputChannel) {
    super();
    this.#host = host;
    this.#state = state;
    this.#log = log;
    this.register(
      state.onDidChange((current) => {
        if (this.#client !== null && this.#status === 'running') void this.#sendState(this.#client, current);
      }),
    );
    this.register({ dispose: () => void this.#discardClient() });
  }

  get status(): ServerStatus {
    return this.#status;
  }

  /** Starts the server unless it runs or is starting. Never rejects: a failure becomes the status `failed`. */
  async start(): Promise<void> {
    try {
      await this.#ready();
    } catch {
      // The log and the status say it already.
    }
  }

  /** What is known of a document at its newest version; null when the server does not have it. */
  async snapshot(uri: string, token: CancellationToken): Promise<SnapshotResult> {
    const client = await this.#ready();
    return client.sendRequest<SnapshotResult>(SNAPSHOT, { uri }, token);
  }

  /** What a document says of training beside its schedules; null when the server has nothing to say of it. */
  async trainingContext(uri: string, token: CancellationToken): Promise<TrainingContextResult> {
    const client = await this.#ready();
    const params: TrainingContextParams = { uri };
    return client.sendRequest<TrainingContextResult>(TRAINING_CONTEXT, params, token);
  }

  /** The rates of one definition at some indices. */
  async ratesAt(params: RatesAtParams): Promise<RatesAtResult> {
    const client = await this.#ready();
    return client.sendRequest<RatesAtResult>(RATES_AT, params);
  }

  /** The edits that write a schedule into a document; nothing is changed by asking. */
  async writeScheduleEdit(params: WriteScheduleEditParams): Promise<WriteScheduleEditResult> {
    const client = await this.#ready();
    return client.sendRequest<WriteScheduleEditResult>(WRITE_SCHEDULE_EDIT, params);
  }

  /** The names that a definition needs values for; null when it is gone. */
  async wantedValues(params: WantedValuesParams): Promise<WantedValuesResult> {
    const client = await this.#ready();
    return client.sendRequest<WantedValuesResult>(WANTED_VALUES, params);
  }

  /** The edits that write values into the comment above a definition; nothing is changed by asking. */
  async valuesCommentEdit(params: ValuesCommentEditParams): Promise<ValuesCommentEditResult> {
    const client = await this.#ready();
    return client.sendRequest<ValuesCommentEditResult>(VALUES_COMMENT_EDIT, params);
  }

  /** Looks for the schedules of files; what is found is told meanwhile by `onDidIndex`. */
  async indexWorkspace(
    params: IndexWorkspaceParams,
    token: CancellationToken,
  ): Promise<IndexWorkspaceResult> {
    const client = await this.#ready();
    return client.sendRequest<IndexWorkspaceResult>(INDEX_WORKSPACE, params, token);
  }

  /** Tells of files that are other than when they were looked at. */
  async reindexFiles(params: ReindexFilesParams): Promise<void> {
    const client = await this.#ready();
    await client.sendNotification(REINDEX_FILES, params);
  }

  /** The card of a schedule that was found, in Markdown; null when it is gone. */
  async summaryCard(params: SummaryCardParams, token: CancellationToken): Promise<SummaryCardResult> {
    const client = await this.#ready();
    const { uri, definitionId } = params;
    return client.sendRequest<SummaryCardResult>(SUMMARY_CARD, { uri, definitionId }, token);
  }

  /** Hands the server rates that only the webview could compute. */
  async reportEvaluation(params: WebviewEvaluationParams): Promise<void> {
    const client = await this.#ready();
    await client.sendNotification(WEBVIEW_EVALUATION, params);
  }

  #ready(): Promise<BaseLanguageClient> {
    this.#started ??= this.#launch();
    return this.#started;
  }

  async #launch(): Promise<BaseLanguageClient> {
    this.#setStatus('starting');
    try {
      await this.#discardClient();
      const dependencies = this.register(workspace.createFileSystemWatcher(DEPENDENCIES));
      const events = {
        analyzed: (params: AnalyzedParams) => {
          this.#analyzed.fire(params);
        },
        indexed: (params: IndexedParams) => {
          this.#indexed.fire(params);
        },
        progressed: (params: IndexProgressParams) => {
          this.#progressed.fire(params);
        },
        running: () => void this.#greet(client),
        restarting: () => {
          this.#setStatus('starting');
        },
        stopped: () => {
          // One that was let go of on purpose has had its successor named, or needs none.
          if (this.#client !== client) return;
          dependencies.dispose();
          this.#started = null;
          this.#setStatus('failed');
        },
      };
      const client = await this.#host.connect({ events, dependencies, log: this.#log });
      this.#client = client;
      await client.start();
      return client;
    } catch (error) {
      this.#log.error(`The language server could not be started: ${String(error)}`);
      this.#started = null;
      this.#setStatus('failed');
      throw error;
    }
  }

  /** A server that has just come up knows nothing: it is told the whole state before anybody hears that it runs. */
  async #greet(client: BaseLanguageClient): Promise<void> {
    await this.#sendState(client, this.#state.current);
    this.#setStatus('running');
  }

  async #sendState(client: BaseLanguageClient, state: ClientState): Promise<void> {
    try {
      await client.sendNotification(CLIENT_STATE, state);
    } catch (error) {
      this.#log.warn(`The language server was not told of a change: ${String(error)}`);
    }
  }

  #setStatus(status: ServerStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#statusChanged.fire(status);
  }

  async #discardClient(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    try {
      await client?.dispose();
    } catch (error) {
      // A client that never came up refuses to be stopped; it holds no server either.
      this.#log.debug(`The language client was let go of: ${String(error)}`);
    }
  }
}
