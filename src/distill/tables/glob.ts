import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a path has wildcards: `*`, `?`, `[abc]`, `{a,b}`. */
export function isGlob(path: string): boolean {
  return /[*?]|\[[^\]]+\]|\{[^}]*,[^}]*\}/.test(path);
}

/**
 * The files and folders that a pattern names, in the order of their names: `*` and `?` within a name, `[abc]`,
 * `{a,b}`, and `**` for any depth of folders. Hidden ones are passed over; what cannot be read matches nothing.
 */
export async function expandGlob(pattern: string): Promise<string[]> {
  const parts = pattern.split(/[\\/]+/);
  const absolute = parts[0] === '';
  let paths = [absolute ? '/' : ''];
  for (const part of parts.filter((name) => name !== '' && name !== '.')) {
    const next: string[] = [];
    for (const path of paths) next.push(...(await matching(path, part)));
    paths = [...new Set(next)];
  }
  return paths.sort();
}

async function matching(folder: string, part: string): Promise<string[]> {
  if (part === '**') return [folder, ...(await foldersWithin(folder))];
  if (!isGlob(part)) return [folder === '' ? part : join(folder, part)];
  const matches = asRegExp(part);
  const entries = await readdir(folder === '' ? '.' : folder).catch(() => []);
  return entries
    .filter((name) => !name.startsWith('.') && matches.test(name))
    .map((name) => join(folder, name));
}

async function foldersWithin(folder: string): Promise<string[]> {
  const entries = await readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(
    () => [],
  );
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    found.push(path, ...(await foldersWithin(path)));
  }
  return found;
}

function asRegExp(part: string): RegExp {
  const source = part.replaceAll(
    /\{([^}]*)\}|\[([^\]]+)\]|[*?]|[.+^$()|\\{}[\]]/g,
    (mark, choices?: string, set?: string) => {
      if (choices !== undefined) return `(?:${choices.split(',').map(escaped).join('|')})`;
      if (set !== undefined) return `[${set.replaceAll('\\', '\\\\').replace(/^!/, '^')}]`;
      return mark === '*' ? '.*' : mark === '?' ? '.' : `\\${mark}`;
    },
  );
  return new RegExp(`^${source}$`, 'u');
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|\\{}[\]]/g, '\\$&');
