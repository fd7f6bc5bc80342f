import { commands, l10n, Uri, window, workspace, type LogOutputChannel } from 'vscode';
import { bytesOfBase64, safeFileName, type FileToSave } from './savedFile';
import { baseName } from './sourceDocument';

/**
 * Saves a file where the person says, and offers to open it. Never rejects: a failure is said to them.
 * @param document whose folder is suggested
 */
export async function saveFile(file: FileToSave, document: Uri, log: LogOutputChannel): Promise<void> {
  const name = safeFileName(file.name);
  try {
    const folder = folderFor(document);
    const target = await window.showSaveDialog({
      title: l10n.t('Save {0}', name),
      ...(folder === null ? {} : { defaultUri: Uri.joinPath(folder, name) }),
    });
    if (target === undefined) return;
    await workspace.fs.writeFile(target, bytesOfBase64(file.content));
    void offerToOpen(target);
  } catch (error) {
    log.error(`${name} could not be saved: ${String(error)}`);
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t('{0} could not be saved: {1}', name, reason));
  }
}

async function offerToOpen(target: Uri): Promise<void> {
  const open = l10n.t('Open');
  const chosen = await window.showInformationMessage(l10n.t('{0} was saved.', baseName(target)), open);
  if (chosen === open) await commands.executeCommand('vscode.open', target);
}

/** The workspace's folder, of several the document's; without any, the one that the document lies in. */
function folderFor(document: Uri): Uri | null {
  const folder = workspace.getWorkspaceFolder(document) ?? workspace.workspaceFolders?.[0];
  if (folder !== undefined) return folder.uri;
  return document.scheme === 'untitled' ? null : Uri.joinPath(document, '..');
}
