import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  CancellationTokenSource,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Hover,
  HoverRequest,
  type InlayHint,
  InlayHintRefreshRequest,
  InlayHintRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import {
  ANALYZED,
  type AnalyzedParams,
  CLIENT_STATE,
  type ClientState,
  EVALUATING,
  type EvaluatingParams,
  type InitializationOptions,
  RATES_AT,
  type RatesAtParams,
  type RatesAtResult,
  READ_FILE,
  type ReadFileParams,
  SNAPSHOT,
  TRAINING_CONTEXT,
  VALUES_COMMENT_EDIT,
  type ValuesCommentEditParams,
  type ValuesCommentEditResult,
  WANTED_VALUES,
  type WantedValuesResult,
  WEBVIEW_EVALUATION,
  type WebviewEvaluationParams,
  WRITE_SCHEDULE_EDIT,
  type WriteScheduleEditParams,
  type WriteScheduleEditResult,
} from '../../../src/protocol/server';
import type { DocumentSnapshot } from '../../../src/protocol/snapshot';
import type { Range } from '../../../src/protocol/text';
import type { TrainingContext } from '../../../src/protocol/training/context';
import {
  type FileSummary,
  INDEX_WORKSPACE,
  INDEXED,
  type IndexedParams,
  type IndexWorkspaceParams,
  type IndexWorkspaceResult,
  READ_CANDIDATES,
  type ReadCandidatesParams,
  REINDEX_FILES,
  SUMMARY_CARD,
} from '../../../src/protocol/workspaceIndex';
import { CLI } from '../cli/lrLens';

/** What sort of editor a client is. */
export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** What our own client says of itself; others say nothing. */
  readonly initializationOptions?: InitializationOptions;
  /** What it answers to `lrLens/readFile`. */
  readonly readFile?: (uri: string) => string | null;
  /** Its settings under `lrLens`, to begin with. */
  readonly settings?: unknown;
  /** The script and arguments of the server that Node is to start. */
  readonly program?: readonly string[];
}

/** A language client with a server of its own, over the process's standard input and output. */
export class LanguageClient implements AsyncDisposable {
  /** Answered requests to draw lenses again. */
  lensRefreshes = 0;
  /** What the server has told last of each file of the workspace. */
  readonly indexed = new Map<string, FileSummary>();
  private indexing = new CancellationTokenSource();
  /** Answered requests to ask for hints again. */
  hintRefreshes = 0;
  /** Messages that the server logged. */
  readonly log: string[] = [];
  /** What was said of documents' problems, in order. */
  readonly diagnostics: PublishDiagnosticsParams[] = [];
  /** Keys of evaluations that the server told of, and null where it said that none was under way. */
  readonly evaluating: (string | null)[] = [];
  private readonly documents = new Map<string, TextDocument>();
  private readonly analyzed = new Map<string, AnalyzedParams>();
  private readonly listeners = new Set<() => void>();
  private readonly exited: Promise<unknown[]>;
  private settings: unknown;

  private constructor(
    readonly process: ChildProcess,
    private readonly connection: ProtocolConnection,
    readonly server: InitializeResult,
    settings: unknown,
  ) {
    this.exited = once(process, 'exit');
    this.settings = settings;
  }

