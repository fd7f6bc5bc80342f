import {
  FileType,
  languages,
  RelativePattern,
  Uri,
  workspace,
  type CancellationToken,
  type TextDocument,
  type WorkspaceFolder,
} from 'vscode';
import type { IndexWorkspaceParams } from '../../protocol/workspaceIndex';
import { searchFiles, type SearchServices } from './searchFiles';
import { walk } from './walk';

/** The files that schedules are looked for in. */
export const SOURCES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';
export const IGNORE_FILES = '**/.gitignore';
const SOURCE_NAME = /\.[cm]?[jt]sx?$/;
const SOURCE_OR_IGNORE = /\.[cm]?[jt]sx?$|(?:^|\/)\.gitignore$/;
/** Declarations say nothing of how a rate is computed. */
const DECLARATION = /\.d\.[cm]?ts$/;
/** Code of others, as `searchFiles` leaves it out. */
const OF_OTHERS = /(?:^|\/)(?:node_modules|bower_components|\.git)(?:\/|$)/;

/** The most files of a workspace that are looked at. */
export const MOST_FILES = 50_000;
const MOST_IGNORE_FILES = 5_000;

/** The files of a workspace that schedules are to be looked for in. */
export interface WorkspaceFiles extends IndexWorkspaceParams {
  /** Whether there are more than are looked at. */
  readonly isCapped: boolean;
}

/** Lists the source files of the workspace, without those that its settings exclude. */
export async function workspaceFiles(
  services: SearchServices,
  token: CancellationToken,
): Promise<WorkspaceFiles> {
  const folders = workspace.workspaceFolders ?? [];
  let left = MOST_FILES + 1;
  const listed = [];
  const ignoreFiles: string[] = [];
  for (const folder of folders) {
    const { sources, ignoring } = await filesIn(folder, left, services, token);
    left -= sources.length;
    const { length } = folder.uri.toString();
    listed.push({
      uri: folder.uri.toString(),
      paths: sources.map((uri) => uri.toString().slice(length + 1)).filter((path) => !DECLARATION.test(path)),
    });
    const own = Uri.joinPath(folder.uri, '.gitignore');
    ignoreFiles.push(
      ...new Set([own, ...ignoring, ...(await ignoreFilesAbove(folder.uri))].map((uri) => uri.toString())),
    );
  }
  return { folders: listed, ignoreFiles, isCapped: left <= 0 };
}

/** Whether a file of the workspace is one that schedules are looked for in. */
export function isLookedAt(uri: Uri): boolean {
  const folder = workspace.getWorkspaceFolder(uri);
  return (
    folder !== undefined &&
    SOURCE_NAME.test(uri.path) &&
    !DECLARATION.test(uri.path) &&
    !isExcluded(uri, folder)
  );
}

/** The source files of a folder, and those that tell which of them git ignores. */
async function filesIn(
  folder: WorkspaceFolder,
  most: number,
  services: SearchServices,
  token: CancellationToken,
): Promise<{ readonly sources: readonly Uri[]; readonly ignoring: readonly Uri[] }> {
  const sources = await searchFiles({ folder, glob: SOURCES, most }, services, token);
  if (sources !== null) {
    const ignoring = await searchFiles(
      { folder, glob: IGNORE_FILES, most: MOST_IGNORE_FILES },
      services,
      token,
    );
    return { sources, ignoring: ignoring ?? [] };
  }
  const walked = await walkFolder(folder, most, SOURCE_OR_IGNORE, token);
  return {
    sources: walked.filter(({ path }) => SOURCE_NAME.test(path)),
    ignoring: walked.filter(({ path }) => !SOURCE_NAME.test(path)),
  };
}

/** Those of the folders around one that is part of a repository. */
async function ignoreFilesAbove(folder: Uri): Promise<readonly Uri[]> {
  const above: Uri[] = [];
  let inner = folder;
  while (!(await exists(Uri.joinPath(inner, '.git')))) {
    const outer = Uri.joinPath(inner, '..');
    if (outer.path === inner.path) return [];
    above.push(Uri.joinPath(outer, '.gitignore'));
    inner = outer;
  }
  return above;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function walkFolder(
  folder: WorkspaceFolder,
  most: number,
  wanted: RegExp,
  token: CancellationToken,
): Promise<readonly Uri[]> {
  const at = (path: string): Uri => (path === '' ? folder.uri : Uri.joinPath(folder.uri, path));
  const paths = await walk({
    list: async (path) =>
      (await workspace.fs.readDirectory(at(path))).map(([name, type]) => ({ name, kind: kindOf(type) })),
    isExcluded: (path) => isExcluded(at(path), folder),
    isWanted: (path) => wanted.test(path),
    isCancelled: () => token.isCancellationRequested,
    most,
  });
  return paths.map(at);
}

function kindOf(type: FileType): 'file' | 'folder' | 'other' {
  if (type === FileType.Directory) return 'folder';
  // A link to a file leads nowhere else.
  return (type & FileType.File) === 0 ? 'other' : 'file';
}

/** Whether the settings hide a file or folder, or one that it lies in. */
function isExcluded(uri: Uri, folder: WorkspaceFolder): boolean {
  if (OF_OTHERS.test(uri.path.slice(folder.uri.path.length))) return true;
  const excludes = workspace
    .getConfiguration('files', folder.uri)
    .get<Record<string, unknown>>('exclude', {});
  // Patterns are tested as those of languages are; a file need not be open for that.
  const file = { uri, languageId: '' } as TextDocument;
  return Object.entries(excludes).some(
    ([glob, on]) =>
      on === true &&
      [glob, `${glob}/**`].some(
        (pattern) => languages.match({ pattern: new RelativePattern(folder, pattern) }, file) > 0,
      ),
  );
}
