import { joinHashes } from '../../core/math/hash.ts';
import type { TermSetSource, TermsSource } from '../../core/reading/lexicon-source.ts';
import { createTermWords, cutTerms, SMALL } from '../../core/terms/cut-terms.ts';
import { MAX_NAME_WORDS, writtenTerm } from '../../core/terms/term-dictionary.ts';
import { writeTermSet } from '../../core/terms/term-set.ts';
import type { Term } from '../tables/term.ts';

/** One word in a hundred and more is taken for a name that is none. */
const ROOM_BITS = 7;
const MIN_BITS = 12;
const MAX_BITS = 22;

/**
 * Compiles terms into the sets that a lexicon carries. Names that no text can hold are left out.
 *
 * @param roomBits a set has 2^roomBits places, or more, for each of its values
 */
export function compileTerms(terms: Iterable<Term>, roomBits = ROOM_BITS): TermsSource {
  const names = new Set<number>();
  const common = new Set<number>();
  const makers = new Set<number>();
  for (const { name, kind = 'name' } of terms) {
    const hash = termHash(name, kind === 'cased');
    if (hash === undefined) continue;
    (kind === 'common' ? common : kind === 'maker' ? makers : names).add(hash);
  }
  return {
    ...(names.size > 0 && { names: setOf(names, roomBits) }),
    ...(common.size > 0 && { common: setOf(common, roomBits) }),
    ...(makers.size > 0 && { makers: setOf(makers, roomBits) }),
  };
}

const words = createTermWords();

/** The hash by which a name is found in texts; undefined where it has no words, too many, or none to be cased. */
export function termHash(name: string, isCased: boolean): number | undefined {
  words.count = 0;
  cutTerms(name, words);
  const { count, hashes, cases } = words;
  if (count === 0 || count > MAX_NAME_WORDS) return undefined;
  let hash = hashes[0]!;
  for (let i = 1; i < count; i++) hash = joinHashes(hash, hashes[i]!);
  if (!isCased) return hash;
  return count > 1 || cases[0] === SMALL ? undefined : writtenTerm(hash, cases[0]!);
}

function setOf(hashes: ReadonlySet<number>, roomBits: number): TermSetSource {
  const needed = Math.ceil(Math.log2(hashes.size + 1)) + roomBits;
  const bits = Math.min(MAX_BITS, Math.max(MIN_BITS, needed));
  return writeTermSet(
    [...hashes].map((hash) => hash >>> (32 - bits)),
    bits,
  );
}
