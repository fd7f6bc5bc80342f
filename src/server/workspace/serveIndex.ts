import type { CancellationToken, Connection } from 'vscode-languageserver';
import { lastIndexOf } from '../../protocol/definition';
import type { ThemeKind } from '../../protocol/server';
import type { DocumentSnapshot, EvaluatedDefinition } from '../../protocol/snapshot';
import {
  INDEX_PROGRESS,
  INDEX_WORKSPACE,
  INDEXED,
  type IndexWorkspaceParams,
  READ_CANDIDATES,
  type ReadCandidatesResult,
  REINDEX_FILES,
  type ReindexFilesParams,
  SUMMARY_CARD,
  type SummaryCardParams,
  type SummaryCardResult,
} from '../../protocol/workspaceIndex';
import { hoverCard } from '../hoverCard';
import type { Schedules } from '../schedules';
import { Examiner } from './Examiner';
import { Quiet } from './Quiet';
import { WorkspaceIndex } from './WorkspaceIndex';

/**
 * How long a schedule of a file that nobody has opened may run, in milliseconds: a keystroke waits for its end. One that
 * takes longer is said to, and shown once its file is opened.
 */
const TIME_LIMIT = 200;

/** What serving an index needs of the server. */
export interface IndexHost {
  readonly schedules: Schedules;
  readonly openText: (uri: string) => string | null;
  readonly readFile: (uri: string) => Promise<string | null>;
  readonly theme: () => ThemeKind;
  readonly timeLimit: () => number;
}

/** What the server tells the index. */
export interface ServedIndex {
  documentChanged(snapshot: DocumentSnapshot): void;
  documentClosed(uri: string): void;
  /** Somebody types. */
  typed(): void;
}

/** Answers the requests of our own client about the schedules of its workspace. */
export function serveIndex(connection: Connection, host: IndexHost): ServedIndex {
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });
  const quiet = new Quiet(() => Date.now(), wait);
  const { schedules, openText, readFile } = host;
  const surroundings = { openText, readFile, schedules };
  const examiner = new Examiner({ ...surroundings, quiet: () => quiet.come() });
  // Who points at a line waits for the card.
  const cards = new Examiner({ ...surroundings, quiet: () => Promise.resolve() });
  const index = new WorkspaceIndex({
    readCandidates: (uris) => connection.sendRequest<ReadCandidatesResult>(READ_CANDIDATES, { uris }),
    readFile,
    openSnapshot: (uri) => (openText(uri) === null ? Promise.resolve(null) : schedules.snapshot(uri)),
    examine: (uri, text) => examiner.examine(uri, text, { timeMs: Math.min(TIME_LIMIT, host.timeLimit()) }),
    rest: () => {
      examiner.rest();
    },
    quiet: () => quiet.come(),
    found: (files) => void connection.sendNotification(INDEXED, { files }),
    progress: (progress) => void connection.sendNotification(INDEX_PROGRESS, progress),
    log: (message) => {
      connection.console.warn(message);
    },
  });
  const definitionsOf = async (uri: string): Promise<readonly EvaluatedDefinition[]> => {
    if (openText(uri) !== null) {
      return (await schedules.snapshot(uri))?.definitions ?? [];
    }
    const text = await readFile(uri);
    const examined = text === null ? null : await cards.examine(uri, text, null);
    cards.rest();
    return examined?.definitions ?? [];
  };
  connection.onRequest(INDEX_WORKSPACE, (params: IndexWorkspaceParams, token: CancellationToken) =>
    index.index(params, token),
  );
  connection.onNotification(REINDEX_FILES, ({ uris }: ReindexFilesParams) => {
    index.reindex(uris);
  });
  connection.onRequest(
    SUMMARY_CARD,
    async ({ uri, definitionId }: SummaryCardParams): Promise<SummaryCardResult> => {
      const evaluated = (await definitionsOf(uri)).find(({ definition }) => definition.id === definitionId);
      if (evaluated === undefined) {
        return null;
      }
      const { definition } = evaluated;
      const at = lastIndexOf(definition.index, definition.timeline.horizon.value);
      const [rate = null] = await schedules.ratesAt(evaluated, [at]);
      return hoverCard(evaluated, { uri, theme: host.theme(), rate, ownClient: true });
    },
  );
  return {
    documentChanged: (snapshot) => {
      index.documentChanged(snapshot);
    },
    documentClosed: (uri) => {
      index.documentClosed(uri);
    },
    typed: () => {
      quiet.disturb();
    },
  };
}
