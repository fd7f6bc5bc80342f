import ignore, { type Ignore } from 'ignore';

/** One `.gitignore`, by the folder that it stands in. */
export interface IgnoreFile {
  /** The uri of the folder, with a slash at the end. */
  readonly folder: string;
  readonly text: string;
}

/** The rules of all `.gitignore` files of a workspace, as git reads them: the nearest decides, and what is in an ignored folder stays so. */
export class IgnoreRules {
  private readonly rules: ReadonlyMap<string, Ignore>;
  private readonly folders = new Map<string, boolean>();

  constructor(files: readonly IgnoreFile[]) {
    this.rules = new Map(files.map(({ folder, text }) => [folder, ignore().add(text)]));
  }

  /** Whether a file is ignored. */
  ignores(uri: string): boolean {
    return this.rules.size > 0 && (this.ignoresFolder(folderOf(uri)) || this.decide(uri));
  }

  private ignoresFolder(folder: string | null): boolean {
    if (folder === null) {
      return false;
    }
    const known = this.folders.get(folder);
    if (known !== undefined) {
      return known;
    }
    const isIgnored = this.ignoresFolder(folderOf(folder)) || this.decide(folder);
    this.folders.set(folder, isIgnored);
    return isIgnored;
  }

  /** What the rules say of a path in a folder that is not ignored: those of the nearest folder that say anything. */
  private decide(uri: string): boolean {
    const parent = folderOf(uri);
    for (let folder = parent; folder !== null; folder = folderOf(folder)) {
      const rules = this.rules.get(folder);
      const answer = rules?.test(decoded(uri.slice(folder.length)));
      if (answer?.unignored === true) {
        return false;
      }
      // What they say of the folder around it has been overruled.
      const around = decoded(parent?.slice(folder.length) ?? '');
      if (answer?.ignored === true && (around === '' || rules?.ignores(around) !== true)) {
        return true;
      }
    }
    return false;
  }
}

/** The folder that holds a file or folder, with a slash at the end; null above the root. */
function folderOf(uri: string): string | null {
  const end = uri.endsWith('/') ? uri.length - 2 : uri.length - 1;
  const slash = uri.lastIndexOf('/', end);
  const root = uri.indexOf('/', uri.indexOf('://') + 3);
  return slash < root || slash === -1 ? null : uri.slice(0, slash + 1);
}

/** Patterns are of plain paths; a uri that cannot be decoded is taken as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
