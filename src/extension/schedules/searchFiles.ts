import {
  CancellationTokenSource,
  RelativePattern,
  workspace,
  type CancellationToken,
  type Uri,
  type WorkspaceFolder,
} from 'vscode';
import type { Host } from '../host';

/** Code of others, in whatever workspace. */
const OTHERS = '**/{node_modules,bower_components,.git}/**';
/** Milliseconds that an extension which provides a workspace has to say whether its files can be searched. */
const PATIENCE = 3_000;

/** Files that are asked of VS Code's own search. */
export interface FileSearch {
  readonly folder: WorkspaceFolder;
  readonly glob: string;
  /** The most files that are returned. */
  readonly most: number;
}

/**
 * What VS Code's search finds, without the code of others and what the settings exclude.
 * @returns null where the folder's file system, which an extension provides, cannot be searched: then nothing is found, or
 * VS Code waits without end for somebody who can.
 */
export async function searchFiles(
  { folder, glob, most }: FileSearch,
  host: Host,
  token: CancellationToken,
): Promise<readonly Uri[] | null> {
  const pattern = new RelativePattern(folder, glob);
  if (folder.uri.scheme === 'file') return workspace.findFiles(pattern, OTHERS, most, token);
  const patience = new CancellationTokenSource();
  const cancelled = token.onCancellationRequested(() => {
    patience.cancel();
  });
  const timer = host.after(PATIENCE, () => {
    patience.cancel();
  });
  const gaveUp = new Promise<null>((resolve) => {
    patience.token.onCancellationRequested(() => {
      resolve(null);
    });
  });
  try {
    const found = await Promise.race([workspace.findFiles(pattern, OTHERS, most, patience.token), gaveUp]);
    return found === null || found.length === 0 ? null : found;
  } finally {
    timer.cancel();
    cancelled.dispose();
    patience.dispose();
  }
}
