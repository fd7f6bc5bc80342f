import {
  CancellationTokenSource,
  RelativePattern,
  workspace,
  type CancellationToken,
  type LogOutputChannel,
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

/** What a search works with. */
export interface SearchServices {
  readonly host: Host;
  readonly log: LogOutputChannel;
}

/**
 * What VS Code's search finds, without the code of others and what the settings exclude.
 * @returns null where the folder cannot be searched, which the log tells
 */
export async function searchFiles(
  search: FileSearch,
  { host, log }: SearchServices,
  token: CancellationToken,
): Promise<readonly Uri[] | null> {
  const { scheme } = search.folder.uri;
  try {
    return scheme === 'file' ? await found(search, token) : await foundInTime(search, host, token);
  } catch (error) {
    if (!token.isCancellationRequested) log.warn(`VS Code’s search of ${scheme} fails: ${String(error)}`);
    return null;
  }
}

async function found({ folder, glob, most }: FileSearch, token: CancellationToken): Promise<readonly Uri[]> {
  return await workspace.findFiles(new RelativePattern(folder, glob), OTHERS, most, token);
}

/** A file system that nobody can search has no files by the search; or VS Code waits without end for somebody who can. */
async function foundInTime(
  search: FileSearch,
  host: Host,
  token: CancellationToken,
): Promise<readonly Uri[] | null> {
  const patience = new CancellationTokenSource();
  const cancelled = token.onCancellationRequested(() => {
    patience.cancel();
  });
  const timer = host.after(PATIENCE, () => {
    patience.cancel();
  });
  const gaveUp = new Promise<readonly Uri[]>((resolve) => {
    patience.token.onCancellationRequested(() => {
      resolve([]);
    });
  });
  try {
    const uris = await Promise.race([found(search, patience.token), gaveUp]);
    return uris.length === 0 ? null : uris;
  } finally {
    timer.cancel();
    cancelled.dispose();
    patience.dispose();
  }
}
