import type { Random } from '../../../core/math/random.ts';
import { append } from '../../../core/math/append.ts';
import { mayFit, type Match, type Matches } from '../data/matches.ts';
import { maskOf } from '../network/in-batch.ts';

/** Titles that mean the same: those of a row, and which others of the batch are wrong ones. */
export interface TitlePairs {
  /** Profiles. */
  titles: Int32Array;
  /** Profiles too, a partner for each. */
  partners: Int32Array;
  /** size × size, to be added to logits: far below 0 where a partner may fit another title. */
  mask: Float32Array;
}

/** Draws pairs of titles that mean the same, those of a batch in one language or in two. */
export interface TitleDraw {
  draw(size: number, random: Random): TitlePairs;
}

/** Share of batches whose partners are of the same family rather than of the same group. */
const FAMILY_SHARE = 0.4;
/** Share of batches whose partners are in another language, and of these in the one that has most titles. */
const OTHER_LANGUAGE_SHARE = 0.4;
const PIVOT_SHARE = 0.5;
/** Share of batches drawn from groups near each other, where telling apart is hard. */
const HARD_SHARE = 0.25;
/** How often a title without partner is drawn again. */
const ATTEMPTS = 40;

/** The titles of one language. */
interface LanguageTitles {
  /** Near groups side by side. */
  list: readonly Match[];
  byGroup: ReadonlyMap<number, readonly Match[]>;
  byFamily: ReadonlyMap<number, readonly Match[]>;
}

/**
 * Prepares matches for drawing; undefined where no group has two titles in one language. Languages are drawn by
 * the root of how many titles they have.
 */
export function createTitleDraw(matches: Matches): TitleDraw | undefined {
  const languages = listLanguages(matches);
  if (!languages.some(({ byGroup }) => [...byGroup.values()].some(({ length }) => length > 1))) {
    return undefined;
  }
  const weights = languages.map(({ list }) => Math.sqrt(list.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const pivot = languages.reduce((most, next) =>
    next.list.length > most.list.length ? next : most,
  );

  function pickLanguage(random: Random): LanguageTitles {
    let at = random.next() * total;
    return languages.find((_, i) => (at -= weights[i]!) < 0) ?? pivot;
  }

  function partnerLanguage(own: LanguageTitles, random: Random): LanguageTitles {
    if (random.next() >= OTHER_LANGUAGE_SHARE) return own;
    return random.next() < PIVOT_SHARE ? pivot : random.pick(languages);
  }

  return {
    draw(size, random) {
      const own = pickLanguage(random);
      const other = partnerLanguage(own, random);
      const byFamily = random.next() < FAMILY_SHARE;
      const hard = random.next() < HARD_SHARE && own.list.length >= 8 * size;
      const width = hard ? 4 * size : own.list.length;
      const from = hard ? random.integer(own.list.length - width) : 0;
      const titles: Match[] = [];
      const partners: Match[] = [];
      for (let i = 0; i < size; i++) {
        for (let attempt = 0; ; attempt++) {
          const title = own.list[from + random.integer(width)]!;
          const partner = pickPartner(title, other, byFamily, random);
          if (partner === title && attempt < ATTEMPTS) continue;
          titles.push(title);
          partners.push(partner);
          break;
        }
      }
      return {
        titles: Int32Array.from(titles, ({ profile }) => profile),
        partners: Int32Array.from(partners, ({ profile }) => profile),
        mask: maskOf(fitsOf(matches, titles, partners, byFamily), size),
      };
    },
  };
}

function listLanguages({ list }: Matches): LanguageTitles[] {
  const byLanguage = new Map<string, Match[]>();
  for (const match of list) append(byLanguage, match.language, match);
  return [...byLanguage.values()].map((titles) => {
    const byGroup = new Map<number, Match[]>();
    const byFamily = new Map<number, Match[]>();
    titles.sort((a, b) => a.group - b.group);
    for (const match of titles) {
      append(byGroup, match.group, match);
      append(byFamily, match.family, match);
    }
    return { list: titles, byGroup, byFamily };
  });
}

/** Another title of the group or family; the title itself where there is none. */
function pickPartner(
  title: Match,
  { byGroup, byFamily }: LanguageTitles,
  family: boolean,
  random: Random,
): Match {
  const among = family ? byFamily.get(title.family) : byGroup.get(title.group);
  if (among === undefined) return title;
  const partner = random.pick(among);
  return partner === title ? random.pick(among) : partner;
}

/** Where a partner may fit another title, or its title that of another partner. */
function fitsOf(
  matches: Matches,
  titles: readonly Match[],
  partners: readonly Match[],
  byFamily: boolean,
): Uint8Array {
  const size = titles.length;
  const fits = mayFit(matches, titles, partners);
  const back = mayFit(matches, partners, titles);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) fits[i * size + j]! |= back[j * size + i]!;
  }
  if (!byFamily) return fits;
  const families = new Map<number, number[]>();
  for (const [i, { family }] of titles.entries()) append(families, family, i);
  for (const [j, { family }] of partners.entries()) {
    for (const i of families.get(family) ?? []) fits[i * size + j] = 1;
  }
  return fits;
}
