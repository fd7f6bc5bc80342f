import type { Locator, Page } from 'playwright-core';
import { actUntil, SHORTLY } from './actUntil';

/** How long the palette is shown before it is opened anew: it does not learn of commands contributed meanwhile. */
const PALETTE_PATIENCE = 3_000;
const PALETTE_ATTEMPTS = 10;

/** The box at the top of the window: palette, quick open, pick lists and questions. */
export class QuickInput {
  private readonly widget: Locator;
  private readonly input: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Opens the palette, in which nothing is entered yet. A box that is still closing from before holds something else. */
  async open(): Promise<void> {
    await actUntil(
      async () => (await this.input.isVisible()) && (await this.value()) === '>',
      () => this.page.keyboard.press('F1'),
    );
  }

  /** Enters a text and takes the row of exactly that label. */
  async accept(text: string, label: string): Promise<void> {
    await this.input.fill(text);
    await this.take(label, text);
  }

  /** Takes a row of the list that is open, as it is. */
  async pick(label: string): Promise<void> {
    await this.row(label).waitFor();
    await this.take(label, await this.value());
  }

  /** Answers the question that is open. What becomes of the answer, the caller knows: a wrong one stays. */
  async answer(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** The labels of the list that is open. */
  async labels(): Promise<readonly string[]> {
    await this.input.waitFor();
    // A row's description below its label is a label of the same kind.
    return await this.rows().locator('.quick-input-list-row:first-child .label-name').allTextContents();
  }

  /** What the open question says below its box, be it a prompt or a complaint; empty when it says nothing. */
  async message(): Promise<string> {
    return (await this.widget.locator('.quick-input-message').textContent()) ?? '';
  }

  /** Waits until the question of this title is open. */
  async asked(title: string): Promise<void> {
    await this.question(title).waitFor();
  }

  /** Whether the question of this title is open. */
  async isAsked(title: string): Promise<boolean> {
    return await this.question(title).isVisible();
  }

  /** Chooses a file in the dialog for files of this title. */
  async chooseFile(title: string, file: string, button: string): Promise<void> {
    const dialog = this.widget.locator('.quick-input-title', { hasText: title });
    await dialog.waitFor();
    // The dialog enters paths by itself while it reads folders.
    await actUntil(
      async () => !(await dialog.isVisible()),
      async () => {
        await this.input.fill(file, SHORTLY);
        await this.widget.locator('.quick-input-action .monaco-button', { hasText: button }).click(SHORTLY);
      },
    );
  }

  /** What stands in the box. */
  async value(): Promise<string> {
    return await this.input.inputValue();
  }

  /** Presses a button beside the box. */
  async press(button: string): Promise<void> {
    await this.widget.locator('.quick-input-action .monaco-button', { hasText: button }).click();
  }

  async dismiss(): Promise<void> {
    await actUntil(
      () => this.widget.isHidden(),
      () => this.page.keyboard.press('Escape'),
    );
  }

  async runCommand(title: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await this.open();
      await this.input.fill(`>${title}`);
      const row = this.row(title);
      const found = await row.waitFor({ timeout: PALETTE_PATIENCE }).then(
        () => true,
        () => false,
      );
      if (found) {
        await this.take(title, `>${title}`);
        return;
      }
      const offered = await this.labels();
      await this.dismiss();
      if (attempt === PALETTE_ATTEMPTS) {
        throw new Error(`The palette has no command "${title}"; it offers: ${offered.join(', ')}`);
      }
    }
  }

  async offersCommand(title: string): Promise<boolean> {
    await this.open();
    await this.input.fill(`>${title}`);
    // The palette always shows something: the likest commands, or a row that says there are none.
    await this.rows().first().waitFor();
    const labels = await this.labels();
    await this.dismiss();
    return labels.includes(title);
  }

  /** Goes to a place in the editor that has the focus, unless the box is lost on the way; both 1-based. */
  async goTo(line: number, column: number): Promise<void> {
    await this.open();
    await this.input.fill(`:${line}:${column}`, SHORTLY);
    await this.input.press('Enter', SHORTLY);
    await this.widget.waitFor({ state: 'hidden', ...SHORTLY });
  }

  /**
   * Clicks a row until the list is left, be it for the next question.
   * @param text what the box holds beside the list
   */
  private async take(label: string, text: string): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    await actUntil(
      async () => (await row.isHidden()) || (await this.value()) !== text,
      () => row.click(SHORTLY),
    );
  }

  private question(title: string): Locator {
    return this.widget.locator('.quick-input-title', { hasText: title });
  }

  private rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row');
  }

  private row(label: string): Locator {
    const exactly = new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    return this.rows()
      .filter({ has: this.page.locator('.label-name', { hasText: exactly }) })
      .first();
  }
}
