import { cpSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = /\.(?:yaml|md|jsonl|json|csv|txt)$/u;

/** Copies what the domains hold beside their code to a folder: a bundled program looks for it in `domains/` beside it. */
export function copyDomainData(to) {
  const from = fileURLToPath(new URL('.', import.meta.url));
  for (const path of readdirSync(from, { recursive: true })) {
    const isData = DATA.test(path) && !basename(path).startsWith('tsconfig');
    if (isData) cpSync(join(from, path), join(to, path));
  }
}
