import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { repository } from './places';

const SETTINGS = path.join('.vscode', 'settings.json');

/** The files of one test: a folder that a window is opened on, or one within it. In a path with a space, as a person's may be. */
export class WorkspaceFolder {
  private constructor(
    /** Absolute. */
    readonly root: string,
    /** The folder that the window is opened on, absolute. */
    readonly opened: string,
    /** What goes with it when it is removed; empty for a folder that was there before and stays. */
    private readonly leftovers: readonly string[],
  ) {}

  /** A folder for one window to open. */
  static async create(): Promise<WorkspaceFolder> {
    const container = await mkdtemp(path.join(os.tmpdir(), 'lr-lens e2e '));
    const root = path.join(container, 'project');
    await mkdir(root);
    return new WorkspaceFolder(root, root, [container]);
  }

  /** A folder that is no test's own, absolute. */
  static existing(root: string): WorkspaceFolder {
    return new WorkspaceFolder(root, root, []);
  }

  /** A new folder in this one. */
  async within(name: string): Promise<WorkspaceFolder> {
    const root = this.absolute(name);
    await mkdir(root);
    return new WorkspaceFolder(root, this.opened, [root]);
  }

  /**
   * Takes in a copy of a project of this repository, without what it has built, which finds the repository's packages.
   * @param source The folder to copy, absolute.
   */
  async takeIn(source: string): Promise<void> {
    await cp(source, this.root, {
      recursive: true,
      filter: (file) => !['node_modules', 'out'].includes(path.basename(file)),
    });
    await symlink(path.join(repository, 'node_modules'), this.absolute('node_modules'), 'dir');
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

  /** Changes settings of the window's folder alone; others keep their values. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const file = path.join(this.opened, SETTINGS);
    const present = await readFile(file, 'utf8').catch(() => '{}');
    const merged = { ...(JSON.parse(present) as Record<string, unknown>), ...settings };
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(merged, null, 2)}\n`);
  }

  async clearSettings(): Promise<void> {
    await rm(path.join(this.opened, SETTINGS), { force: true });
  }

  /** Removes all that it holds. */
  async empty(): Promise<void> {
    for (const name of await readdir(this.root)) {
      await rm(this.absolute(name), { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async remove(): Promise<void> {
    for (const leftover of this.leftovers)
      await rm(leftover, { recursive: true, force: true, maxRetries: 5 });
  }
}
