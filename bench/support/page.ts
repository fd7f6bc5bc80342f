import type { Browser, Page } from 'playwright-core';
import { provideChromium } from '../../tools/chromium.mjs';
import { PageServer } from '../../test/page/support/pageServer';
import { builtToShip } from '../../test/page/support/places';
import { launchBrowser, type OpenOptions, PreviewDriver } from '../../test/page/support/PreviewDriver';

/** The preview page in Chromium, with all that has to be closed behind it. */
export class PreviewBench implements AsyncDisposable {
  private constructor(
    readonly preview: PreviewDriver,
    private readonly browser: Browser,
    private readonly server: PageServer,
  ) {}

  static async open(options: OpenOptions = {}): Promise<PreviewBench> {
    const browser = await launchBrowser(await provideChromium());
    const server = await PageServer.start(builtToShip);
    return new PreviewBench(await PreviewDriver.open(browser, server, options), browser, server);
  }

  get page(): Page {
    return this.preview.page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }
}

/**
 * Milliseconds on the machine's clock at which the page first showed a picture whose words hold a text: after the frame
 * in which it was drawn.
 */
export function drawnWith(page: Page, words: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const canvas = document.querySelector('canvas');
        const isThere = (): boolean => canvas?.getAttribute('aria-label')?.includes(wanted) === true;
        const afterFrame = (): void => {
          requestAnimationFrame(() => {
            // A task after the frame's callbacks: the picture has been made.
            setTimeout(() => {
              resolve(performance.timeOrigin + performance.now());
            });
          });
        };
        if (canvas === null || isThere()) {
          afterFrame();
          return;
        }
        const observer = new MutationObserver(() => {
          if (isThere()) {
            observer.disconnect();
            afterFrame();
          }
        });
        observer.observe(canvas, { attributes: true, attributeFilter: ['aria-label'] });
      }),
    words,
  );
}

/** The same clock in this process. */
export function machineTime(): number {
  return performance.timeOrigin + performance.now();
}
