import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FileSource } from '../analysis/program/modules';

/** Files of this machine, each read once. */
export class NodeFiles implements FileSource {
  private readonly kept = new Map<string, Promise<string | null>>();

  read(uri: string): Promise<string | null> {
    const known = this.kept.get(uri);
    if (known !== undefined) {
      return known;
    }
    const text = uri.startsWith('file:')
      ? readFile(fileURLToPath(uri), 'utf8').catch(() => null)
      : Promise.resolve(null);
    this.kept.set(uri, text);
    return text;
  }
}
