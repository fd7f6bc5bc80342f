import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  MarkupKind,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analyzer } from '../analysis/analyze';
import { createSandbox } from '../evaluation/sandbox/sandbox';
import { COMMANDS } from '../protocol/commands';
import { lastIndexOf } from '../protocol/definition';
import {
  ANALYZED,
  CLIENT_STATE,
  RATES_AT,
  READ_FILE,
  SNAPSHOT,
  WEBVIEW_EVALUATION,
} from '../protocol/server';
import { hoverCard } from './hoverCard';
import { hoverTarget } from './hoverTarget';
import { lensTitle } from './lensTitle';
import { Schedules } from './schedules';
import { ServerFiles } from './serverFiles';
import { DEFAULT_SETTINGS, readSettings } from './settings';
/** Memory that one schedule may take. */
const MEMORY_LIMIT = 64 * 1024 * 1024;
const NO_STATE = { theme: 'dark', pinned: {}, overrides: {} };
/**
 * Answers a client over a connection until it closes.
 * @param localFiles reads files for clients that do not; null leaves all reading to the client.
 */
export function serve(connection, localFiles) {
  new Server(connection, localFiles).listen();
}
class Server {
  connection;
  localFiles;
  documents = new TextDocuments(TextDocument);
  files = new ServerFiles(
    (uri) => this.documents.get(uri)?.getText() ?? null,
    (uri) => this.readFile(uri),
  );
  schedules = new Schedules(new Analyzer(this.files), {
    textOf: (uri) => {
      const document = this.documents.get(uri);
      return document === undefined ? null : { version: document.version, text: document.getText() };
    },
    settings: () => ({
      defaultHorizon: this.settings.defaultHorizon,
      limits: { timeMs: this.settings.timeLimit, memoryBytes: MEMORY_LIMIT },
    }),
    clientState: () => this.clientState,
    sandbox: () => this.sandbox(),
    announce: ({ uri, version, definitions }, textChanged) => {
      const params = { uri, version, definitions: definitions.length };
      void this.connection.sendNotification(ANALYZED, params);
      if (!textChanged) {
        this.refreshLenses();
      }
    },
    log: (message) => {
      this.connection.console.error(message);
    },
  });
  settings = DEFAULT_SETTINGS;
  clientState = NO_STATE;
  options = { readsFiles: false, runsCommands: false };
  client = {};
  started = null;
  constructor(connection, localFiles) {
    this.connection = connection;
    this.localFiles = localFiles;
  }
  listen() {
    const { connection, documents, schedules } = this;
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
      void schedules.refresh(document.uri);
      schedules.invalidate(document.uri);
    });
    documents.onDidClose(({ document }) => {
      this.files.forget(document.uri);
      schedules.close(document.uri);
      schedules.invalidate(document.uri);
    });
    connection.onCodeLens(({ textDocument }) => this.lenses(textDocument.uri));
    connection.onHover(({ textDocument, position }) => this.hover(textDocument.uri, position));
    connection.onRequest(SNAPSHOT, ({ uri }) => schedules.snapshot(uri));
    connection.onRequest(RATES_AT, (params) => this.ratesAt(params));
    connection.onNotification(CLIENT_STATE, (state) => {
      const overridesChanged = JSON.stringify(state.overrides) !== JSON.stringify(this.clientState.overrides);
      this.clientState = state;
      if (overridesChanged) {
        schedules.invalidate(null);
      }
    });
    connection.onNotification(WEBVIEW_EVALUATION, ({ key, evaluation }) => {
      schedules.learn(key, evaluation);
    });
    documents.listen(connection);
    connection.listen();
  }
  initialize(params) {
    this.client = params.capabilities;
    this.options = {
      ...this.options,
      ...params.initializationOptions,
    };
    return {
      serverInfo: { name: 'LR Lens' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        codeLensProvider: { resolveProvider: false },
        hoverProvider: true,
      },
    };
  }
  async initialized() {
    if (this.client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'lrLens' });
    }
    await this.readSettings();
  }
  async readSettings() {
    if (this.client.workspace?.configuration !== true) {
      return;
    }
    const section = await this.connection.workspace.getConfiguration('lrLens');
    const before = this.settings;
    this.settings = readSettings(section);
    if (
      before.defaultHorizon !== this.settings.defaultHorizon ||
      before.timeLimit !== this.settings.timeLimit
    ) {
      this.schedules.forgetRates();
    }
    if (before.lens !== this.settings.lens) {
      this.refreshLenses();
    }
  }
  /** The sandbox is loaded when the first schedule is found; most documents have none. */
  sandbox() {
    this.started ??= createSandbox();
    return this.started;
  }
  readFile(uri) {
    if (this.options.readsFiles) {
      const params = { uri };
      return this.connection.sendRequest(READ_FILE, params);
    }
    return this.localFiles?.read(uri) ?? Promise.resolve(null);
  }
  async lenses(uri) {
    const snapshot = this.settings.lens ? await this.schedules.snapshot(uri) : null;
    return (snapshot?.definitions ?? []).flatMap((evaluated) => {
      const { definition } = evaluated;
      const range = { start: definition.range.start, end: definition.range.start };
      const target = [{ uri, definitionId: definition.id }];
      const lens = (title, command) => ({
        range,
        command: this.options.runsCommands ? { title, command, arguments: target } : { title, command: '' },
      });
      const preview = this.options.runsCommands ? [lens('Preview', COMMANDS.previewSchedule)] : [];
      return [lens(lensTitle(evaluated), COMMANDS.showRateAtStep), ...preview];
    });
  }
  /** Editors ask for lenses when the text changes; what else changes them, they have to be told. */
  refreshLenses() {
    if (this.client.workspace?.codeLens?.refreshSupport === true) {
      this.connection.sendRequest(CodeLensRefreshRequest.type).catch((error) => {
        this.connection.console.warn(`Lenses were not refreshed: ${String(error)}`);
      });
    }
  }
  async hover(uri, position) {
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
      commands: this.options.runsCommands,
    });
    return { contents: { kind: MarkupKind.Markdown, value }, range: target.range };
  }
  async ratesAt({ uri, definitionId, at }) {
    const snapshot = await this.schedules.snapshot(uri);
    const evaluated = snapshot?.definitions.find(({ definition }) => definition.id === definitionId);
    return evaluated === undefined ? [] : this.schedules.ratesAt(evaluated, at);
  }
}
