import type { Page } from 'playwright-core';

/** The messages at the lower right of the window. */
export class Notifications {
  constructor(private readonly page: Page) {}

  async texts(): Promise<readonly string[]> {
    return await this.page.locator('.notification-toast .notification-list-item-message').allTextContents();
  }

  async press(button: string): Promise<void> {
    await this.page.locator('.notification-toast .monaco-button', { hasText: button }).first().click();
  }
}
