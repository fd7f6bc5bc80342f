/** A folder or file as a file system lists it. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** How a tree of folders is walked. Paths are relative to its root, with forward slashes. */
export interface Walk {
  /** What a folder holds; the root is the empty path. May reject for a folder that is gone or closed. */
  readonly list: (path: string) => Promise<readonly Entry[]>;
  readonly isExcluded: (path: string) => boolean;
  readonly isWanted: (path: string) => boolean;
  readonly isCancelled: () => boolean;
  /** The most files that are returned. */
  readonly most: number;
}

/** Deeper folders are taken to be a loop that the file system does not tell of. */
const MOST_LEVELS = 40;

/**
 * The wanted files under a folder, those of a folder before those further down. Symbolic links, which may lead in circles,
 * are to be listed as `other`: they are not followed.
 */
export async function walk({
  list,
  isExcluded,
  isWanted,
  isCancelled,
  most,
}: Walk): Promise<readonly string[]> {
  const found: string[] = [];
  let level: readonly string[] = [''];
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      if (isCancelled() || found.length >= most) return found;
      const entries = await list(folder).catch(() => []);
      for (const { name, kind } of entries) {
        const path = folder === '' ? name : `${folder}/${name}`;
        if (kind === 'other' || isExcluded(path)) continue;
        if (kind === 'folder') next.push(path);
        else if (isWanted(path) && found.length < most) found.push(path);
      }
    }
    level = next;
  }
  return found;
}
