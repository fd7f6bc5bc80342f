import { mkdtemp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A folder of source files that is gone when the test is over; its name holds a space. */
export class SourceFolder implements AsyncDisposable {
  private constructor(readonly path: string) {}

  /** @param files texts by their path in the folder. */
  static async create(files: Readonly<Record<string, string>>): Promise<SourceFolder> {
    const folder = new SourceFolder(await realpath(await mkdtemp(path.join(tmpdir(), 'lr lens '))));
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(folder.pathOf(file)), { recursive: true });
      await writeFile(folder.pathOf(file), text);
    }
    return folder;
  }

  pathOf(file: string): string {
    return path.join(this.path, file);
  }

  uriOf(file: string): string {
    return pathToFileURL(this.pathOf(file)).href;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
