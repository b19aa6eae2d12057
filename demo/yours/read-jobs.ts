import type { Item } from 'pocketrank';
import { readParagraphs } from '../read/description.ts';

/** What was found in a text. */
export interface FoundJobs {
  items: Item[];
  /** How it was found, for people. */
  how: string;
}

/**
 * Reads job ads out of what somebody pastes: JSON-LD, or the HTML of a page that carries it, or else the plain text of
 * one ad. Nothing is fetched.
 *
 * @throws where there is nothing to read
 */
export function readJobs(pasted: string): FoundJobs {
  const text = pasted.trim();
  if (text === '') throw new Error('There is nothing to read.');
  if (/^[[{]/.test(text)) return fromJson(text);
  if (/<[a-z!][^>]*>/i.test(text)) return fromHtml(text);
  return { items: [adOf(text.split('\n')[0]!, text)], how: 'as the text of one ad' };
}

function fromJson(text: string): FoundJobs {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no JSON: ${(error as Error).message}`, { cause: error });
  }
  const items = collect(value);
  if (items.length === 0) throw new Error('There is no JobPosting in it.');
  return { items, how: 'from JSON-LD' };
}

function fromHtml(markup: string): FoundJobs {
  const page = new DOMParser().parseFromString(markup, 'text/html');
  const scripts = [...page.querySelectorAll('script[type="application/ld+json"]')];
  const items = scripts.flatMap((script) => {
    try {
      return collect(JSON.parse(script.textContent ?? ''));
    } catch {
      // One block that is damaged does not cost the others.
      return [];
    }
  });
  if (items.length > 0) return { items, how: 'from the JSON-LD of a page' };
  const title = page.querySelector('h1, h2, title')?.textContent?.trim();
  return {
    items: [adOf(title || 'A job', readParagraphs(markup).join('\n'))],
    how: 'from the words of a page, which carries no JSON-LD',
  };
}

const adOf = (title: string, description: string): Item => ({
  '@type': 'JobPosting',
  title: title.slice(0, 140),
  description,
});

/** Wrappers that pages put around postings. */
const WRAPPERS = ['@graph', 'itemListElement', 'item', 'mainEntity', 'hasPart'];
const DEEPEST = 6;

/** All postings in a value, however it is wrapped. */
function collect(value: unknown, depth = 0): Item[] {
  if (depth > DEEPEST || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((one) => collect(one, depth + 1));
  const object = value as Record<string, unknown>;
  const types = [object['@type']].flat().map(String);
  if (types.some((type) => type.endsWith('JobPosting'))) return [object];
  const inner = WRAPPERS.flatMap((name) => collect(object[name], depth + 1));
  // An object without a type that has a title is taken for one.
  return inner.length === 0 && typeof object['title'] === 'string' ? [object] : inner;
}
