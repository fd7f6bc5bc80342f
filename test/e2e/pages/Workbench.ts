import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { vi } from 'vitest';
import type { WorkspaceFolder } from '../framework/WorkspaceFolder';
import { screenshotsDirectory } from '../framework/places';
import { actUntil, PATIENCE, SHORTLY } from './actUntil';
import { Editor } from './Editor';
import { Notifications } from './Notifications';
import { PreviewPanel } from './PreviewPanel';
import { QuickInput } from './QuickInput';
import { SchedulesView } from './SchedulesView';

/** The looks that VS Code has out of the box. */
export const THEMES = {
  light: { name: 'Default Light Modern', marker: '.vs' },
  dark: { name: 'Default Dark Modern', marker: '.vs-dark' },
  'high-contrast': { name: 'Default High Contrast', marker: '.hc-black' },
} as const;
export type Theme = keyof typeof THEMES;

/** One key for what brings a window back to its beginning; as a binding of VS Code's. */
export const TIDY_UP = {
  key: 'ctrl+alt+shift+f12',
  command: 'runCommands',
  args: {
    commands: [
      'notifications.clearAll',
      'workbench.action.closePanel',
      'workbench.action.closeAuxiliaryBar',
      'workbench.view.explorer',
      'workbench.action.closeAllEditors',
    ],
  },
} as const;
/** How the title of a window begins that has settings of its folder's own. */
const CONFIGURED = 'Configured';
const TIDY_UP_KEY = 'Control+Alt+Shift+F12';

