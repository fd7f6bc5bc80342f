import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { vi } from 'vitest';
import { actUntil, PATIENCE, SHORTLY } from './actUntil';
import { HoverCard } from './HoverCard';
import type { QuickInput } from './QuickInput';

/** Lines that an editor of our windows shows at once, with a panel open below it. */
const LINES_SURELY_IN_VIEW = 15;

/** A text editor on one file. */
export class Editor {
  private readonly root: Locator;

  constructor(
    private readonly page: Page,
    private readonly quickInput: QuickInput,
    /** Absolute. */
    file: string,
  ) {
    this.root = page.locator(`.editor-instance .monaco-editor[data-uri$="${pathToFileURL(file).pathname}"]`);
  }

  async shown(): Promise<void> {
    await this.root.locator('.view-line').first().waitFor();
  }

  async focus(): Promise<void> {
    // Not a click in the text: that would move the cursor, or hit a link or a lens.
    await this.root.locator('.native-edit-context, textarea.inputarea').first().focus();
  }

  /** The lines in view, top to bottom, without those folded or scrolled away. */
  async text(): Promise<string> {
    const lines = await this.root.locator('.view-line').evaluateAll((elements) =>
      elements
        .map((element) => ({ top: Number.parseFloat(element.style.top), text: element.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    // The editor draws spaces as no-break spaces.
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Moves the cursor; both 1-based. */
  async setCursor(line: number, column: number): Promise<void> {
    const told = this.page.locator('.statusbar-item', {
      hasText: new RegExp(`Ln ${line}, Col ${column}\\b`),
    });
    await actUntil(
      () => told.isVisible(),
      async () => {
        await this.focus();
        await this.quickInput.goTo(line, column);
      },
    );
  }

  /** Types at the cursor, key by key, as a person does: the editor closes brackets and indents as it likes. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(key);
  }

  /** Replaces what a line holds from one column up to another, 1-based, by typing over it. */
  async overtype(line: number, from: number, to: number, text: string): Promise<void> {
    await this.setCursor(line, from);
    for (let column = from; column < to; column++) await this.page.keyboard.press('Shift+ArrowRight');
    await this.page.keyboard.type(text);
  }

  /** Replaces the whole text, in one step that undo takes back, and waits until it shows. */
  async replaceAll(text: string): Promise<void> {
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await this.focus();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press(text === '' ? 'Delete' : 'ControlOrMeta+V');
    const allInView = text.split('\n').length <= LINES_SURELY_IN_VIEW;
    await vi.waitUntil(
      async () => {
        const shown = await this.text();
        // The cursor ends behind the text, so of a long one the end is in view.
        return allInView ? shown === text : text.endsWith(shown);
      },
      { timeout: PATIENCE },
    );
  }

  async undo(): Promise<void> {
    await this.press('ControlOrMeta+Z');
  }

  /** Saves, and waits until the tab no longer marks the file as changed. */
  async save(): Promise<void> {
    await this.press('ControlOrMeta+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** The lenses above each line that has some, top to bottom, as they read: `LR 0.1 | Preview | Train`. */
  async lenses(): Promise<readonly string[]> {
    const texts = await this.root.locator('.codelens-decoration').evaluateAll((elements) =>
      elements
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return texts.map((text) => text.replaceAll('\u00a0', ' ').trim()).filter((text) => text !== '');
  }

  /**
   * Clicks a part of a lens until its effect is there: lenses are drawn anew whenever something changes.
   * @param title its whole text; of several the topmost is clicked
   * @param isFollowed whether the effect is there
   */
  async clickLens(title: string, isFollowed: () => Promise<boolean>): Promise<void> {
    const part = this.root.locator('.codelens-decoration').getByText(title, { exact: true }).first();
    await actUntil(isFollowed, () => part.click(SHORTLY));
  }

  /** Asks for the hover at a place, 1-based. What it holds comes bit by bit: ask the card until it is there. */
  async hover(line: number, column: number): Promise<HoverCard> {
    await this.setCursor(line, column);
    // Out of the way: a card that comes up under the mouse, and grows away from it, is closed by VS Code.
    await this.page.mouse.move(1, 1);
    await this.focus();
    await this.page.keyboard.press('ControlOrMeta+K');
    await this.page.keyboard.press('ControlOrMeta+I');
    return new HoverCard(this.page, this.root);
  }

  /** Suggestions at the cursor, by label. */
  async suggestions(): Promise<readonly string[]> {
    return await this.page.locator('.suggest-widget.visible .monaco-list-row .label-name').allTextContents();
  }

  /** Types a snippet's prefix and takes its suggestion. */
  async insertSnippet(prefix: string): Promise<void> {
    await this.type(prefix);
    await this.page.keyboard.press('ControlOrMeta+Space');
    const row = this.page
      .locator('.suggest-widget.visible .monaco-list-row')
      .filter({ has: this.page.locator('.codicon-symbol-snippet') })
      .filter({ has: this.page.locator('.label-name', { hasText: new RegExp(`^${prefix}$`) }) });
    await row.first().waitFor();
    await actUntil(
      () => row.first().isHidden(),
      () => row.first().click(SHORTLY),
    );
  }

  /** Opens the quick fixes at the cursor by their key, and reads them once they are there. */
  async quickFixes(): Promise<readonly string[]> {
    const rows = this.quickFixRows();
    // The key does nothing while the editor has not yet heard of what is wrong.
    await vi.waitUntil(
      async () => {
        if (await rows.first().isVisible()) return true;
        await this.press('ControlOrMeta+.');
        return false;
      },
      { timeout: PATIENCE, interval: 2_000 },
    );
    return (await rows.locator('.title').allTextContents()).map((title) => title.replaceAll('\u00a0', ' '));
  }

  /** Takes one of the quick fixes that are open, by keyboard. */
  async takeQuickFix(title: string): Promise<void> {
    const row = this.quickFixRows().filter({ hasText: title });
    const presses = await this.quickFixRows().count();
    for (let pressed = 0; !(await row.and(this.page.locator('.focused')).isVisible()); pressed += 1) {
      if (pressed > presses) throw new Error(`no key leads to the quick fix “${title}”`);
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
  }

  private quickFixRows(): Locator {
    return this.page.locator('.action-widget .monaco-list-row.action');
  }

  /** How many places are underlined as errors or warnings. */
  async squiggles(): Promise<number> {
    return await this.root.locator('.squiggly-error, .squiggly-warning').count();
  }
}
