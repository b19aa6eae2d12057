import { foldName } from './fold-name.ts';
import type { LexiconSource } from './lexicon-source.ts';
import type { Index, Lexicon, RareForms } from './lexicon-types.ts';

export type { Lexicon };

/** Names of one thing, folded, with bars between. */
type Names = string;

/**
 * Creates the lexicon of a source; of none, one that knows nothing. Without `forms`, which `createWholeLexicon` has,
 * to read a value of a rare form throws until they are put in.
 */
export function createLexicon(source: LexiconSource = {}): Lexicon {
  return { source, indexes: new Map(), memory: new Map() };
}

/** What reads rare forms. @throws where that is not there yet: what was read so far does not count then */
export function formsOf(lexicon: Lexicon): RareForms {
  if (lexicon.forms) return lexicon.forms;
  lexicon.wantsForms ??= true;
  throw new Error('Code that reads rare forms is not there.');
}

const NOTHING: readonly string[] = [];
/** Most words of a name that is looked for within a text. */
const MAX_WORDS = 8;
/** Letters of scripts without spaces, each of which may be a name, and signs that no name has beside letters. */
const UNSPACED = /[€£\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/g;

/**
 * What a folded name means in a list, or in several with bars between (`'units|currencies'`); any other name is that
 * of a vocabulary. The key of its entry: `US-CA` of regions, `'1'` to `'12'` of months, the whole entry of towns, the
 * list's own name where it has no keys; behind `list:` where several lists are asked. Spaces do not count: "full
 * time" and "fulltime" are one.
 */
export function find(lexicon: Lexicon, lists: string, name: string): readonly string[] {
  let index = lexicon.indexes.get(lists);
  if (index === undefined) {
    lexicon.indexes.set(lists, (index = indexLists(lexicon.source, lists)));
  }
  return index.get(name.replaceAll(' ', '')) ?? NOTHING;
}

/**
 * What the words of a folded text mean, the longest names first, in order.
 *
 * @param rest receives the words that mean nothing
 */
export function findAll(
  lexicon: Lexicon,
  lists: string,
  text: string,
  rest: string[] = [],
): string[] {
  const words = text.replace(UNSPACED, ' $& ').trim().split(/ +/);
  const found: string[] = [];
  for (let at = 0, end; at < words.length; at = end) {
    let meanings = NOTHING;
    for (end = at + MAX_WORDS; end > at && meanings === NOTHING; end--) {
      meanings = find(lexicon, lists, words.slice(at, end).join(''));
    }
    if (meanings === NOTHING && words[at] !== '') rest.push(words[at]!);
    found.push(...meanings);
    end++;
  }
  return found;
}

/** Most texts of a kind that a lexicon remembers, and the longest of them. */
const MAX_REMEMBERED = 2048;
const MAX_REMEMBERED_LENGTH = 256;

/**
 * What `read` makes of a text, from memory where it was read before. All is forgotten when it becomes too much.
 *
 * @param kind of what is read: a vocabulary or list, or what starts with `@`, which is the name of neither
 */
export function remember<Value>(
  lexicon: Lexicon,
  kind: string,
  text: string,
  read: (text: string, lexicon: Lexicon, kind: string) => Value,
): Value {
  let memory = lexicon.memory.get(kind) as Map<string, Value> | undefined;
  if (memory === undefined) lexicon.memory.set(kind, (memory = new Map()));
  const known = memory.get(text);
  if (known !== undefined) return known;
  const value = read(text, lexicon, kind);
  if (memory.size >= MAX_REMEMBERED) memory.clear();
  if (text.length <= MAX_REMEMBERED_LENGTH) memory.set(text, value);
  return value;
}

function indexLists(source: LexiconSource, lists: string): Index {
  const index: Index = new Map();
  const names = lists.split('|');
  for (const list of names) {
    const prefix = names.length > 1 ? `${list}:` : '';
    const entries: unknown =
      source[list as keyof LexiconSource] ?? source.vocabularies?.[list] ?? {};
    if (typeof entries === 'string') addNames(index, entries, prefix + list);
    else {
      for (const [name, entry] of Object.entries(entries as Record<string, Entry>)) {
        if (list === 'towns') addNames(index, (entry as string).split(';', 1)[0]!, entry as string);
        else if (list === 'months') addNames(index, entry as string, `${Number(name) + 1}`);
        else if (list === 'regions') {
          for (const [code, aliases] of Object.entries(entry as Record<string, Names>)) {
            const key = `${name}-${code}`;
            addNames(index, `${code}|${name}${code}`.toLowerCase(), key);
            addNames(index, aliases, key);
          }
        } else {
          const aliases = typeof entry === 'string' ? entry : (entry as [number, Names])[1];
          addNames(index, `${foldName(name)}|${aliases}`, prefix + name);
        }
      }
    }
  }
  index.delete('');
  return index;
}
type Entry = Names | [number, Names] | Record<string, Names>;

function addNames(index: Index, names: Names, meaning: string): void {
  for (const alias of names.split('|')) {
    const name = alias.replaceAll(' ', '');
    const known = index.get(name);
    if (known === undefined) index.set(name, [meaning]);
    else if (!known.includes(meaning)) index.set(name, [...known, meaning]);
  }
}
