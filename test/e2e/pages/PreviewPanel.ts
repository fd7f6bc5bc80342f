import type { FrameLocator, Locator, Page } from 'playwright-core';
import { TrainingView } from './TrainingView';
import { heightsOfCurve } from './curvePixels';

/** The preview beside the code: what is inside its page, through the two frames that VS Code wraps it in. */
export class PreviewPanel {
  /** The view of the second tab. */
  readonly training: TrainingView;
  private readonly content: FrameLocator;

  constructor(private readonly page: Page) {
    // A panel behind another keeps its page, so that a training in it goes on.
    this.content = page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
    this.training = new TrainingView(this.content);
  }

  /** Waits until the page shows its chart. */
  async shown(): Promise<void> {
    await this.chart().waitFor();
  }

  /** Whether the page shows its chart. */
  async isShown(): Promise<boolean> {
    return await this.chart().isVisible();
  }

  /** The name of the tab whose view is seen. */
  async view(): Promise<string> {
    return (await this.content.getByRole('tab', { selected: true }).textContent()) ?? '';
  }

  /** Shows the view of a tab. */
  async showView(name: 'Curve' | 'Training'): Promise<void> {
    await this.content.getByRole('tab', { name, exact: true }).click();
  }

  /** How many previews are open in this window, seen or not. */
  async count(): Promise<number> {
    return await this.page.locator('iframe.webview').count();
  }

  /** All text of the page, as a person reads it. */
  async text(): Promise<string> {
    return await this.content.locator('body').innerText();
  }

  /** The kind of theme that VS Code tells the page: `vscode-light`, `vscode-dark`, `vscode-high-contrast`. */
  async theme(): Promise<string | null> {
    return await this.content.locator('body').getAttribute('data-vscode-theme-kind');
  }

  /** The shown curves in words, as a screen reader hears the chart; empty while there is none. */
  async summary(): Promise<string> {
    return (await this.chart().getAttribute('aria-label')) ?? '';
  }

  /** Names of all schedules of the file. */
  async schedules(): Promise<readonly string[]> {
    return await this.content.locator('.schedule-name').allTextContents();
  }

  /** Names of the schedules whose curves are drawn. */
  async shownSchedules(): Promise<readonly string[]> {
    const rows = this.content.locator('.schedule').filter({ has: this.page.locator('input:checked') });
    return await rows.locator('.schedule-name').allTextContents();
  }

  /** Shows or hides the curve of a schedule. */
  async toggle(name: string): Promise<void> {
    await this.content.getByRole('checkbox', { name: `Show ${name}` }).click();
  }

  /** A row of the statistics, one cell a shown schedule: `Highest` → `['1e-3step 500']`. Empty when there is none. */
  async statistics(row: string): Promise<readonly string[]> {
    const rows = this.content.locator('table.statistics tr');
    return await rows
      .filter({ has: this.page.locator('th[scope=row]', { hasText: row }) })
      .locator('td')
      .allTextContents();
  }

  /** Asks for the rates at a step or epoch by the box above the chart. */
  async pin(at: number): Promise<void> {
    const box = this.content.locator('#step-box');
    await box.fill(String(at));
    await box.press('Enter');
  }

  async setHorizon(steps: number): Promise<void> {
    const field = this.content.getByLabel('Horizon');
    await field.fill(String(steps));
    await field.press('Enter');
  }

  /** The horizon and where it came from. */
  async horizon(): Promise<{ readonly value: string; readonly from: string }> {
    const row = this.content.locator('[data-field=horizon]');
    const value = await row.locator('input').inputValue();
    return { value, from: await row.locator('.timeline-origin').innerText() };
  }

  async showLogarithmic(on: boolean): Promise<void> {
    await this.content.getByLabel('Log scale').setChecked(on);
  }

  async isLogarithmic(): Promise<boolean> {
    return await this.content.getByLabel('Log scale').isChecked();
  }

  /** Points at the chart, and reads the line that tells step and rates there. */
  async readAt(fraction: number): Promise<string> {
    const box = await this.chart().boundingBox();
    if (box === null) throw new Error('There is no chart to point at.');
    await this.page.mouse.move(box.x + box.width * fraction, box.y + box.height / 2);
    return await this.content.locator('.readout').innerText();
  }

  /** Zooms in about the middle of the chart. */
  async zoomIn(): Promise<void> {
    await this.content.getByRole('button', { name: 'Zoom in' }).click();
  }

  /** Whether the chart shows less than all. */
  async isZoomed(): Promise<boolean> {
    return await this.content.getByRole('button', { name: 'Reset zoom' }).isEnabled();
  }

  /** What is wrong with the shown schedules, where it began included. */
  async problems(): Promise<readonly string[]> {
    return await this.content.locator('.plot-notes .problem').allInnerTexts();
  }

  async press(button: string): Promise<void> {
    await this.content.getByRole('button', { name: button }).click();
  }

  /** The strips above the chart, and what stands in its place. */
  async notices(): Promise<readonly string[]> {
    return await this.content.locator('.notice > span:visible, .empty > p:visible').allInnerTexts();
  }

  /**
   * The height of the first schedule's curve as it is drawn, read from the chart's pixels.
   * @param fractions where, from 0 at the left end of the curve to 1 at its right end
   * @returns from 0 at the curve's lowest pixel to 1 at its highest; null where the curve has no pixel
   */
  async curveHeights(fractions: readonly number[]): Promise<readonly (number | null)[]> {
    const colour = await this.content
      .locator('.schedule.focused .swatch')
      .evaluate((swatch) => getComputedStyle(swatch).color);
    return await this.chart().evaluate(heightsOfCurve, { colour, fractions });
  }

  private chart(): Locator {
    return this.content.locator('.plot canvas');
  }
}
