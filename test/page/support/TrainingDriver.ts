import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { FromPage } from '../../../src/protocol/preview';
import type { StoredRun } from '../../../src/protocol/training/storedRun';
import type { PreviewDriver } from './PreviewDriver';

/** Milliseconds that a run may take on a machine that has much else to do. */
const RUN_LIMIT = 150_000;

/** The view of training, as a person uses it. */
export class TrainingDriver {
  constructor(readonly preview: PreviewDriver) {}

  get view(): Locator {
    return this.preview.page.locator('.training');
  }

  get canvas(): Locator {
    return this.preview.page.locator('.training-area canvas');
  }

  get train(): Locator {
    return this.view.getByRole('button', { name: 'Train', exact: true });
  }

  get rangeTest(): Locator {
    return this.view.getByRole('button', { name: 'Range test', exact: true });
  }

  get stop(): Locator {
    return this.view.locator('.training-line').getByRole('button', { name: 'Stop' });
  }

  /** Waits until updates are made. On a busy machine the view asks whether to go on; a person who waits says yes. */
  async underWay(): Promise<void> {
    const goOn = this.view.locator('.training-ask').getByRole('button', { name: 'Go on' });
    await expect
      .poll(async () => {
        if (await goOn.isVisible()) await goOn.click();
        return (await this.stop.isVisible()) && /steps\/s/.test(await this.status.innerText());
      })
      .toBe(true);
  }

  get status(): Locator {
    return this.view.locator('.training-status');
  }

  get notices(): Locator {
    return this.view.locator('.notice');
  }

  get problems(): Locator {
    return this.view.locator('.training-problem');
  }

  async open(): Promise<void> {
    await this.preview.page.getByRole('tab', { name: 'Training' }).click();
    await this.view.waitFor();
  }

  /** The problem, by its id, and settings, by the ids of their fields. */
  async set(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [id, value] of Object.entries(fields)) {
      const field = this.preview.page.locator(`#${id}`);
      const folded = this.view.locator('.training-more:not([open]) > summary');
      if (!(await field.isVisible()) && (await folded.count()) > 0) {
        await folded.click();
      }
      if ((await field.evaluate((node) => node.tagName)) === 'SELECT') {
        await field.selectOption(value);
      } else {
        await field.fill(value);
        await field.blur();
      }
    }
  }

  async choose(name: string | RegExp, on = true): Promise<void> {
    await this.view
      .locator('.contestants')
      .getByRole('checkbox', { name, ...(typeof name === 'string' ? { exact: true } : {}) })
      .setChecked(on);
  }

  /** Presses *Train* and waits for the run to be over. */
  async trained(): Promise<StoredRun> {
    const before = (await this.saved()).length;
    await this.train.click();
    return this.finished(before);
  }

  /**
   * Waits until more runs than `before` have been posted, and gives the last. On a machine that has much else to do the page
   * asks whether to go on; it is told so.
   */
  async finished(before: number): Promise<StoredRun> {
    await this.preview.page.waitForFunction(
      (count) => {
        const { lrMessages } = window as unknown as { lrMessages: FromPage[] };
        document.querySelector<HTMLElement>('.training-ask:not([hidden]) button')?.click();
        return lrMessages.filter(({ type }) => type === 'saveRun').length > count;
      },
      before,
      { timeout: RUN_LIMIT },
    );
    const last = (await this.saved()).at(-1);
    if (last === undefined) {
      throw new Error('no run was posted');
    }
    await this.preview.drawn();
    return last;
  }

  async saved(): Promise<readonly StoredRun[]> {
    return (await this.preview.messagesOf('saveRun')).map(({ run }) => run);
  }

  /** The table of results: one object a row, by the column's heading. */
  async table(): Promise<readonly Readonly<Record<string, string>>[]> {
    return this.view.locator('.results').evaluate((table) => {
      const headings = [...table.querySelectorAll('thead th')].map(({ textContent }) => textContent);
      return [...table.querySelectorAll('tbody tr')].map((row) =>
        Object.fromEntries([...row.children].map((cell, i) => [headings[i] ?? '', cell.textContent])),
      );
    });
  }

  /** How many pixels of the chart have a colour, in its upper and its lower half. */
  async pixels(colour: string): Promise<{ readonly upper: number; readonly lower: number }> {
    await this.preview.drawn();
    return this.canvas.evaluate((canvas: HTMLCanvasElement, wanted) => {
      const context = canvas.getContext('2d');
      const parts = [1, 3, 5].map((at) => Number.parseInt(wanted.slice(at, at + 2), 16));
      const { width, height } = canvas;
      const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      const found = { upper: 0, lower: 0 };
      for (let i = 0; i < data.length; i += 4) {
        const isNear =
          parts.every((part, j) => Math.abs((data[i + j] ?? 0) - part) < 24) && (data[i + 3] ?? 0) > 90;
        if (isNear) {
          found[i / 4 / width < height / 2 ? 'upper' : 'lower'] += 1;
        }
      }
      return found;
    }, colour);
  }

  /** The mean heights of a line in the upper half of the chart, column by column: 0 at the bottom of the canvas, 1 at its top. */
  async curve(colour: string): Promise<readonly number[]> {
    await this.preview.drawn();
    return this.canvas.evaluate((canvas: HTMLCanvasElement, wanted) => {
      const context = canvas.getContext('2d');
      const parts = [1, 3, 5].map((at) => Number.parseInt(wanted.slice(at, at + 2), 16));
      const { width, height } = canvas;
      const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      const heights: number[] = [];
      for (let x = 0; x < width; x += 1) {
        let sum = 0;
        let count = 0;
        for (let y = 0; y < height / 2; y += 1) {
          const i = 4 * (y * width + x);
          if (parts.every((part, j) => Math.abs((data[i + j] ?? 0) - part) < 24) && (data[i + 3] ?? 0) > 90) {
            sum += y;
            count += 1;
          }
        }
        if (count > 0) {
          heights.push(1 - sum / count / height);
        }
      }
      return heights;
    }, colour);
  }
}
