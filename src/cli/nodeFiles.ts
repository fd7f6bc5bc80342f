import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FileSource } from '../analysis/program/modules';

/** The text of a file as editors have it: without the byte order mark, which would count as a column. */
export async function readSource(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Files of this machine, each read once. */
export class NodeFiles implements FileSource {
  private readonly kept = new Map<string, Promise<string | null>>();

  read(uri: string): Promise<string | null> {
    const known = this.kept.get(uri);
    if (known !== undefined) {
      return known;
    }
    const text = uri.startsWith('file:')
      ? readSource(fileURLToPath(uri)).catch(() => null)
      : Promise.resolve(null);
    this.kept.set(uri, text);
    return text;
  }
}
