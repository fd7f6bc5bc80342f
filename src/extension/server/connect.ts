import { CloseAction, ErrorAction, RevealOutputChannelOn, State } from 'vscode-languageclient';
import type { BaseLanguageClient, LanguageClientOptions, Middleware } from 'vscode-languageclient';
import { COMMANDS } from '../../protocol/commands';
import {
  ANALYZED,
  EVALUATING,
  READ_FILE,
  type AnalyzedParams,
  type EvaluatingParams,
  type InitializationOptions,
  type ReadFileParams,
} from '../../protocol/server';
import {
  INDEX_PROGRESS,
  INDEXED,
  READ_CANDIDATES,
  type IndexedParams,
  type IndexProgressParams,
  type ReadCandidatesParams,
} from '../../protocol/workspaceIndex';
import type { Host } from '../host';
import type { ConnectionInput } from './connection';
import { isSourceDocument, LANGUAGES } from './documents';
import { readCandidates } from './readCandidates';
import { readFile } from './readFile';
import { RestartPolicy } from './RestartPolicy';
import { Watchdog } from './Watchdog';

/** Within this time, so many restarts and no more. */
const RESTARTS = 4;
const RESTART_WINDOW = 3 * 60_000;

/** What a process and a worker do differently. */
export interface ServerKind<C extends BaseLanguageClient> {
  /** How a language client is made of its options. */
  readonly make: (options: LanguageClientOptions) => C;
  /** Ends the server of a client at once, whatever it does; the client hears that it is gone. */
  readonly kill: (client: C) => void;
  readonly after: Host['after'];
}

/** Makes a client of the language server; its owner starts it. */
export function connect<C extends BaseLanguageClient>(
  { make, kill, after }: ServerKind<C>,
  { events, dependencies, log }: ConnectionInput,
): C {
  const policy = new RestartPolicy(RESTARTS, RESTART_WINDOW);
  // The library passes through the state of a stopped client when it restarts one.
  let restarting = false;
  const refusedKeys: string[] = [];
  let killed = false;
  const watchdog = new Watchdog(after, (key) => {
    log.warn('A schedule holds the language server in one operation. The server is restarted without it.');
    refusedKeys.push(key);
    killed = true;
    kill(client);
  });
  // Asked for at each start.
  const initializationOptions = (): InitializationOptions => ({
    readsFiles: true,
    runsCommands: true,
    watchesEvaluations: true,
    refusedKeys,
  });
  const client = make({
    documentSelector: LANGUAGES.map((language) => ({ language })),
    initializationOptions,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Hover text holds names from the document, so it may run the commands named here and no others. Its icons are our
    // own: a `$` of the document is escaped.
    markdown: {
      isTrusted: { enabledCommands: Object.values(COMMANDS) },
      supportHtml: false,
      supportThemeIcons: true,
    },
    middleware: leavingOutCopies,
    synchronize: { fileEvents: dependencies },
    initializationFailedHandler: (error: unknown) => {
      log.error(`The language server could not be initialized: ${messageOf(error)}`);
      return false;
    },
    errorHandler: {
      error: (error, _message, count = 0) => {
        log.error(`The connection to the language server failed: ${error.message}`);
        return { action: count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
      },
      closed: () => {
        watchdog.rest();
        // An end of our making brings the next start nearer to success, however many there are.
        if (killed || policy.died(Date.now())) {
          if (!killed) log.warn('The language server ended unexpectedly and is being restarted.');
          killed = false;
          restarting = true;
          return { action: CloseAction.Restart, handled: true };
        }
        const message = `The language server ended unexpectedly ${RESTARTS + 1} times within ${RESTART_WINDOW / 60_000} minutes and was not restarted.`;
        return { action: CloseAction.DoNotRestart, handled: true, message };
      },
    },
  });
  client.onNotification(ANALYZED, (params: AnalyzedParams) => {
    events.analyzed(params);
  });
  client.onNotification(INDEXED, (params: IndexedParams) => {
    events.indexed(params);
  });
  client.onNotification(INDEX_PROGRESS, (params: IndexProgressParams) => {
    events.progressed(params);
  });
  client.onRequest(READ_CANDIDATES, ({ uris }: ReadCandidatesParams) => readCandidates(uris, log));
  client.onNotification(EVALUATING, (params: EvaluatingParams) => {
    watchdog.heard(params);
  });
  client.onRequest(READ_FILE, ({ uri }: ReadFileParams) => readFile(uri, log));
  client.onDidChangeState(({ newState }) => {
    // One that is asked to end in the midst of an evaluation may never hear of it.
    if (newState === State.Stopped && watchdog.watching) kill(client);
    if (newState !== State.Running) watchdog.rest();
    if (newState === State.Running) {
      events.running();
    } else if (newState === State.Stopped && restarting) {
      restarting = false;
      events.restarting();
    } else if (newState === State.Stopped || newState === State.StartFailed) {
      events.stopped();
    }
  });
  return client;
}

/** A document that the server never hears of has no lenses, hovers or findings. */
const leavingOutCopies: Middleware = {
  didOpen: async (document, next) => (isSourceDocument(document) ? next(document) : undefined),
  didChange: async (event, next) => (isSourceDocument(event.document) ? next(event) : undefined),
  didSave: async (document, next) => (isSourceDocument(document) ? next(document) : undefined),
  didClose: async (document, next) => (isSourceDocument(document) ? next(document) : undefined),
};

/** What an error says, whatever was thrown. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
