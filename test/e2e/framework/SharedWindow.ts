import type { Workbench } from '../pages/Workbench';
import { WorkspaceFolder } from './WorkspaceFolder';

/** Opens and loads a window on a folder. */
export type LoadWindow = (folder: WorkspaceFolder) => Promise<Workbench>;

/** A window that tests use one after the other, each on a folder of its own within the one that the window has open. */
export class SharedWindow {
  private opened: { readonly window: Workbench; readonly folder: WorkspaceFolder } | null = null;
  private taken = 0;

  constructor(private readonly load: LoadWindow) {}

  /** The window as it was when it was new, and an empty folder in it. */
  async take(): Promise<Workbench> {
    if (this.opened === null) {
      const folder = await WorkspaceFolder.create();
      this.opened = { folder, window: await this.load(folder) };
    }
    const { window, folder } = this.opened;
    this.taken += 1;
    return window.on(await folder.within(`project ${this.taken}`));
  }

  /**
   * Makes ready for the next test what `take` gave to one.
   * @param usable false for a window in which something went wrong; the next test gets another
   */
  async giveBack(window: Workbench, usable: boolean): Promise<void> {
    try {
      if (usable) {
        await window.tidyUp();
        await this.opened?.folder.empty();
      } else await this.close();
    } catch (error) {
      await this.close();
      throw new Error('The window could not be made ready for the next test.', { cause: error });
    }
  }

  async close(): Promise<void> {
    const { opened } = this;
    this.opened = null;
    await opened?.window.close();
    await opened?.folder.remove();
  }
}
