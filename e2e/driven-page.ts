import type { Page as ChromiumPage } from 'playwright';
import type { Page as FirefoxPage } from 'puppeteer-core';

/** A page in any of the browsers, driven alike. */
export interface DrivenPage {
  open(url: string): Promise<void>;
  /** Runs the body of an asynchronous function; `args` as `arguments`. Its error is thrown here. */
  run<T>(body: string, ...args: unknown[]): Promise<T>;
  close(): Promise<void>;
}

/** A page of Playwright's Chromium, or of Puppeteer's Firefox. */
export function drive(page: ChromiumPage | FirefoxPage): DrivenPage {
  return {
    open: async (url) => void (await page.goto(url)),
    run: <T>(body: string, ...args: unknown[]) =>
      (page as ChromiumPage).evaluate<T>(
        `(async function () { ${body} }).apply(null, ${JSON.stringify(args)})`,
      ),
    close: () => page.close(),
  };
}
