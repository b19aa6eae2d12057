import { decodeEntities } from './decode-entities.ts';

/** What stands in a script tag of JSON-LD. */
export interface Block {
  text: string;
}

/** What is asked of a document, or of a part of one. */
interface Root {
  querySelectorAll(selector: string): Iterable<{
    getAttribute(name: string): string | null;
    textContent: string | null;
  }>;
}

/** A comment, which may hold scripts that do not count; or a script, with its attributes and its text. */
const SCRIPT = /<!--[^]*?-->|<script\b((?:"[^"]*"|'[^']*'|[^'">])*)>([^]*?)(?:<\/script[\s/>]|$)/gi;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;

/** The blocks of JSON-LD of a page, in their order. */
export function blocksOf(page: object | string): Block[] {
  if (typeof page !== 'string') {
    return [...(page as Root).querySelectorAll('script')]
      .filter((script) => isJsonLd(script.getAttribute('type')))
      .map(({ textContent }) => ({ text: textContent ?? '' }));
  }
  return [...page.matchAll(SCRIPT)]
    .filter(([, attributes]) => attributes !== undefined && isJsonLd(typeIn(attributes)))
    .map(([, , text]) => ({ text: text! }));
}

/** The value of the attribute `type`, of the first where there are several. */
function typeIn(attributes: string): string | undefined {
  for (const [, name, value = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (name!.toLowerCase() === 'type') return decodeEntities(value.replace(/^["']|["']$/g, ''));
  }
  return undefined;
}

/** Whether a type is that of JSON-LD, in any case, with parameters or without. */
const isJsonLd = (type: string | null | undefined): boolean =>
  /^\s*application\/ld\+json\s*(;|$)/i.test(type ?? '');
