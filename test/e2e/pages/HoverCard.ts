import type { Locator, Page } from 'playwright-core';

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

  async clickLink(text: string): Promise<void> {
    await this.root.locator('a', { hasText: text }).first().click();
  }

  async dismiss(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.root.waitFor({ state: 'hidden' });
  }
}