  /** Starts a server and greets it. */
  static async start(options: ClientOptions = {}): Promise<LanguageClient> {
    const program = options.program ?? [CLI, 'serve', '--stdio'];
    const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the server ended with code ${String(code)} before it answered`);
    });
    const answered = connection.sendRequest<InitializeResult>(InitializeRequest.method, {
      processId: process.pid,
      workspaceFolders: null,
      capabilities: options.capabilities ?? {},
      ...(options.initializationOptions === undefined
        ? {}
        : { initializationOptions: options.initializationOptions }),
    });
    const server = await Promise.race([answered, ended]);
    // Whoever waits for its end later asks for it.
    ended.catch(() => undefined);
    const client = new LanguageClient(child, connection, server, options.settings ?? null);
    client.answer(options);
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  private answer({ readFile }: ClientOptions): void {
    this.connection.onNotification(ANALYZED, (params: AnalyzedParams) => {
      this.analyzed.set(params.uri, params);
      for (const heard of this.listeners) {
        heard();
      }
    });
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.diagnostics.push(params);
      for (const heard of this.listeners) {
        heard();
      }
    });
    this.connection.onNotification(EVALUATING, ({ key }: EvaluatingParams) => {
      this.evaluating.push(key);
      for (const heard of this.listeners) {
        heard();
      }
    });
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.log.push(message);
    });
    this.connection.onRequest(RegistrationRequest.type, () => {});
    this.connection.onRequest(ConfigurationRequest.type, () => [this.settings]);
    this.connection.onRequest(CodeLensRefreshRequest.method, () => {
      this.lensRefreshes += 1;
      for (const heard of this.listeners) {
        heard();
      }
      return null;
    });
    this.connection.onRequest(InlayHintRefreshRequest.method, () => {
      this.hintRefreshes += 1;
      for (const heard of this.listeners) {
        heard();
      }
      return null;
    });
    this.connection.onNotification(INDEXED, ({ files }: IndexedParams) => {
      for (const file of files) {
        this.indexed.set(file.uri, file);
      }
      for (const heard of this.listeners) {
        heard();
      }
    });
    if (readFile !== undefined) {
      this.connection.onRequest(READ_CANDIDATES, ({ uris }: ReadCandidatesParams) => uris.map(readFile));
      this.connection.onRequest(READ_FILE, ({ uri }: ReadFileParams) => readFile(uri));
    }
  }

  async open(uri: string, text: string, languageId = 'typescript'): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Puts one text in the place of the first occurrence of another, as an editor does: by the range alone. */
  async edit(uri: string, found: string, replacement: string): Promise<void> {
    const start = this.document(uri).getText().indexOf(found);
    if (start === -1) {
      throw new Error(`${uri} does not hold ${JSON.stringify(found)}`);
    }
    await this.replace(uri, start, start + found.length, replacement);
  }

  /** Puts a text in the place of what lies between two offsets. */
  async replace(uri: string, start: number, end: number, text: string): Promise<void> {
    const document = this.document(uri);
    const change = {
      range: { start: document.positionAt(start), end: document.positionAt(end) },
      text,
    };
    const version = document.version + 1;
    TextDocument.update(document, [change], version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [change],
    });
  }

  /** Puts a text in the place of a range. */
  async change(uri: string, { start, end }: Range, text: string): Promise<void> {
    const document = this.document(uri);
    await this.replace(uri, document.offsetAt(start), document.offsetAt(end), text);
  }

  async close(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  lenses(uri: string): Promise<CodeLens[] | null> {
    return this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
  }

  /** The titles of a document's lenses, by the 0-based line they stand above. */
  async titles(uri: string): Promise<readonly (readonly [line: number, title: string])[]> {
    return ((await this.lenses(uri)) ?? []).map(({ range, command }) => [
      range.start.line,
      command?.title ?? '',
    ]);
  }

  /** Points at the first occurrence of a text, some characters into it. */
  hover(uri: string, found: string, into = 0): Promise<Hover | null> {
    const document = this.document(uri);
    const position = document.positionAt(document.getText().indexOf(found) + into);
    return this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  /** The Markdown of a card; empty when there is none. */
  async card(uri: string, found: string, into = 0): Promise<string> {
    const contents = (await this.hover(uri, found, into))?.contents;
    return contents !== undefined && typeof contents === 'object' && 'value' in contents
      ? contents.value
      : '';
  }

  /** The hints on some lines of a document: on all, unless others are given. */
  async hints(uri: string, from = 0, to = this.document(uri).lineCount): Promise<readonly InlayHint[]> {
    const range = { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
    return (await this.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range })) ?? [];
  }

  /** Has the schedules of files looked for. */
  index(params: IndexWorkspaceParams): Promise<IndexWorkspaceResult> {
    this.indexing = new CancellationTokenSource();
    return this.connection.sendRequest(INDEX_WORKSPACE, params, this.indexing.token);
  }

  cancelIndex(): void {
    this.indexing.cancel();
  }

  async reindex(uris: readonly string[]): Promise<void> {
    await this.connection.sendNotification(REINDEX_FILES, { uris });
  }

  summaryCard(uri: string, definitionId: string): Promise<string | null> {
    return this.connection.sendRequest(SUMMARY_CARD, { uri, definitionId });
  }

  /** The codes of a document's problems as they were said last. */
  codes(uri: string): readonly unknown[] {
    return (
      this.diagnostics.findLast((params) => params.uri === uri)?.diagnostics.map(({ code }) => code) ?? []
    );
  }

  /** The actions offered at the first occurrence of a text. */
  async actions(uri: string, found: string, only?: string): Promise<readonly CodeAction[]> {
    const document = this.document(uri);
    const position = document.positionAt(document.getText().indexOf(found));
    const actions = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only === undefined ? {} : { only: [only] }) },
    });
    return (actions ?? []).filter((action): action is CodeAction => 'kind' in action);
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  snapshot(uri: string): Promise<DocumentSnapshot | null> {
    return this.connection.sendRequest(SNAPSHOT, { uri });
  }

  trainingContext(uri: string): Promise<TrainingContext | null> {
    return this.connection.sendRequest(TRAINING_CONTEXT, { uri });
  }

  ratesAt(params: RatesAtParams): Promise<RatesAtResult> {
    return this.connection.sendRequest(RATES_AT, params);
  }

  /** Asks for the edits that write a schedule into a document at its newest version, unless another is given. */
  writeScheduleEdit(
    params: Omit<WriteScheduleEditParams, 'version'> & Partial<WriteScheduleEditParams>,
  ): Promise<WriteScheduleEditResult> {
    const { version } = this.document(params.uri);
    return this.connection.sendRequest(WRITE_SCHEDULE_EDIT, { version, ...params });
  }

  wantedValues(uri: string, definitionId: string): Promise<WantedValuesResult> {
    return this.connection.sendRequest(WANTED_VALUES, { uri, definitionId });
  }

  /** Asks for the edits that write values into a comment, for the newest version unless another is given. */
  valuesCommentEdit(
    params: Omit<ValuesCommentEditParams, 'version'> & Partial<ValuesCommentEditParams>,
  ): Promise<ValuesCommentEditResult> {
    const { version } = this.document(params.uri);
    return this.connection.sendRequest(VALUES_COMMENT_EDIT, { version, ...params });
  }

  async tellState(state: ClientState): Promise<void> {
    await this.connection.sendNotification(CLIENT_STATE, state);
  }

  async tellEvaluation(params: WebviewEvaluationParams): Promise<void> {
    await this.connection.sendNotification(WEBVIEW_EVALUATION, params);
  }

  async changeSettings(settings: unknown): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  /** Resolves once the server has said that it knows the newest version of a document. */
  async knows(uri: string): Promise<AnalyzedParams> {
    const { version } = this.document(uri);
    await this.until(() => (this.analyzed.get(uri)?.version ?? -1) >= version);
    return this.analyzed.get(uri) as AnalyzedParams;
  }

  /** Calls `heard` whenever the server says that it knows a version. */
  onAnalyzed(heard: () => void): void {
    this.listeners.add(heard);
  }

  /** Resolves once something is so that the server brings about. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (isSo()) {
          this.listeners.delete(look);
          resolve();
        }
      };
      this.listeners.add(look);
      look();
    });
  }

  /** How the server's process ended, once it has. */
  async exit(): Promise<{ readonly code: number | null; readonly signal: string | null }> {
    const [code, signal] = await this.exited;
    return { code: code as number | null, signal: signal as string | null };
  }

  /** Ends the server as the protocol wants it. */
  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill();
      await this.exited;
    }
    this.connection.dispose();
  }

  private document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) {
      throw new Error(`${uri} is not open`);
    }
    return document;
  }
}
