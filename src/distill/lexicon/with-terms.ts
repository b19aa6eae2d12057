import { compileSchema } from '../../core/features/compile-schema.ts';
import { createReader } from '../../core/reading/reading.ts';
import { foldText, eachWord } from '../../core/reading/words.ts';
import type { Domain } from '../domain.ts';
import type { Term } from '../tables/term.ts';
import type { Tables } from '../tables/types.ts';
import { compileTerms } from './compile-terms.ts';

/** A tag that this many items and profiles have is a name. */
const MIN_TAGGED = 2;
const MAX_TAGS = 20_000;
/** A word that more than this share of the items' texts have tells nothing. */
const COMMON_SHARE = 0.1;
/** Items whose texts are counted. */
const MAX_COUNTED = 20_000;

/**
 * A domain whose lexicon knows the names that texts may hold: those that tables and the domain give, and the tags of
 * items and profiles; and the words that too many texts have. As it is where its schema looks through no texts.
 *
 * @param matches further tables whose terms count
 */
export function withTerms(domain: Domain, tables: Tables, matches: readonly Tables[] = []): Domain {
  const { schema, code } = domain;
  if (schema.terms === undefined) return domain;
  const given = [tables, ...matches].flatMap(({ terms = [] }) => terms);
  const terms = compileTerms([...given, ...(code.terms?.() ?? []), ...countTerms(domain, tables)]);
  return { ...domain, schema: { ...schema, lexicon: { ...schema.lexicon, terms } } };
}

/** The tags that several items and profiles have, most frequent first, and the words of too many items. */
function countTerms({ schema: source }: Domain, { items, profiles, now }: Tables): Term[] {
  const schema = compileSchema(source);
  const read = createReader(schema);
  const tags = new Map<string, number>();
  const words = new Map<string, number>();
  const sides = [
    ['item', [...items.values()].slice(0, MAX_COUNTED)],
    ['profile', [...profiles.values()].slice(0, MAX_COUNTED)],
  ] as const;
  for (const [side, objects] of sides) {
    for (const object of objects) {
      const { text, textEnds, fieldEnds } = read(side, object, now);
      const seen = new Set<string>();
      for (const [f, field] of schema.fields.entries()) {
        const isTags = field.kind === 'tags' && isCompared(schema, f);
        const isSearched = side === 'item' && schema.terms!.fields.includes(f);
        if (!isTags && !isSearched) continue;
        for (let i = f === 0 ? 0 : fieldEnds[f - 1]!; i < fieldEnds[f]!; i++) {
          const one = text.slice(i === 0 ? 0 : textEnds[i - 1]!, textEnds[i]);
          if (isTags) tags.set(one, (tags.get(one) ?? 0) + 1);
          if (isSearched) addWords(one, seen);
        }
      }
      for (const word of seen) words.set(word, (words.get(word) ?? 0) + 1);
    }
  }
  const most = COMMON_SHARE * sides[0][1].length;
  const named = [...tags].filter(([, count]) => count >= MIN_TAGGED);
  named.sort((a, b) => b[1] - a[1]);
  return [
    ...named.slice(0, MAX_TAGS).map(([name]): Term => ({ name })),
    ...[...words].flatMap(([name, n]): Term[] => (n > most ? [{ name, kind: 'common' }] : [])),
  ];
}

/** Whether a mention compares a tags field of profiles with what texts name. */
function isCompared({ crosses }: ReturnType<typeof compileSchema>, f: number): boolean {
  return crosses.some(({ kind, profileField }) => kind === 'mention' && profileField === f);
}

function addWords(text: string, seen: Set<string>): void {
  const folded = foldText(text);
  eachWord(folded, Infinity, (start, end) => seen.add(folded.slice(start, end)));
}
