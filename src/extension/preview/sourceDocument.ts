import {
  FilePermission,
  l10n,
  languages,
  RelativePattern,
  workspace,
  type TextDocument,
  type Uri,
} from 'vscode';

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

/** Whether a person could not change a document either: its file cannot be written, or their settings protect it. */
export async function isReadOnly(document: TextDocument): Promise<boolean> {
  const { uri } = document;
  // One that is not saved yet has no file.
  if (uri.scheme === 'untitled') return false;
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  // Editors heed these settings, but edits by an extension do not.
  if (matches(document, 'readonlyInclude') && !matches(document, 'readonlyExclude')) return true;
  try {
    const { permissions } = await workspace.fs.stat(uri);
    return permissions !== undefined && (permissions & FilePermission.Readonly) !== 0;
  } catch {
    // A file that is gone can be written anew.
    return false;
  }
}

/** Whether a document is among those that a setting under `files` names by patterns. */
function matches(document: TextDocument, setting: string): boolean {
  const folder = workspace.getWorkspaceFolder(document.uri);
  const patterns = workspace
    .getConfiguration('files', document.uri)
    .get<Record<string, boolean>>(setting, {});
  return Object.entries(patterns).some(([glob, on]) => {
    const pattern = folder === undefined ? glob : new RelativePattern(folder, glob);
    return on && languages.match({ pattern }, document) > 0;
  });
}