/** One window of a real VS Code, seen and driven as a person sees and drives it. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly preview: PreviewPanel;
  readonly schedules: SchedulesView;
  private configured = 0;

  private constructor(
    private readonly page: Page,
    private readonly address: string,
    readonly folder: WorkspaceFolder,
  ) {
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.preview = new PreviewPanel(page);
    this.schedules = new SchedulesView(page);
  }

  /**
   * A window that has nothing loaded yet; `load` does that.
   * @param address of the workbench on the folder
   */
  static async open(context: BrowserContext, address: string, folder: WorkspaceFolder): Promise<Workbench> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    return new Workbench(page, address, folder);
  }

  /** The same window, for a folder within the one that it has open. */
  on(folder: WorkspaceFolder): Workbench {
    return new Workbench(this.page, this.address, folder);
  }

  /**
   * Loads the folder, and no file of it. The address could name one, but VS Code then opens that file alone at each
   * reload, and restores nothing.
   */
  async load(): Promise<void> {
    await this.page.goto(this.address);
    await this.ready();
  }

  /** The editor of a file that is open in this window. */
  editor(file: string): Editor {
    return new Editor(this.page, this.quickInput, this.folder.absolute(file));
  }

  async openFile(file: string): Promise<Editor> {
    await this.quickInput.open();
    // The absolute path is found whether or not the file search has read the folder.
    await this.quickInput.accept(this.folder.absolute(file), path.basename(file));
    const editor = this.editor(file);
    await editor.shown();
    return editor;
  }

  /** @param title as the palette shows it, with its category: `Learning Rate: Preview Schedule` */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  /** Whether the palette offers a command, by its whole title. */
  async offersCommand(title: string): Promise<boolean> {
    return await this.quickInput.offersCommand(title);
  }

  /** Titles of all open tabs, groups from left to right. */
  async tabs(): Promise<readonly string[]> {
    const labels = this.page.locator('.tabs-container .tab .monaco-icon-label-container');
    // The ending of a file's name stands apart from the rest, and the folder may stand behind both.
    return await labels.evaluateAll((elements) =>
      elements.map((element) =>
        [...element.querySelectorAll('.monaco-icon-name-container, .monaco-icon-suffix-container')]
          .map(({ textContent }) => textContent)
          .join(''),
      ),
    );
  }

  async closeTab(title: string): Promise<void> {
    const tab = this.page.locator('.tabs-container .tab', { hasText: title });
    // Not the button in the tab: the tab's tooltip may come to lie over it.
    const close = (): Promise<void> => tab.click({ button: 'middle', ...SHORTLY });
    await actUntil(async () => (await tab.count()) === 0, close);
  }

  /** Texts at the bottom of the window. */
  async status(): Promise<readonly string[]> {
    return await this.page.locator('.statusbar-item:visible').allInnerTexts();
  }

  /** Whether a button with this tooltip stands at the right of the tabs. */
  async hasTitleButton(tooltip: string): Promise<boolean> {
    return await this.titleButton(tooltip).isVisible();
  }

  async pressTitleButton(tooltip: string): Promise<void> {
    await this.titleButton(tooltip).click();
  }

  /** Rows of the Problems view, as a screen reader hears them. */
  async problems(): Promise<readonly string[]> {
    await this.runCommand('Problems: Focus on Problems View');
    const view = this.page.locator('.markers-panel');
    await view.waitFor();
    const rows = await view.locator('.monaco-list-row').all();
    return await Promise.all(rows.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  }

  /** Trusts the folder, in the editor that *Manage Workspace Trust* opens over the window, and closes that editor. */
  async trustFolder(): Promise<void> {
    const editor = this.page.locator('.workspace-trust-editor');
    await editor
      .locator('.monaco-button', { hasText: /^Trust$/ })
      .first()
      .click();
    // The click gives back the focus that the button took with it, so that the editor hears the key.
    await editor.getByText('You trust this folder').click();
    await this.page.keyboard.press('Escape');
    await editor.waitFor({ state: 'hidden' });
  }

  /** Changes settings of the folder that the window has open, and waits until the window goes by them. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.configured += 1;
    const title = `${CONFIGURED} ${this.configured} times`;
    await this.folder.configure({ ...settings, 'window.title': title });
    await this.titled((shown) => shown === title);
  }

  /**
   * Brings the window back to its beginning: closes what is open, saving nothing, and takes back the settings of the folder
   * that the window has open.
   */
  async tidyUp(): Promise<void> {
    await this.folder.clearSettings();
    const question = this.page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
    const isTidyButFor = async (): Promise<boolean> => (await question.isVisible()) || (await this.isTidy());
    const press = async (): Promise<void> => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press(TIDY_UP_KEY);
    };
    await actUntil(isTidyButFor, press);
    await actUntil(
      () => this.isTidy(),
      async () => {
        if (await question.isVisible()) await question.click(SHORTLY);
        else await press();
      },
    );
    await this.page.locator(`.monaco-workbench${THEMES.dark.marker}`).waitFor();
    await this.titled((title) => !title.startsWith(CONFIGURED));
  }

  /** Gives its room to the editors. */
  async hideSideBar(): Promise<void> {
    await this.runCommand('View: Toggle Primary Side Bar Visibility');
    await this.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  }

  /** Changes the theme of this window alone, and waits until it shows. */
  async switchTheme(theme: Theme): Promise<void> {
    await this.configure({ 'workbench.colorTheme': THEMES[theme].name });
    await this.page.locator(`.monaco-workbench${THEMES[theme].marker}`).waitFor();
  }

  /** Reloads the window as *Developer: Reload Window* does, and waits until it is back. */
  async reload(): Promise<void> {
    const gone = this.page.waitForEvent('framenavigated', (frame) => frame === this.page.mainFrame());
    await this.runCommand('Developer: Reload Window');
    await gone;
    await this.ready();
  }

  /** Leaves a picture for people to look at. */
  async screenshot(name: string): Promise<void> {
    await mkdir(screenshotsDirectory, { recursive: true });
    await this.picture(path.join(screenshotsDirectory, `${name}.png`));
  }

  /** @param file absolute */
  async picture(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private titleButton(tooltip: string): Locator {
    return this.page.locator(`.editor-actions .action-label[aria-label*="${tooltip}"]`).first();
  }

  private async isTidy(): Promise<boolean> {
    const open = [
      '.tabs-container .tab',
      'iframe.webview',
      '.notification-toast',
      '.monaco-dialog-box',
      '.quick-input-widget:visible',
      '.part.panel:visible',
    ];
    if ((await this.page.locator(open.join(', ')).count()) > 0) return false;
    return await this.page.locator('.part.sidebar').isVisible();
  }

  private async titled(isRight: (title: string) => boolean): Promise<void> {
    await vi.waitUntil(async () => isRight(await this.page.title()), { timeout: PATIENCE });
  }

  private async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.editor').waitFor();
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
  }
}
