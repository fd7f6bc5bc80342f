import type { FileRenameEvent, Uri } from 'vscode';

type Renames = FileRenameEvent['files'];

/** Where a document is after files or folders were renamed; null when it is where it was. */
export function renamedUri(uri: Uri, renames: Renames): Uri | null {
  for (const { oldUri, newUri } of renames) {
    if (uri.scheme !== oldUri.scheme || uri.authority !== oldUri.authority) continue;
    if (uri.path === oldUri.path) return newUri;
    if (uri.path.startsWith(`${oldUri.path}/`)) {
      return uri.with({
        scheme: newUri.scheme,
        authority: newUri.authority,
        path: newUri.path + uri.path.slice(oldUri.path.length),
      });
    }
  }
  return null;
}
