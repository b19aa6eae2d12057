import type { TitleMeaning } from '../taxonomy/lookup.ts';
import { loadAdWords } from './ad-words.ts';
import { asText } from './read-values.ts';
import type { SeniorityLevel } from './types.ts';

// For titles whose occupation the taxonomy does not know, in English. The first match decides.
const TITLE_PATTERNS: [SeniorityLevel, RegExp][] = [
  [
    0,
    /\b(?:interns?|internship|trainee|apprentice|apprenticeship|working student|co-?op student)\b/i,
  ],
  [6, /\b(?:chief [\p{L}& ]{2,40}officer|c[efimort]o|[es]vp|vp|vice president|director)\b/iu],
  [5, /\b(?:head of|head|general manager)\b/i],
  [4, /\b(?:team ?lead(?:er)?|lead|principal|supervisor|foreman|shift leader|crew leader)\b/i],
  [3, /\b(?:s[eé]nior|sr|snr)\b/i],
  [1, /\b(?:j[uú]nior|jr|jnr|entry[- ]level|graduate)\b/i],
  [2, /\b(?:mid[- ]?level|intermediate)\b/i],
];

/**
 * The seniority that a title states, or undefined where it states none. Where the taxonomy knows the
 * occupation it tells, since it can tell a level from a word of the occupation's own name ("head chef").
 */
export function seniorityOfTitle(
  title: string,
  meaning: TitleMeaning | undefined,
): SeniorityLevel | undefined {
  const inEnglish = meaning
    ? (meaning.seniority?.rank as SeniorityLevel | undefined)
    : TITLE_PATTERNS.find(([, pattern]) => pattern.test(title))?.[0];
  return inEnglish ?? levelElsewhere(title);
}

/** The level that words of other languages than English state. */
function levelElsewhere(text: string): SeniorityLevel | undefined {
  const found = loadAdWords().seniority.find(({ pattern }) => pattern.test(text));
  return found?.level as SeniorityLevel | undefined;
}

const STATED_PATTERNS: [SeniorityLevel, RegExp][] = [
  [0, /intern|trainee|student|apprentice/i],
  [1, /entry|junior|graduate|beginner|0 ?- ?[12] years/i],
  [6, /executive|c-level|chief|\bvp\b|director|senior management/i],
  [5, /^manager|head/i],
  [4, /\blead|principal|supervis|first[- ]line|team lead/i],
  [2, /^associate|^mid|intermediate|experienced/i],
  [3, /^senior|^sr\b|expert/i],
];

/**
 * The level that a field such as `attributes.seniority` states. Buckets that span levels ("Mid-Senior
 * level", "Not Applicable") tell nothing.
 */
export function seniorityOfField(value: unknown): SeniorityLevel | undefined {
  const text = asText(value);
  if (!text || /mid[- ]?senior|not applicable|^any$/i.test(text)) return undefined;
  return STATED_PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? levelElsewhere(text);
}

/** The level that years of work usually mean: under 2 junior, under 5 mid, from 5 senior. */
export function seniorityOfYears(years: number): SeniorityLevel {
  if (years < 2) return 1;
  return years < 5 ? 2 : 3;
}
