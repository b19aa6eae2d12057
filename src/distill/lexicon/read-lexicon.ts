import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LexiconSource } from '../../core/reading/lexicon-source.ts';
import { readFileBytes } from '../files/read-file-bytes.ts';
import { compileLexicon } from './compile-lexicon.ts';
import { lexiconError, parseLexicon } from './lexicon-document.ts';
import type { LexiconDocument } from './lexicon-document.ts';

/**
 * Reads the lexicon of a domain's folder: `lexicon.yaml`, and every file of `lexicon/`, after those of the
 * folders that they extend. A folder without either has an empty lexicon.
 *
 * @param shared the folder of the domains that ship: `extends` may name them; anything else is a path from `folder`
 * @throws INVALID_LEXICON with file and line; FILE_FAILED for files that cannot be read
 */
export async function readLexicon(folder: string, shared: string): Promise<LexiconSource> {
  const documents: LexiconDocument[] = [];
  await collect(folder, shared, documents, new Set());
  return compileLexicon(documents);
}

/** Appends the files of a folder's lexicon to `documents`, those that it extends first, none twice. */
async function collect(
  folder: string,
  shared: string,
  documents: LexiconDocument[],
  seen: Set<string>,
): Promise<void> {
  if (seen.has(resolve(folder))) return;
  seen.add(resolve(folder));
  const own = await Promise.all(
    lexiconFiles(folder).map(async (path) =>
      parseLexicon(new TextDecoder().decode(await readFileBytes(path)), path),
    ),
  );
  for (const { data, path, lineAt } of own) {
    for (const [index, name] of (data.extends ?? []).entries()) {
      const bases = [...(isPlain(name) ? [join(shared, name)] : []), resolve(folder, name)];
      const base = bases.find((candidate) => lexiconFiles(candidate).length > 0);
      if (base === undefined) {
        const message = `"${name}" is neither a domain that ships nor a folder with a lexicon`;
        throw lexiconError([{ path, line: lineAt(['extends', index]), message }]);
      }
      await collect(base, shared, documents, seen);
    }
  }
  documents.push(...own);
}

function isPlain(name: string): boolean {
  return /^[\w-]+$/.test(name);
}

/** The lexicon files of a folder, in a settled order. */
function lexiconFiles(folder: string): string[] {
  const main = join(folder, 'lexicon.yaml');
  const more = join(folder, 'lexicon');
  return [
    ...(existsSync(main) ? [main] : []),
    ...(existsSync(more) ? readdirSync(more).sort() : [])
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(more, name)),
  ];
}
