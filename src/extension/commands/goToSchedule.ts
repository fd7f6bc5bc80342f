import {
  l10n,
  Position,
  Range,
  Uri,
  window,
  workspace,
  type LogOutputChannel,
  type TextEditor,
} from 'vscode';
import { isDefinitionTarget, type DefinitionTarget } from '../../protocol/commands';
import { comparePositions, type Position as TextPosition } from '../../protocol/text';
import type { FileSummary } from '../../protocol/workspaceIndex';
import { definitionOf } from '../preview/snapshotQueries';
import { absenceOf } from '../preview/sourceDocument';
import { neighbour, type Places } from '../schedules/neighbour';
import type { LanguageServer } from '../server/LanguageServer';
import { isSourceDocument } from '../server/documents';
import { snapshotOf } from './findSchedule';

/** How long a message stands in the status bar, in milliseconds. */
const MESSAGE_TIME = 10_000;

/** What going to schedules works with. */
export interface GoingServices {
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
  /** The files that the view lists, in its order. */
  readonly listed: () => readonly FileSummary[];
}

/** Opens the file of a schedule that the view lists, at its name. */
export async function goToSchedule(argument: unknown, services: GoingServices): Promise<void> {
  if (!isDefinitionTarget(argument)) return;
  const uri = Uri.parse(argument.uri);
  try {
    await workspace.openTextDocument(uri);
    const position = await positionOf(argument, services);
    await show(uri, position);
  } catch (error) {
    services.log.warn(`${argument.uri} could not be opened: ${String(error)}`);
    void window.showWarningMessage(absenceOf(uri));
  }
}

/** Goes to the schedule after or before the cursor: in its file, else in the next that the view lists. */
export async function goToNeighbour(direction: 'next' | 'previous', services: GoingServices): Promise<void> {
  const editor = window.activeTextEditor;
  const from = {
    uri: editor?.document.uri.toString() ?? '',
    position: editor?.selection.active ?? { line: 0, character: 0 },
  };
  try {
    const own = editor === undefined ? [] : await positionsIn(editor, services.server);
    const to = neighbour(placesOf(services.listed(), from.uri, own), from, direction);
    if (to === null) {
      window.setStatusBarMessage(l10n.t('No learning-rate schedule is known here.'), MESSAGE_TIME);
      return;
    }
    await show(Uri.parse(to.uri), to.position);
  } catch (error) {
    services.log.warn(`The ${direction} schedule could not be gone to: ${String(error)}`);
    window.setStatusBarMessage(
      l10n.t('The schedule could not be gone to; the output channel “LR Lens” says why.'),
      MESSAGE_TIME,
    );
  }
}

/** Where it is now; where it was when it was listed, if it is not known to be elsewhere. */
async function positionOf(
  { uri, definitionId }: DefinitionTarget,
  { server, listed }: GoingServices,
): Promise<TextPosition> {
  const snapshot = await snapshotOf(Uri.parse(uri), server);
  const now = snapshot === null ? null : definitionOf(snapshot, definitionId);
  const summary = listed()
    .find((file) => file.uri === uri)
    ?.definitions.find(({ id }) => id === definitionId);
  return (now ?? summary)?.nameRange.start ?? { line: 0, character: 0 };
}

async function positionsIn(
  { document }: TextEditor,
  server: LanguageServer,
): Promise<readonly TextPosition[]> {
  const snapshot = isSourceDocument(document) ? await snapshotOf(document.uri, server) : null;
  return (snapshot?.definitions ?? []).map(({ definition }) => definition.nameRange.start);
}

/** The document in front is known at its newest text; it comes first where the view does not list it. */
function placesOf(
  listed: readonly FileSummary[],
  uri: string,
  own: readonly TextPosition[],
): readonly Places[] {
  const ordered = (positions: readonly TextPosition[]): readonly TextPosition[] =>
    positions.toSorted(comparePositions);
  const ownPlaces = { uri, positions: ordered(own) };
  const files = listed.map((file) =>
    file.uri === uri
      ? ownPlaces
      : { uri: file.uri, positions: ordered(file.definitions.map(({ nameRange }) => nameRange.start)) },
  );
  return files.includes(ownPlaces) ? files : [ownPlaces, ...files];
}

async function show(uri: Uri, { line, character }: TextPosition): Promise<void> {
  const position = new Position(line, character);
  await window.showTextDocument(uri, { selection: new Range(position, position) });
}
