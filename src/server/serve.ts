import {
  CodeActionKind,
  CodeLensRefreshRequest,
  type CodeLens,
  type Connection,
  DidChangeConfigurationNotification,
  type Hover,
  type InlayHint,
  InlayHintRefreshRequest,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analyzer } from '../analysis/analyze';
import type { FileSource } from '../analysis/program/modules';
import { EVALUATION_LIMITS } from '../evaluation/evaluate';
import { createSandbox, type Sandbox } from '../evaluation/sandbox/sandbox';
import { lastIndexOf } from '../protocol/definition';
import {
  ANALYZED,
  type AnalyzedParams,
  CLIENT_STATE,
  type ClientState,
  EVALUATING,
  type InitializationOptions,
  RATES_AT,
  type RatesAtParams,
  READ_FILE,
  type ReadFileParams,
  type ReadFileResult,
  SNAPSHOT,
  type SnapshotParams,
  type SnapshotResult,
  TRAINING_CONTEXT,
  type TrainingContextParams,
  VALUES_COMMENT_EDIT,
  type ValuesCommentEditParams,
  WANTED_VALUES,
  type WantedValuesParams,
  WEBVIEW_EVALUATION,
  type WebviewEvaluationParams,
  WRITE_SCHEDULE_EDIT,
  type WriteScheduleEditParams,
} from '../protocol/server';
import type { Position, Range } from '../protocol/text';
import { DocumentRequests } from './documentRequests';
import type { WorkClock } from './fairEvaluation';
import { diagnosticOf } from './findings/diagnostics';
import { FindingActions } from './findings/FindingActions';
import { FindingBoard } from './findings/FindingBoard';
import { hoverCard } from './hoverCard';
import { hoverTarget } from './hoverTarget';
import { lenses } from './lenses';
import { RateHints } from './rateHints';
import { Schedules, type VersionedText } from './schedules';
import { type ServedIndex, serveIndex } from './workspace/serveIndex';
import { ServerFiles } from './serverFiles';
import { DEFAULT_SETTINGS, readSettings, type ServerSettings } from './settings';

/** The most rates computed at a keystroke: many times what a card has pixels, and some tens of milliseconds' work. */
const MOST_RATES = 4_000;

const NO_STATE: ClientState = { theme: 'dark', pinned: {}, overrides: {}, entered: {} };

/** What the server's host can do for it. */
export interface ServerHost {
  /** Reads files for clients that do not; null leaves all reading to the client. */
  readonly files: FileSource | null;
  readonly workClock: WorkClock;
}

/** Answers a client over a connection until it closes. */
export function serve(connection: Connection, host: ServerHost): void {
  new Server(connection, host).listen();
}

