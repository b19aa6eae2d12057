import type { LexiconSource } from '../../core/reading/lexicon-source.ts';
import type { FileProblem } from '../files/check-yaml.ts';
import { compileTowns } from './compile-towns.ts';
import { createAliasList, foldCurrency } from './fold-aliases.ts';
import { lexiconError } from './lexicon-document.ts';
import type { LexiconData, LexiconDocument } from './lexicon-document.ts';

/**
 * Compiles lexicon files into the one form that is read with and that a model carries. Files add to those
 * before them: aliases join, a rate or a factor replaces.
 *
 * @throws INVALID_LEXICON with file and line: an alias that names two things of one list, a town that cannot be
 */
export function compileLexicon(documents: readonly LexiconDocument[]): LexiconSource {
  const problems: FileProblem[] = [];
  const compiler = { documents, problems };
  const lexicon: LexiconSource = {};
  const set = <K extends keyof LexiconSource>(key: K, value: LexiconSource[K] | undefined) => {
    if (value !== undefined) lexicon[key] = value;
  };
  set(
    'countries',
    namedTexts(compiler, ['countries'], ({ countries }) => countries),
  );
  set('regions', namedLists(compiler, 'regions'));
  set('towns', compileTowns(documents, lexicon, problems));
  set('units', weighed(compiler, 'units'));
  set('currencies', weighed(compiler, 'currencies'));
  set(
    'magnitudes',
    namedTexts(compiler, ['magnitudes'], ({ magnitudes }) => magnitudes),
  );
  set('months', months(compiler));
  for (const key of WORDS) set(key, words(compiler, key));
  set('vocabularies', namedLists(compiler, 'vocabularies'));
  if (problems.length > 0) throw lexiconError(problems);
  return lexicon;
}

/** The lists that name one thing. */
const WORDS = ['anywhere', 'upTo', 'from', 'to', 'ongoing', 'yes', 'no', 'none'] as const;

interface Compiler {
  documents: readonly LexiconDocument[];
  problems: FileProblem[];
}

type Names = readonly string[];
type Entries = Readonly<Record<string, Names>> | undefined;

/** Canonical value → aliases, of the list at `path` that `pick` takes from each file. */
function namedTexts(
  { documents, problems }: Compiler,
  path: readonly string[],
  pick: (data: LexiconData) => Entries,
  fold?: (name: string) => string,
): Record<string, string> | undefined {
  const lists = documents.map(({ data }) => pick(data));
  if (lists.every((list) => list === undefined)) return undefined;
  const owners = [...new Set(lists.flatMap((list) => Object.keys(list ?? {})))];
  const aliases = createAliasList(owners, fold);
  for (const [index, list] of lists.entries()) {
    const { path: file, lineAt } = documents[index]!;
    for (const [owner, names] of Object.entries(list ?? {})) {
      aliases.add(owner, names, (alias, other) => {
        const message = `"${alias}" names both ${other} and ${owner} in ${path.join('.')}`;
        problems.push({ path: file, line: lineAt([...path, owner]), message });
      });
    }
  }
  return Object.fromEntries(owners.map((owner) => [owner, aliases.text(owner)]));
}

/** Name → canonical value → aliases: regions by their country, vocabularies by their name. */
function namedLists(compiler: Compiler, key: 'regions' | 'vocabularies') {
  const names = new Set(compiler.documents.flatMap(({ data }) => Object.keys(data[key] ?? {})));
  if (names.size === 0) return undefined;
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      namedTexts(compiler, [key, name], (data) => data[key]?.[name]) ?? {},
    ]),
  );
}

/** Canonical value → number and aliases; the last file's number counts. */
function weighed(compiler: Compiler, key: 'units' | 'currencies') {
  const numbers: Record<string, number> = {};
  const texts = namedTexts(
    compiler,
    [key],
    (data) => {
      const entries = Object.entries(data[key] ?? {});
      if (!data[key]) return undefined;
      return Object.fromEntries(
        entries.map(([name, [number, aliases]]) => {
          numbers[name] = number;
          return [name, aliases ?? []];
        }),
      );
    },
    key === 'currencies' ? foldCurrency : undefined,
  );
  if (!texts) return undefined;
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]): [string, [number, string]] => [
      name,
      [numbers[name]!, text],
    ]),
  );
}

function months(compiler: Compiler): string[] | undefined {
  const texts = namedTexts(compiler, ['months'], ({ months: list }) =>
    list ? Object.fromEntries(list.map((names, index) => [String(index), names])) : undefined,
  );
  return texts && Array.from({ length: 12 }, (_, index) => texts[index] ?? '');
}

function words(compiler: Compiler, key: (typeof WORDS)[number]) {
  const texts = namedTexts(compiler, [key], (data) => data[key] && { '': data[key] });
  return texts?.[''];
}
