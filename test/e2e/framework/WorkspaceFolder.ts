import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { repository } from './places';

/** A folder of its own for one window, in a path with a space, as a person's may be. */
export class WorkspaceFolder {
  private constructor(
    /** Absolute. */
    readonly root: string,
    /** What goes with it when it is removed; null for a folder that was there before and stays. */
    private readonly container: string | null,
  ) {}

  /** @param files Their texts, by path relative to the folder. */
  static async create(files: Readonly<Record<string, string>> = {}): Promise<WorkspaceFolder> {
    const container = await mkdtemp(path.join(os.tmpdir(), 'lr-lens e2e '));
    const folder = new WorkspaceFolder(path.join(container, 'project'), container);
    await mkdir(folder.root);
    for (const [file, text] of Object.entries(files)) await folder.write(file, text);
    return folder;
  }

  /** A folder that is no test's own, absolute. */
  static existing(root: string): WorkspaceFolder {
    return new WorkspaceFolder(root, null);
  }

  /**
   * A copy of a project of this repository, without what it has built, which finds the repository's packages.
   * @param source The folder to copy, absolute.
   */
  static async copyOf(source: string): Promise<WorkspaceFolder> {
    const folder = await WorkspaceFolder.create();
    await cp(source, folder.root, {
      recursive: true,
      filter: (file) => !['node_modules', 'out'].includes(path.basename(file)),
    });
    await symlink(path.join(repository, 'node_modules'), folder.absolute('node_modules'), 'dir');
    return folder;
  }

  absolute(file: string): string {
    return path.join(this.root, file);
  }

  read(file: string): Promise<string> {
    return readFile(this.absolute(file), 'utf8');
  }

  async write(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(this.absolute(file)), { recursive: true });
    await writeFile(this.absolute(file), text);
  }

  /** Changes settings of this folder alone; others keep their values. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const file = '.vscode/settings.json';
    const present = await this.read(file).catch(() => '{}');
    const merged = { ...(JSON.parse(present) as Record<string, unknown>), ...settings };
    await this.write(file, `${JSON.stringify(merged, null, 2)}\n`);
  }

  async remove(): Promise<void> {
    if (this.container !== null) await rm(this.container, { recursive: true, force: true, maxRetries: 5 });
  }
}
