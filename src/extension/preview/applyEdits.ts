import { l10n, Range, workspace, WorkspaceEdit, type Uri } from 'vscode';
import type { TextReplacement } from '../../protocol/server';
import type { Range as TextRange } from '../../protocol/text';
import { absenceOf, baseName, isReadOnly, openDocument } from './sourceDocument';

/** Edits that were computed for one version of a document, with whatever else is told of them. */
interface Computed {
  readonly edits: readonly TextReplacement[];
}

/**
 * Makes edits in a document, in one step that undo takes back. Nothing is changed when the document is gone, read-only, or
 * has another version than the edits were computed for.
 * @param compute the edits for a version of the document, or a sentence that says why there are none
 * @returns what was computed, or a sentence that says why nothing was changed
 */
export async function applyEdits<T extends Computed>(
  uri: Uri,
  compute: (version: number) => Promise<T | string>,
): Promise<T | string> {
  const document = await openDocument(uri);
  if (document === null) return absenceOf(uri);
  if (await isReadOnly(document)) return l10n.t('{0} is read-only; nothing was written.', baseName(uri));
  const { version } = document;
  const computed = await compute(version);
  if (typeof computed === 'string') return computed;
  if (document.version !== version) {
    return l10n.t('{0} has changed meanwhile; nothing was written. Try again.', baseName(uri));
  }
  const edit = new WorkspaceEdit();
  for (const { range, text } of computed.edits) edit.replace(uri, toRange(range), text);
  const applied = await workspace.applyEdit(edit);
  return applied ? computed : l10n.t('The editor refused to change {0}.', baseName(uri));
}

export function toRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
