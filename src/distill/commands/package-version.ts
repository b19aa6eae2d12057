import { readFileSync } from 'node:fs';

/** The version of this package; the code may lie in its sources or in its bundles. */
export function packageVersion(): string {
  for (const path of ['../package.json', '../../package.json', '../../../package.json']) {
    try {
      const { name, version } = JSON.parse(
        readFileSync(new URL(path, import.meta.url), 'utf8'),
      ) as { name?: string; version?: string };
      if (name === 'pocketrank' && version !== undefined) return version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}