class Server {
  private readonly documents = new TextDocuments(TextDocument);
  private readonly files = new ServerFiles(
    (uri) => this.documents.get(uri)?.getText() ?? null,
    (uri) => this.readFile(uri),
  );
  private readonly analyzer = new Analyzer(this.files);
  private readonly schedules = new Schedules(this.analyzer, {
    textOf: (uri) => this.textOf(uri),
    settings: () => ({
      defaultHorizon: this.settings.defaultHorizon,
      limits: { ...EVALUATION_LIMITS, timeMs: this.settings.timeLimit, maxRates: MOST_RATES },
    }),
    clientState: () => this.clientState,
    sandbox: () => this.sandbox(),
    workClock: () => this.host.workClock(),
    tellEvaluating: async (params) => {
      if (this.options.watchesEvaluations) {
        await this.connection.sendNotification(EVALUATING, params);
      }
    },
    isRefused: (key) => this.options.refusedKeys.includes(key),
    announce: ({ uri, version, definitions }) => {
      const params: AnalyzedParams = { uri, version, definitions: definitions.length };
      void this.connection.sendNotification(ANALYZED, params);
    },
    evaluated: (snapshot) => {
      this.index.documentChanged(snapshot);
    },
    tellChanged: () => {
      this.refreshLenses();
      this.refreshHints();
    },
    found: (found) => {
      this.board.update(found);
    },
    log: (message) => {
      this.connection.console.error(message);
    },
  });
  private readonly board = new FindingBoard(
    (uri, version, findings) => {
      const diagnostics = findings.map((finding) => diagnosticOf(finding));
      void this.connection.sendDiagnostics({ uri, diagnostics, ...(version === null ? {} : { version }) });
    },
    () => this.settings.findings,
  );
  private readonly findingActions = new FindingActions(this.analyzer, this.board, {
    textOf: (uri) => this.textOf(uri),
    client: () => this.client,
    ownClient: () => this.options.runsCommands,
  });
  private readonly requests = new DocumentRequests(this.analyzer, this.schedules, {
    textOf: (uri) => this.textOf(uri),
    clientState: () => this.clientState,
    log: (message) => {
      this.connection.console.error(message);
    },
  });
  private readonly index: ServedIndex;
  private readonly rateHints = new RateHints(this.schedules);
  private settings: ServerSettings = DEFAULT_SETTINGS;
  private clientState = NO_STATE;
  private options: InitializationOptions = {
    readsFiles: false,
    runsCommands: false,
    watchesEvaluations: false,
    refusedKeys: [],
  };
  private client: InitializeParams['capabilities'] = {};
  private started: Promise<Sandbox> | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly host: ServerHost,
  ) {
    this.index = serveIndex(connection, {
      schedules: this.schedules,
      openText: (uri) => this.textOf(uri)?.text ?? null,
      readFile: (uri) => this.readFile(uri),
      theme: () => this.clientState.theme,
      timeLimit: () => this.settings.timeLimit,
    });
  }

  listen(): void {
    const { connection, documents, schedules, requests } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => void this.initialized());
    connection.onDidChangeConfiguration(() => void this.readSettings());
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) {
        this.files.forget(uri);
        schedules.invalidate(uri);
      }
    });
    documents.onDidChangeContent(({ document }) => {
      this.index.typed();
      void schedules.refresh(document.uri);
      schedules.invalidate(document.uri);
    });
    documents.onDidClose(({ document }) => {
      this.files.forget(document.uri);
      schedules.close(document.uri);
      this.index.documentClosed(document.uri);
      this.board.close(document.uri);
      schedules.invalidate(document.uri);
    });
    connection.onCodeLens(({ textDocument }) => this.lenses(textDocument.uri));
    connection.onCodeAction((params) => this.findingActions.actions(params));
    connection.onCodeActionResolve((action) => this.findingActions.resolve(action));
    connection.onHover(({ textDocument, position }) => this.hover(textDocument.uri, position));
    connection.languages.inlayHint.on(({ textDocument, range }) => this.hints(textDocument.uri, range));
    connection.onRequest(SNAPSHOT, ({ uri }: SnapshotParams): Promise<SnapshotResult> =>
      schedules.snapshot(uri),
    );
    connection.onRequest(TRAINING_CONTEXT, (params: TrainingContextParams) =>
      requests.trainingContext(params),
    );
    connection.onRequest(RATES_AT, (params: RatesAtParams) => requests.ratesAt(params));
    connection.onRequest(WRITE_SCHEDULE_EDIT, (params: WriteScheduleEditParams) =>
      requests.writeScheduleEdit(params),
    );
    connection.onRequest(WANTED_VALUES, (params: WantedValuesParams) => requests.wantedValues(params));
    connection.onRequest(VALUES_COMMENT_EDIT, (params: ValuesCommentEditParams) =>
      requests.valuesCommentEdit(params),
    );
    connection.onNotification(CLIENT_STATE, (state: ClientState) => {
      const valuesOf = ({ overrides, entered }: ClientState): string => JSON.stringify([overrides, entered]);
      const valuesChanged = valuesOf(state) !== valuesOf(this.clientState);
      this.clientState = state;
      if (valuesChanged) {
        schedules.invalidate(null);
      }
    });
    connection.onNotification(WEBVIEW_EVALUATION, ({ key, evaluation }: WebviewEvaluationParams) => {
      schedules.learn(key, evaluation);
    });
    documents.listen(connection);
    connection.listen();
  }

  private initialize(params: InitializeParams): InitializeResult {
    this.client = params.capabilities;
    this.options = {
      ...this.options,
      ...(params.initializationOptions as Partial<InitializationOptions> | null),
    };
    return {
      serverInfo: { name: 'LR Lens' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        codeLensProvider: { resolveProvider: false },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: true },
        inlayHintProvider: true,
      },
    };
  }

  private async initialized(): Promise<void> {
    if (this.client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'lrLens' });
    }
    await this.readSettings();
  }

  private async readSettings(): Promise<void> {
    if (this.client.workspace?.configuration !== true) {
      return;
    }
    const section: unknown = await this.connection.workspace.getConfiguration('lrLens');
    const before = this.settings;
    this.settings = readSettings(section);
    if (
      before.defaultHorizon !== this.settings.defaultHorizon ||
      before.timeLimit !== this.settings.timeLimit
    ) {
      this.schedules.forgetRates();
    }
    this.board.refresh();
    if (before.lens !== this.settings.lens) {
      this.refreshLenses();
    }
    if (before.inlayHints !== this.settings.inlayHints) {
      this.refreshHints();
    }
  }

  private textOf(uri: string): VersionedText | null {
    const document = this.documents.get(uri);
    return document === undefined
      ? null
      : { version: document.version, text: document.getText(), language: document.languageId };
  }

  /** The sandbox is loaded when the first schedule is found; most documents have none. */
  private sandbox(): Promise<Sandbox> {
    this.started ??= createSandbox();
    return this.started;
  }

  private readFile(uri: string): Promise<string | null> {
    if (this.options.readsFiles) {
      const params: ReadFileParams = { uri };
      return this.connection.sendRequest<ReadFileResult>(READ_FILE, params);
    }
    return this.host.files?.read(uri) ?? Promise.resolve(null);
  }

  private async lenses(uri: string): Promise<CodeLens[]> {
    const snapshot = this.settings.lens ? await this.schedules.snapshot(uri) : null;
    return snapshot === null ? [] : [...lenses(snapshot, this.options.runsCommands)];
  }

  /** Editors ask for lenses when the text changes; what else changes them, they have to be told. */
  private refreshLenses(): void {
    if (this.client.workspace?.codeLens?.refreshSupport === true) {
      this.connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
        this.connection.console.warn(`Lenses were not refreshed: ${String(error)}`);
      });
    }
  }

  private refreshHints(): void {
    if (this.client.workspace?.inlayHint?.refreshSupport === true) {
      this.connection.sendRequest(InlayHintRefreshRequest.type).catch((error: unknown) => {
        this.connection.console.warn(`Hints were not refreshed: ${String(error)}`);
      });
    }
  }

  private async hints(uri: string, range: Range): Promise<InlayHint[]> {
    const snapshot = this.settings.inlayHints ? await this.schedules.snapshot(uri) : null;
    const document = this.documents.get(uri);
    return snapshot === null || document === undefined ? [] : this.rateHints.hints(snapshot, document, range);
  }

  private async hover(uri: string, position: Position): Promise<Hover | null> {
    const snapshot = this.settings.hover ? await this.schedules.snapshot(uri) : null;
    const target = snapshot === null ? null : hoverTarget(snapshot, position);
    if (target === null) {
      return null;
    }
    const { definition } = target.evaluated;
    const at =
      target.at ??
      this.clientState.pinned[uri] ??
      lastIndexOf(definition.index, definition.timeline.horizon.value);
    const [rate = null] = await this.schedules.ratesAt(target.evaluated, [at]);
    const value = hoverCard(target.evaluated, {
      uri,
      theme: this.clientState.theme,
      rate,
      ownClient: this.options.runsCommands,
    });
    return { contents: { kind: MarkupKind.Markdown, value }, range: target.range };
  }
}
