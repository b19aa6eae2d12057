import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Copies the page of the review to a folder: a bundled program looks for it in `review/` beside it. */
export function copyReviewPage(to) {
  const from = fileURLToPath(new URL('./page/', import.meta.url));
  for (const name of readdirSync(from)) {
    if (/\.(?:html|css|js)$/u.test(name)) cpSync(join(from, name), join(to, name));
  }
}
