import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DATA = /\.(?:yaml|md|jsonl|json|csv|txt)$/u;

/**
 * Copies what the domains hold beside their code to a folder: a bundled program looks for it in `domains/` beside it.
 *
 * @param isPacked whether tables, which nobody reads as they are, are written as gzip
 */
export function copyDomainData(to, isPacked = false) {
  const from = fileURLToPath(new URL('.', import.meta.url));
  for (const path of readdirSync(from, { recursive: true })) {
    if (!DATA.test(path) || basename(path).startsWith('tsconfig')) continue;
    if (!isPacked || !path.endsWith('.jsonl')) {
      cpSync(join(from, path), join(to, path));
      continue;
    }
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, `${path}.gz`), gzipSync(readFileSync(join(from, path)), { level: 9 }));
  }
}
