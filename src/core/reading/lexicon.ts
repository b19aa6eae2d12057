import { foldName } from './fold-name.ts';
import type { LexiconSource } from './lexicon-source.ts';

/** Names of one thing, folded, with bars between. */
type Aliases = string;

/** Looks names up. Each list is indexed when it is first asked for. */
export interface Lexicon {
  readonly source: LexiconSource;
  /**
   * What a folded name means in a list, or in several with bars between (`'units|currencies'`); any other name is
   * that of a vocabulary. The key of its entry: `US-CA` of regions, `'1'` to `'12'` of months, the whole entry of
   * towns, the list's own name where it has no keys; behind `list:` where several lists are asked. Spaces do not
   * count: "full time" and "fulltime" are one.
   */
  find(lists: string, name: string): readonly string[];
  /**
   * What the words of a folded text mean, the longest names first, in order.
   *
   * @param rest receives the words that mean nothing
   */
  findAll(lists: string, text: string, rest?: string[]): string[];
  /** What was read of texts that come again and again; see {@link remember}. */
  readonly memory: Map<string, unknown>;
}

const NOTHING: readonly string[] = [];
/** Most words of a name that is looked for within a text. */
const MAX_WORDS = 6;

/** Creates the lexicon of a source; of none, one that knows nothing. */
export function createLexicon(source: LexiconSource = {}): Lexicon {
  const indexes = new Map<string, Index>();

  function find(lists: string, name: string): readonly string[] {
    let index = indexes.get(lists);
    if (index === undefined) indexes.set(lists, (index = indexLists(source, lists)));
    return index.get(name.replaceAll(' ', '')) ?? NOTHING;
  }

  return {
    source,
    memory: new Map(),
    find,
    findAll(lists, text, rest) {
      const words = text.split(' ');
      const found: string[] = [];
      for (let at = 0; at < words.length;) {
        let end = Math.min(words.length, at + MAX_WORDS);
        let meanings = NOTHING;
        for (; end > at; end--) {
          meanings = find(lists, words.slice(at, end).join(''));
          if (meanings.length > 0) break;
        }
        found.push(...meanings);
        if (end === at) rest?.push(words[at]!);
        at = Math.max(end, at + 1);
      }
      return found;
    },
  };
}

/** Most texts that a lexicon remembers, and the longest of them. */
const MAX_REMEMBERED = 2048;
const MAX_REMEMBERED_LENGTH = 256;

/** Keeps what was read of a text; all that came before is forgotten when it becomes too much. */
export function remember<Value>({ memory }: Lexicon, text: string, value: Value): Value {
  if (memory.size >= MAX_REMEMBERED) memory.clear();
  if (text.length <= MAX_REMEMBERED_LENGTH) memory.set(text, value);
  return value;
}

/** By name without spaces, what it means. */
type Index = Map<string, readonly string[]>;

function indexLists(source: LexiconSource, lists: string): Index {
  const index: Index = new Map();
  const names = lists.split('|');
  for (const list of names) {
    const prefix = names.length > 1 ? `${list}:` : '';
    const entries = source[list as keyof LexiconSource] ?? source.vocabularies?.[list] ?? {};
    if (typeof entries === 'string') addNames(index, entries, prefix + list);
    else if (list === 'towns') {
      for (const town of source.towns ?? []) addNames(index, town.split(';', 1)[0]!, town);
    } else {
      for (const [name, entry] of Object.entries(entries)) {
        if (list === 'regions') addRegions(index, name, entry);
        else addEntry(index, list === 'months' ? `${Number(name) + 1}` : name, entry, prefix);
      }
    }
  }
  return index;
}

function addEntry(
  index: Index,
  key: string,
  entry: Aliases | [number, Aliases],
  prefix: string,
): void {
  addNames(index, foldName(key), prefix + key);
  addNames(index, typeof entry === 'string' ? entry : entry[1], prefix + key);
}

/** The regions of a country, also by their codes alone and behind the country's. */
function addRegions(index: Index, country: string, regions: Record<string, Aliases>): void {
  for (const [code, names] of Object.entries(regions)) {
    const key = `${country}-${code}`;
    addNames(index, `${code}|${country}${code}`.toLowerCase(), key);
    addNames(index, names, key);
  }
}

function addNames(index: Index, names: Aliases, meaning: string): void {
  for (const alias of names.split('|')) {
    const name = alias.replaceAll(' ', '');
    const known = index.get(name);
    if (name === '' || known?.includes(meaning)) continue;
    index.set(name, known === undefined ? [meaning] : [...known, meaning]);
  }
}
