import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { launchBrowser, type OpenOptions, PreviewDriver } from './PreviewDriver';
import { PageServer } from './pageServer';
import { builtForTests } from './places';

/** What the tests of a file share: one browser, one server, and pages that are closed after each test. */
export class PageSession {
  private browser: Browser | null = null;
  private pages: PageServer | null = null;
  private readonly open: PreviewDriver[] = [];
  /** Set by a test in which the page is meant to report failures of its own. */
  failuresExpected = false;

  get server(): PageServer {
    if (this.pages === null) {
      throw new Error('the session has not begun');
    }
    return this.pages;
  }

  async preview(options: OpenOptions = {}): Promise<PreviewDriver> {
    if (this.browser === null) {
      throw new Error('the session has not begun');
    }
    const driver = await PreviewDriver.open(this.browser, this.server, options);
    this.open.push(driver);
    return driver;
  }

  async begin(): Promise<void> {
    this.browser = await launchBrowser(inject('chromium'));
    this.pages = await PageServer.start(builtForTests);
  }

  /** Closes the pages, each of which must have gone without an error of its own. */
  async closePages(): Promise<void> {
    const drivers = this.open.splice(0);
    const errors = await Promise.all(drivers.map((driver) => driver.errors()));
    await Promise.all(drivers.map((driver) => driver.close()));
    if (!this.failuresExpected) {
      expect(errors.flat()).toEqual([]);
    }
    this.failuresExpected = false;
  }

  async end(): Promise<void> {
    await this.browser?.close();
    await this.pages?.stop();
  }
}

/** Begins and ends a session with the tests of the file that calls it. */
export function pageSession(): PageSession {
  const session = new PageSession();
  beforeAll(() => session.begin());
  afterEach(() => session.closePages());
  afterAll(() => session.end());
  return session;
}
