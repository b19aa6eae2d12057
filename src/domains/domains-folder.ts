import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds the domains that ship: this one among the sources, `domains/` beside the program once it
 * is bundled.
 */
export function domainsFolder(): string {
  const bundled = fileURLToPath(new URL('./domains', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('.', import.meta.url));
}
