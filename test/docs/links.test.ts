import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toString } from 'mdast-util-to-string';
import { gfmTable } from 'micromark-extension-gfm-table';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every document of a folder, by path from the root. */
const documentsIn = (folder: string, recursive: boolean): string[] =>
  (readdirSync(join(ROOT, folder), { recursive }) as string[])
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();

const DOCUMENTS = ['.', 'docs', 'models', 'src']
  .flatMap((folder) => documentsIn(folder, folder !== '.'))
  .map((path) => path.replaceAll('\\', '/'));

/** Documents that are packed link by address what is not. */
const REPOSITORY = /^https:\/\/github\.com\/pocketrank\/pocketrank\/(?:blob|tree)\/main\//;

interface Found {
  links: string[];
  /** What stands in a line as code. */
  codes: string[];
  /** The anchors of headings, as GitHub makes them. */
  anchors: Set<string>;
}

const found = new Map<string, Found>();

/** What a document holds; read once. */
function read(path: string): Found {
  const known = found.get(path);
  if (known) return known;
  const here: Found = { links: [], codes: [], anchors: new Set() };
  const visit = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'image') here.links.push(node.url);
    if (node.type === 'inlineCode') here.codes.push(node.value);
    if (node.type === 'heading') here.anchors.add(anchorOf(toString(node)));
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(
    fromMarkdown(readFileSync(join(ROOT, path), 'utf8'), {
      extensions: [gfmTable()],
      mdastExtensions: [gfmTableFromMarkdown()],
    }),
  );
  found.set(path, here);
  return here;
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Folders that documents write paths from, beside the root. */
const STARTS = ['', 'src/', 'src/distill/'];
const PATH =
  /^(?:src|core|sdk|distill|domains|train|test|e2e|demo|docs|models|\.ci)\/[\w./-]*[\w-]$/;

describe('the documents', () => {
  it('are found', () => {
    expect(DOCUMENTS).toContain('README.md');
    expect(DOCUMENTS).toContain('docs/decisions/README.md');
  });

  it.each(DOCUMENTS)('%s: links lead somewhere', (path) => {
    for (const url of read(path).links) {
      const [file, anchor] = url.replace(REPOSITORY, '/').split('#') as [string, string?];
      if (/^[a-z]+:/.test(file)) continue;
      const base = file.startsWith('/') ? ROOT : join(ROOT, dirname(path));
      const target = file === '' ? path : relative(ROOT, join(base, file));
      expect(existsSync(join(ROOT, target)), url).toBe(true);
      if (anchor !== undefined) expect([...read(target).anchors], url).toContain(anchor);
    }
  });

  it.each(DOCUMENTS)('%s: paths in the text exist', (path) => {
    for (const code of read(path).codes.filter((text) => PATH.test(text))) {
      expect(
        STARTS.some((start) => existsSync(join(ROOT, start, code))),
        code,
      ).toBe(true);
    }
  });

  it('the index of decisions has each, by its title', () => {
    const folder = 'docs/decisions';
    const index = readFileSync(join(ROOT, folder, 'README.md'), 'utf8');
    for (const path of documentsIn(folder, false)) {
      if (path.endsWith('README.md')) continue;
      const [title] = readFileSync(join(ROOT, path), 'utf8').split('\n');
      expect(index).toContain(`[${title!.replace('# ', '')}](${relative(folder, path)})`);
    }
  });
});
