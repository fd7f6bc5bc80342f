import { CancellationTokenSource, l10n, ProgressLocation, Uri, window, type Position } from 'vscode';
import { isDefinitionTarget } from '../../protocol/commands';
import type { Definition } from '../../protocol/definition';
import type { DocumentSnapshot } from '../../protocol/snapshot';
import type { PreviewManager } from '../preview/PreviewManager';
import { definitionAt, definitionOf } from '../preview/snapshotQueries';
import { isSourceDocument } from '../server/documents';
import type { LanguageServer } from '../server/LanguageServer';

/** What a command was asked to work on. */
export interface Target {
  readonly uri: Uri;
  /** The definition that was named, by a lens or a link; null for the one at the cursor. */
  readonly definitionId: string | null;
  readonly cursor: Position | null;
}

/** The target of a command: its argument, or where the person is. Null when they are in no document. */
export function targetOf(argument: unknown, previews: PreviewManager): Target | null {
  if (isDefinitionTarget(argument)) {
    return { uri: Uri.parse(argument.uri), definitionId: argument.definitionId, cursor: null };
  }
  // From the walkthrough, no editor is active; the one beside it is meant.
  const editor =
    window.activeTextEditor ?? window.visibleTextEditors.find(({ document }) => isSourceDocument(document));
  // The editor's title passes the document of its editor, which need not be the active one.
  const uri = argument instanceof Uri ? argument : (previews.activeUri ?? editor?.document.uri ?? null);
  if (uri === null) return null;
  const cursor = editor?.document.uri.toString() === uri.toString() ? editor.selection.active : null;
  return { uri, definitionId: null, cursor };
}

/** What is known of the target's document; the wait for a server that is just starting shows in the status bar. */
export function snapshotOf(uri: Uri, server: LanguageServer): Thenable<DocumentSnapshot | null> {
  return window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Looking for learning-rate schedules') },
    async () => {
      const cancellation = new CancellationTokenSource();
      try {
        return await server.snapshot(uri.toString(), cancellation.token);
      } finally {
        cancellation.dispose();
      }
    },
  );
}

/**
 * The definition a person means: the one that was named, the one at the cursor, the only one, or the one they pick.
 * Null when there is none, or they picked none.
 */
export async function chooseDefinition(
  snapshot: DocumentSnapshot,
  target: Target,
  placeHolder: string,
): Promise<Definition | null> {
  const named = target.definitionId === null ? null : definitionOf(snapshot, target.definitionId);
  const meant = named ?? (target.cursor === null ? null : definitionAt(snapshot, target.cursor));
  if (meant !== null) return meant;
  const definitions = snapshot.definitions.map(({ definition }) => definition);
  const [first] = definitions;
  if (first === undefined || definitions.length === 1) return first ?? null;
  const items = snapshot.definitions.map(({ definition, evaluation }) => ({
    label: definition.name,
    description: l10n.t('line {0}', definition.range.start.line + 1),
    detail: evaluation?.curve?.sentence ?? evaluation?.problem?.message ?? '',
    definition,
  }));
  const picked = await window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  return picked?.definition ?? null;
}
