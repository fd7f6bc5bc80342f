import { actUntil, SHORTLY } from './actUntil';
import type { Locator, Page } from 'playwright-core';

/** One line of the view. */
export interface ScheduleRow {
  /** 1 for a file, 2 for what stands in it. */
  readonly level: number;
  readonly label: string;
  readonly description: string;
}

/** The view *Schedules* in the Explorer. */
export class SchedulesView {
  private readonly pane: Locator;

  constructor(private readonly page: Page) {
    this.pane = page.locator('.pane', {
      has: page.locator('.pane-header[aria-label^="Schedules"]'),
    });
  }

  /** Opens the view as a person does, by its title. */
  async expand(): Promise<void> {
    await this.pane.locator('.pane-header').waitFor();
    if ((await this.pane.locator('.pane-header').getAttribute('aria-expanded')) !== 'true') {
      await this.pane.locator('.pane-header').click();
    }
    await this.pane.locator('.pane-body').waitFor();
  }

  /** Gives the view the room of the folder's files: a list draws no line that is out of sight. */
  async giveRoom(): Promise<void> {
    const header = this.page.locator('.part.sidebar .pane > .pane-header').first();
    if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
  }

  async isExpanded(): Promise<boolean> {
    return (await this.pane.locator('.pane-header').getAttribute('aria-expanded')) === 'true';
  }

  /** The lines in view, top to bottom. */
  async rows(): Promise<readonly ScheduleRow[]> {
    const rows = await this.pane.locator('.monaco-list-row').evaluateAll((elements) =>
      elements
        .map((element) => ({
          top: element.getBoundingClientRect().top,
          level: Number(element.getAttribute('aria-level')),
          label: element.querySelector('.monaco-icon-name-container')?.textContent ?? '',
          description: element.querySelector('.label-description')?.textContent ?? '',
        }))
        .sort((a, b) => a.top - b.top),
    );
    return rows.map(({ level, label, description }) => ({ level, label, description }));
  }

  /** What stands in the lines in view, as one would read it aloud: `train.ts`, `  decay 0.5 → 0`. */
  async lines(): Promise<readonly string[]> {
    const rows = await this.rows();
    return rows.map(({ level, label, description }) =>
      `${'  '.repeat(level - 1)}${label} ${description}`.trimEnd(),
    );
  }

  /** The pictures before the lines of schedules: the address that each is drawn from. */
  async pictures(): Promise<readonly string[]> {
    const icons = this.pane.locator('.monaco-list-row[aria-level="2"] .custom-view-tree-node-item-icon');
    return await icons.evaluateAll((elements) =>
      elements.map((element) => getComputedStyle(element).backgroundImage),
    );
  }

  /** What an empty view says. */
  async welcome(): Promise<string> {
    return (await this.pane.locator('.welcome-view-content').first().textContent()) ?? '';
  }

  /** What stands above the lines. */
  async message(): Promise<string> {
    const message = this.pane.locator('.tree-explorer-viewlet-tree-view .message');
    return (await message.count()) === 0 ? '' : await message.innerText();
  }

  /** Moves to a line with the keyboard and presses Enter. */
  async enter(label: string): Promise<void> {
    await this.row(label).click({ modifiers: ['ControlOrMeta'] });
    await this.page.keyboard.press('Enter');
  }

  /** Takes an entry of a line's context menu. */
  async contextMenu(label: string, entry: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu');
    await this.row(label).click({ button: 'right' });
    await menu.waitFor();
    // A menu that has just come up takes a click for the end of the one that called it.
    await actUntil(
      async () => !(await menu.isVisible()),
      () => menu.locator('.action-label', { hasText: entry }).click(SHORTLY),
    );
  }

  /** Points at a line; the text and the pictures of the card that comes. */
  async card(label: string): Promise<{ readonly text: string; readonly images: number }> {
    const card = this.page.locator('.workbench-hover-container .hover-contents').last();
    await actUntil(
      () => card.locator('img').first().isVisible(),
      async () => {
        // A mouse that rests on the line already would not be heard to come.
        await this.page.mouse.move(0, 0);
        await this.row(label).hover(SHORTLY);
      },
    );
    return { text: await card.innerText(), images: await card.locator('img').count() };
  }

  private row(label: string): Locator {
    return this.pane
      .locator('.monaco-list-row', {
        has: this.page.locator('.monaco-icon-name-container', { hasText: new RegExp(`^${label}$`) }),
      })
      .first();
  }
}
