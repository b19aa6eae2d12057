import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the page's files: beside this file among the sources, `review/` beside the program once it is bundled. */
export function pageFolder(): string {
  const bundled = fileURLToPath(new URL('./review', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('./page', import.meta.url));
}
