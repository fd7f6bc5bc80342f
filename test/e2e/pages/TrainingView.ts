import type { FrameLocator, Locator } from 'playwright-core';
import { SHORTLY } from './actUntil';
import { heightsOfCurve } from './curvePixels';

/** What a person sets before a training; what is left out stays as it is. */
export interface TrainingChoices {
  /** As the list calls it: `Two moons`. */
  readonly problem?: string;
  /** Updates to make. */
  readonly steps?: number;
}

/** The view of the preview in which schedules are tried on a training. */
export class TrainingView {
  private readonly root: Locator;

  constructor(private readonly content: FrameLocator) {
    this.root = content.locator('.training');
  }

  async shown(): Promise<void> {
    await this.root.waitFor();
  }

  async isShown(): Promise<boolean> {
    return await this.root.isVisible();
  }

  /** Names of what can be trained, with those that are chosen. */
  async chosen(): Promise<readonly string[]> {
    const rows = this.root.locator('.contestant', {
      has: this.content.locator('input[type=checkbox]:checked'),
    });
    return await rows.locator('.contestant-name').allTextContents();
  }

  /** Chooses a schedule or a constant rate to train, by a part of its name. */
  async choose(name: string | RegExp, on = true): Promise<void> {
    await this.root.locator('.contestants').getByRole('checkbox', { name }).setChecked(on);
  }

  async set({ problem, steps }: TrainingChoices): Promise<void> {
    if (problem !== undefined) {
      await this.root.getByLabel('Problem to train on').selectOption({ label: problem });
    }
    if (steps !== undefined) {
      const field = this.root.getByLabel('Steps', { exact: true });
      await field.fill(String(steps));
      await field.press('Enter');
    }
  }

  /** Presses a button of the view, by its whole name. */
  async press(button: string): Promise<void> {
    await this.root.getByRole('button', { name: button, exact: true }).first().click();
  }

  async canPress(button: string): Promise<boolean> {
    return await this.root.getByRole('button', { name: button, exact: true }).first().isEnabled();
  }

  /** Stops the training that is under way. The question whether to go on has a button of that name, too. */
  async stop(): Promise<void> {
    await this.root.locator('.training-line').getByRole('button', { name: 'Stop' }).click();
  }

  /** The line over the chart: how far the training is, or how it ended. */
  async status(): Promise<string> {
    return await this.root.locator('.training-status').innerText();
  }

  /** Updates made so far, all runs together; null while none is under way. Goes on where the view asks. */
  async stepsDone(): Promise<number | null> {
    await this.goOnIfAsked();
    const [, done] = /^([\d,]+) of [\d,]+ steps/.exec(await this.status()) ?? [];
    return done === undefined ? null : Number(done.replaceAll(',', ''));
  }

  /** The strips above the form. */
  async notices(): Promise<readonly string[]> {
    return await this.root.locator('.notice > span').allInnerTexts();
  }

  /** What went wrong with the runs that are shown. */
  async problems(): Promise<readonly string[]> {
    return await this.root.locator('.training-problem').allInnerTexts();
  }

  /** The table of results, best first: one cell by the heading of its column. */
  async results(): Promise<readonly Readonly<Record<string, string>>[]> {
    return await this.root.locator('table.results').evaluate((table) => {
      const headings = [...table.querySelectorAll('thead th')].map(({ textContent }) => textContent);
      const text = (cell: Element): string =>
        cell.querySelector('.contestant-name, .rate')?.textContent ?? cell.textContent;
      return [...table.querySelectorAll('tbody tr')].map((row) =>
        Object.fromEntries([...row.children].map((cell, column) => [headings[column] ?? '', text(cell)])),
      );
    });
  }

  /** What is said of the problem that is trained on. */
  async sentence(): Promise<string> {
    return await this.root.locator('.training-setup .training-sentence').innerText();
  }

  /**
   * How each contestant's runs are or ended, in the order of the table: `running`, `complete`. On a busy machine the view
   * may ask whether to go on with what takes long; a person who waits for the end says yes.
   */
  async ends(): Promise<readonly (string | undefined)[]> {
    await this.goOnIfAsked();
    return (await this.results()).map(({ End }) => End);
  }

  /** Of a contestant's lines as they are drawn, where they have pixels: one answer for each place from 0 to 1. */
  async isDrawnAt(contestant: string, fractions: readonly number[]): Promise<readonly boolean[]> {
    const colour = await this.root
      .locator('.training-legend-item', { has: this.content.getByText(contestant, { exact: true }) })
      .locator('.swatch')
      .first()
      .evaluate((swatch) => getComputedStyle(swatch).color);
    const heights = await this.root
      .locator('.training-area canvas')
      .evaluate(heightsOfCurve, { colour, fractions });
    return heights.map((height) => height !== null);
  }

  /** What the range test suggests; empty while it suggests nothing. Goes on where the view asks, as `ends` does. */
  async suggestion(): Promise<string> {
    await this.goOnIfAsked();
    const panel = this.root.locator('.range-rates:visible');
    return (await panel.count()) === 0 ? '' : await panel.innerText();
  }

  /** The titles of the runs that are kept, newest first. */
  async recentRuns(): Promise<readonly string[]> {
    return await this.root.locator('.runs-region .run-title').allTextContents();
  }

  /** Opens, repeats or deletes the newest of the runs that are kept. */
  async withNewestRun(action: 'Open' | 'Repeat' | 'Delete'): Promise<void> {
    const region = this.root.locator('.runs-region');
    if (!(await region.evaluate((details: HTMLDetailsElement) => details.open))) {
      await region.locator('summary').click();
    }
    await region.locator('.run').first().getByRole('button', { name: action }).click();
  }

  private async goOnIfAsked(): Promise<void> {
    const button = this.root.locator('.training-ask:visible').getByRole('button', { name: 'Go on' });
    // The question may be withdrawn meanwhile, when the training ends.
    if ((await button.count()) > 0) await button.click(SHORTLY);
  }
}
