import { normalizeText } from './read-values.ts';

/** The words that tell titles apart, each with its weight. */
export type TitleTokens = ReadonlyMap<string, number>;

/** Words of level, schedule and advertising: they say nothing about the work. */
const SILENT = new Set(
  (
    'a an the of for in at to with by on or and de la & senior sr junior jr mid entry level trainee intern internship ' +
    'apprentice graduate lead principal chief staff i ii iii iv v full part time fulltime parttime temp temporary ' +
    'contract permanent perm remote hybrid onsite home based wfh urgent urgently hiring now needed wanted immediate ' +
    'start new job jobs vacancy position opportunity opening experienced day night evening weekend shift shifts ' +
    'hour hours m f d w x all genders level1 level2'
  ).split(' '),
);

/** Words that many occupations share; the word beside them carries the meaning. */
const GENERIC = new Set(
  (
    'manager assistant associate specialist officer coordinator representative rep technician worker operator ' +
    'executive consultant analyst engineer developer supervisor director administrator agent clerk professional ' +
    'expert advisor adviser attendant helper aide crew member team head leader service services'
  ).split(' '),
);

const GENERIC_WEIGHT = 0.5;

/** The usual short forms, so that "rep" and "representative" meet. */
const LONG_FORMS: Record<string, string> = {
  rep: 'representative',
  reps: 'representative',
  asst: 'assistant',
  mgr: 'manager',
  eng: 'engineer',
  dev: 'developer',
  admin: 'administrative',
  tech: 'technician',
  adviser: 'advisor',
  accounts: 'account',
  saleswoman: 'salesperson',
  salesman: 'salesperson',
  waitress: 'waiter',
  hostess: 'host',
  ops: 'operations',
  svc: 'service',
  cust: 'customer',
  acct: 'account',
};

/**
 * The weighted words of a title: lower case, plural s and words of level, schedule and place left out,
 * generic role words at half weight. A title of silent words alone keeps them all.
 */
export function titleTokens(title: string): TitleTokens {
  // What follows a dash, a bracket or a slash with a place or a schedule is still split into words: the
  // silent list takes most of it out, and a word too many costs less than a word lost.
  const words = normalizeText(title).split(' ').filter(Boolean);
  const tokens = new Map<string, number>();
  for (const word of words) {
    if (SILENT.has(word) || /^\d+$/u.test(word)) continue;
    const stem = singular(LONG_FORMS[word] ?? word);
    tokens.set(stem, GENERIC.has(stem) || GENERIC.has(word) ? GENERIC_WEIGHT : 1);
  }
  if (tokens.size === 0) for (const word of words) tokens.set(singular(word), GENERIC_WEIGHT);
  return tokens;
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Weighted Dice overlap of two titles, 0–1; 0 where either has no words. */
export function titleOverlap(a: TitleTokens, b: TitleTokens): number {
  let total = 0;
  let common = 0;
  for (const [token, weight] of a) {
    total += weight;
    const other = b.get(token);
    if (other !== undefined) common += weight + other;
  }
  for (const weight of b.values()) total += weight;
  return total === 0 ? 0 : common / total;
}
