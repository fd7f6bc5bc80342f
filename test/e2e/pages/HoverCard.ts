import type { Locator, Page } from 'playwright-core';
import { actUntil, SHORTLY } from './actUntil';

/** A picture in a hover. */
export interface HoverImage {
  readonly alt: string;
  /** Pixels of the picture itself; 0 when it did not load. */
  readonly width: number;
  readonly height: number;
  /** Its address, which holds the picture itself. */
  readonly source: string;
}

/** The hover that shows over an editor's text. */
export class HoverCard {
  private readonly root: Locator;

  constructor(
    private readonly page: Page,
    editor: Locator,
  ) {
    this.root = editor.locator('.monaco-resizable-hover .monaco-hover:not(.hidden)');
  }

  async shown(): Promise<void> {
    await this.root.waitFor();
  }

  /** All it says, all providers together; empty when there is none. */
  async text(): Promise<string> {
    const texts = await this.root.allInnerTexts();
    return texts.join('\n').replaceAll('\u00a0', ' ').trim();
  }

  async images(): Promise<readonly HoverImage[]> {
    return await this.root.locator('img').evaluateAll((images) =>
      images.map((image) => {
        const { alt, naturalWidth: width, naturalHeight: height, src: source } = image as HTMLImageElement;
        return { alt, width, height, source };
      }),
    );
  }

  /** The texts of its links. */
  async links(): Promise<readonly string[]> {
    return await this.root.locator('a').allTextContents();
  }

  /**
   * Clicks a link until its effect is there.
   * @param isFollowed whether it is
   */
  async clickLink(text: string, isFollowed: () => Promise<boolean>): Promise<void> {
    const link = this.root.locator('a', { hasText: text }).first();
    await link.waitFor();
    await actUntil(isFollowed, async () => {
      // A card that has closed has heard the click.
      if (await link.isVisible()) await link.click(SHORTLY);
    });
  }

  async dismiss(): Promise<void> {
    await actUntil(
      async () => (await this.root.filter({ visible: true }).count()) === 0,
      () => this.page.keyboard.press('Escape'),
    );
  }
}
