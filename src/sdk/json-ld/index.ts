import { openItems } from '../../core/reading/open-items.ts';
import type { JobPosting } from '../job-types.ts';
import type { PageElement } from '../platform-types.ts';
import { blocksOf, type Block } from './find-blocks.ts';
import { parseBlock } from './parse-block.ts';

/** Options of {@link readJsonLd}. */
export interface JsonLdOptions {
  /** The schema.org types that are items. Default `['JobPosting']`. */
  types?: readonly string[] | undefined;
}

/** A block of a page that holds no item. */
export interface SkippedBlock {
  /** Which of the page's blocks, from 0. */
  index: number;
  /** Why, in words. */
  reason: string;
}

/** What a page's JSON-LD holds. */
export interface JsonLdItems<T extends object = JobPosting> {
  /** The items, in the order of the page. */
  items: T[];
  /** Blocks without items: other things, and what cannot be read. */
  skipped: SkippedBlock[];
}

/**
 * Takes the items out of the JSON-LD that a page carries for search engines, as pages really write it: any form of the
 * script tag, several blocks, `@graph` and lists, blocks in comments or CDATA, escaped or encoded twice, and JSON with
 * the usual mistakes. What is broken is repaired by a parser that is loaded only then; what is beyond repair is skipped,
 * and said.
 *
 * @param page a document or a part of one; or the HTML of a page, as text
 */
export async function readJsonLd<T extends object = JobPosting>(
  page: PageElement | object | string,
  { types = ['JobPosting'] }: JsonLdOptions = {},
): Promise<JsonLdItems<T>> {
  const found: JsonLdItems<T> = { items: [], skipped: [] };
  for (const [index, block] of blocksOf(page).entries()) {
    const { items, reason } = await readBlock(block, types);
    found.items.push(...(items as T[]));
    if (reason !== undefined) found.skipped.push({ index, reason });
  }
  return found;
}

async function readBlock(
  block: Block,
  types: readonly string[],
): Promise<{ items: unknown[]; reason?: string }> {
  const { value, reason } = await parseBlock(block.text);
  if (reason !== undefined) return { items: [], reason };
  const opened = openItems(value, types);
  const items = opened.filter((item) => typesOf(item).some((type) => types.includes(type)));
  if (items.length > 0) return { items };
  const others = [...new Set(opened.flatMap(typesOf))].slice(0, 5);
  const what = others.length > 0 ? `but ${others.join(', ')}` : 'nor anything that states its type';
  return { items, reason: `It holds no ${types.join(' or ')}, ${what}.` };
}

/** The types that an object states, without their addresses. */
function typesOf(item: unknown): string[] {
  const type = (item as Record<string, unknown> | null | undefined)?.['@type'];
  return [type]
    .flat()
    .flatMap((name) => (typeof name === 'string' ? [name.replace(/^.*[/:#]/, '')] : []));
}
