import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { headlessFlags } from '../../../tools/chromium.mjs';
import type { FromPage, PageState, PreviewSnapshot } from '../../../src/protocol/preview';
import type { ThemeKind } from '../../../src/protocol/server';
import type { PageServer } from './pageServer';
import { THEMES } from './themes';

/** What the stand-in of the extension keeps in the page. */
interface HostWindow {
  lrMessages: FromPage[];
  lrState: unknown;
  acquireVsCodeApi: () => unknown;
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeKind;
  readonly state?: PageState | null;
}

/** Starts the browser that all pages of a test file share. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...headlessFlags] });
}

/** The preview page with the part of the extension played by the test: it sends snapshots and hears messages. */
export class PreviewDriver {
  private constructor(
    readonly page: Page,
    private readonly uncaught: readonly string[],
  ) {}

  static async open(browser: Browser, server: PageServer, options: OpenOptions = {}): Promise<PreviewDriver> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 700, height: options.height ?? 800 },
    });
    const page = await context.newPage();
    const uncaught: string[] = [];
    page.on('pageerror', (error) => uncaught.push(error.message));
    await page.addInitScript((state) => {
      const host = window as unknown as HostWindow;
      host.lrMessages = [];
      host.lrState = state;
      host.acquireVsCodeApi = () => ({
        postMessage: (message: FromPage) => {
          host.lrMessages.push(structuredClone(message));
        },
        getState: () => host.lrState,
        setState: (saved: PageState) => {
          host.lrState = structuredClone(saved);
        },
      });
    }, options.state ?? null);
    await page.goto(`${server.origin}/`);
    const driver = new PreviewDriver(page, uncaught);
    await driver.setTheme(options.theme ?? 'dark');
    await driver.waitForMessage('ready');
    return driver;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Errors that nobody caught, and those that the page told the extension. */
  async errors(): Promise<readonly string[]> {
    return [...this.uncaught, ...(await this.messagesOf('failed')).map(({ message }) => message)];
  }

  /** Changes the theme as VS Code does: variables on the root, a class on the body. */
  async setTheme(kind: ThemeKind): Promise<void> {
    await this.page.evaluate(
      ({ kind, values }) => {
        const { style } = document.documentElement;
        style.cssText = '';
        for (const [name, value] of Object.entries(values)) {
          style.setProperty(`--vscode-${name}`, value);
        }
        const names =
          kind === 'high-contrast-light'
            ? ['vscode-high-contrast', 'vscode-high-contrast-light']
            : [`vscode-${kind}`];
        document.body.className = names.join(' ');
      },
      { kind, values: THEMES[kind] },
    );
  }

  /** Hides the page or shows it again, as far as the page can tell. */
  async setHidden(hidden: boolean): Promise<void> {
    await this.page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  }

  /** Sends a snapshot. */
  async show(snapshot: PreviewSnapshot): Promise<void> {
    await this.page.evaluate((message) => {
      window.postMessage(message, '*');
    }, snapshot);
  }

  async messagesOf<T extends FromPage['type']>(type: T): Promise<readonly Extract<FromPage, { type: T }>[]> {
    const isWanted = (message: FromPage): message is Extract<FromPage, { type: T }> => message.type === type;
    // Left out in the page already: some messages hold whole runs.
    const messages: readonly FromPage[] = await this.page.evaluate(
      (wanted) => (window as unknown as HostWindow).lrMessages.filter((message) => message.type === wanted),
      type as string,
    );
    return messages.filter(isWanted);
  }

  /** Waits for a message of a type, and gives the last of them. */
  async waitForMessage<T extends FromPage['type']>(type: T): Promise<Extract<FromPage, { type: T }>> {
    await this.page.waitForFunction(
      (wanted) => (window as unknown as HostWindow).lrMessages.some((message) => message.type === wanted),
      type,
    );
    const last = (await this.messagesOf(type)).at(-1);
    if (last === undefined) {
      throw new Error(`no message of type ${type}`);
    }
    return last;
  }

  async state(): Promise<unknown> {
    return this.page.evaluate(() => (window as unknown as HostWindow).lrState);
  }

  get text(): Locator {
    return this.page.locator('body');
  }

  get canvas(): Locator {
    return this.page.locator('.plot canvas');
  }

  /** The focusable layer over the curves. */
  get crosshair(): Locator {
    return this.page.getByRole('slider', { name: 'Crosshair' });
  }

  get stepBox(): Locator {
    return this.page.locator('#step-box');
  }

  get readout(): Locator {
    return this.page.locator('.readout');
  }

  get notices(): Locator {
    return this.page.locator('.notice');
  }

  get plotProblems(): Locator {
    return this.page.locator('.plot-notes .problem');
  }

  field(name: 'horizon' | 'stepsPerEpoch'): Locator {
    return this.page.locator(`[data-field="${name}"]`);
  }

  checkbox(name: string): Locator {
    return this.page.getByRole('checkbox', { name: `Show ${name}`, exact: true });
  }

  /** A row of the statistics, as text by series. */
  statistics(row: string): Locator {
    return this.page
      .locator('.statistics tbody tr')
      .filter({ has: this.page.getByRole('rowheader', { name: row, exact: true }) })
      .locator('td');
  }

  /** The picture of the chart in words, which names the curve that is drawn. */
  async summary(): Promise<string> {
    return (await this.canvas.getAttribute('aria-label')) ?? '';
  }

  /** Waits until the schedule whose details are open has been computed by the page's own worker. */
  async waitForWorker(): Promise<void> {
    await this.page.locator('.details[data-host="webview"]').waitFor();
    await this.drawn();
  }

  /** Waits until two frames have been drawn, so that what was asked for before is on the canvas. */
  async drawn(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              resolve();
            });
          });
        }),
    );
  }

  /**
   * Where a curve is on the canvas: by column the mean height of the pixels in its colour, from 0 at the bottom of the
   * canvas to 1 at its top. Columns without such a pixel are left out.
   */
  async curve(colour: string): Promise<readonly { readonly x: number; readonly y: number }[]> {
    await this.drawn();
    return this.canvas.evaluate((canvas: HTMLCanvasElement, wanted) => {
      const context = canvas.getContext('2d');
      const red = Number.parseInt(wanted.slice(1, 3), 16);
      const green = Number.parseInt(wanted.slice(3, 5), 16);
      const blue = Number.parseInt(wanted.slice(5, 7), 16);
      const { width, height } = canvas;
      const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      const found: { x: number; y: number }[] = [];
      for (let x = 0; x < width; x += 1) {
        let sum = 0;
        let count = 0;
        for (let y = 0; y < height; y += 1) {
          const at = (y * width + x) * 4;
          const isNear =
            Math.abs((pixels[at] ?? 0) - red) < 24 &&
            Math.abs((pixels[at + 1] ?? 0) - green) < 24 &&
            Math.abs((pixels[at + 2] ?? 0) - blue) < 24 &&
            (pixels[at + 3] ?? 0) > 90;
          if (isNear) {
            sum += y;
            count += 1;
          }
        }
        if (count > 0) {
          found.push({ x: x / width, y: 1 - sum / count / height });
        }
      }
      return found;
    }, colour);
  }

  /** Puts the pointer over the plot, at parts of its width and height. */
  async point(x: number, y = 0.5): Promise<void> {
    const { left, top, width, height } = await this.plotBox();
    await this.page.mouse.move(left + width * x, top + height * y);
  }

  async drag(from: number, to: number): Promise<void> {
    const { left, top, width, height } = await this.plotBox();
    const y = top + height / 2;
    await this.page.mouse.move(left + width * from, y);
    await this.page.mouse.down();
    await this.page.mouse.move(left + width * ((from + to) / 2), y);
    await this.page.mouse.move(left + width * to, y);
    await this.page.mouse.up();
  }

  private async plotBox(): Promise<{ left: number; top: number; width: number; height: number }> {
    const box = await this.crosshair.boundingBox();
    if (box === null) {
      throw new Error('the plot is not shown');
    }
    return { left: box.x, top: box.y, width: box.width, height: box.height };
  }

  async screenshot(path: string): Promise<void> {
    await this.drawn();
    await this.page.screenshot({ path });
  }
}
