import { FilePermission, l10n, workspace, type TextDocument, type Uri } from 'vscode';

/** The name of a document without its folder. */
export function baseName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Opens a document, which need not stand in any editor; null when it is gone. */
export async function openDocument(uri: Uri): Promise<TextDocument | null> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open;
  // Opening an untitled document that was closed would make a new, empty one.
  if (uri.scheme === 'untitled') return null;
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return null;
  }
}

/** Why a document could not be opened, as a sentence. */
export function absenceOf(uri: Uri): string {
  return uri.scheme === 'untitled'
    ? l10n.t('{0} was closed.', baseName(uri))
    : l10n.t('{0} cannot be opened: it was deleted or moved.', baseName(uri));
}

/** Whether a document's file cannot be written. One that is not saved yet has none. */
export async function isReadOnly(uri: Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return false;
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  try {
    const { permissions } = await workspace.fs.stat(uri);
    return permissions !== undefined && (permissions & FilePermission.Readonly) !== 0;
  } catch {
    // A file that is gone can be written anew.
    return false;
  }
}
