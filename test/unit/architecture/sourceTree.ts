import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Texts of source files by their path from the root of the repository, with forward slashes. */
export type SourceTree = ReadonlyMap<string, string>;

/** Folders that hold what was built or installed. */
const NOT_SOURCES = new Set(['dist', 'node_modules']);

/** Reads every file below a folder whose name ends in one of these extensions. */
export function readTree(root: string, folder: string, extensions: readonly string[]): SourceTree {
  const files = new Map<string, string>();
  const visit = (directory: string): void => {
    for (const entry of readdirSync(path.join(root, directory), { withFileTypes: true })) {
      const file = `${directory}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!NOT_SOURCES.has(entry.name)) {
          visit(file);
        }
      } else if (extensions.includes(path.extname(entry.name))) {
        files.set(file, readFileSync(path.join(root, file), 'utf8'));
      }
    }
  };
  visit(folder);
  return files;
}
