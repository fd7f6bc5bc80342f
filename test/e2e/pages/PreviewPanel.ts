import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The preview beside the code: what is inside its page, through the two frames that VS Code wraps it in. */
export class PreviewPanel {
  private readonly content: FrameLocator;

  constructor(private readonly page: Page) {
    this.content = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Waits until the page has drawn a chart. */
  async shown(): Promise<void> {
    await this.chart().waitFor();
  }

  async isOpen(): Promise<boolean> {
    return (await this.page.locator('iframe.webview').count()) > 0;
  }

  /** All text of the page, as a person reads it. */
  async text(): Promise<string> {
    return await this.content.locator('body').innerText();
  }

  /** The share of the chart's pixels that hold any colour; 0 for a chart that was not drawn. */
  async inkedShare(): Promise<number> {
    return await this.chart().evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let inked = 0;
      for (let alpha = 3; alpha < pixels.length; alpha += 4) if (pixels[alpha] !== 0) inked++;
      return inked / (canvas.width * canvas.height);
    });
  }

  private chart(): Locator {
    return this.content.locator('canvas').first();
  }
}
