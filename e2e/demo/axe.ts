import axe from 'axe-core';
import type { Page } from 'playwright';

/** What axe finds wrong with the page as it stands. */
export async function violations(page: Page): Promise<string[]> {
  // The page's own policy forbids scripts from elsewhere, as it should; this one is put in by the browser.
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
    }),
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary}`),
  );
}
