import { asText } from './read-values.ts';
import type { SeniorityLevel } from './types.ts';

// The first match decides, so the order runs from the unmistakable to the weak.
const TITLE_PATTERNS: [SeniorityLevel, RegExp][] = [
  [
    0,
    /\b(?:intern|interns|internship|trainee|apprentice|apprenticeship|working student|student assistant|co-?op)\b/iu,
  ],
  [
    6,
    /\b(?:chief [\p{L}& ]{2,40}officer|c[efimorst]o|evp|svp|(?:executive|senior) vice president|managing director|executive director)\b/iu,
  ],
  [5, /\b(?:vice president|vp|director|head of|department head|general manager)\b/iu],
  [
    4,
    /\b(?:team ?lead(?:er)?|tech(?:nical)? lead|lead|principal|supervisor|foreman|forewoman|shift leader|crew leader|head)\b/iu,
  ],
  [
    4,
    /\bstaff (?=(?:software|engineer|developer|scientist|data|machine|product|designer|site|security))/iu,
  ],
  [3, /\b(?:senior|sr|snr|master (?=electrician|plumber|technician))\b/iu],
  [1, /\b(?:junior|jr|jnr|entry[- ]level|graduate|fresh graduates?|beginner|no experience)\b/iu],
  [2, /\b(?:mid[- ]?level|intermediate|mid[- ]career)\b/iu],
];

const STEP_SUFFIX = /\b(?:level |grade )?(iv|iii|ii|i|[1-4])\s*(?:$|[-–,(])/iu;
const STEPS: Record<string, SeniorityLevel> = {
  i: 1,
  1: 1,
  ii: 2,
  2: 2,
  iii: 3,
  3: 3,
  iv: 4,
  4: 4,
};

/**
 * The seniority that a title states, or undefined where it states none. `ordinary` are the usual titles of
 * its occupation: a word that belongs to them ("head chef", "director of nursing", "team leader") names
 * the occupation and not a level of it.
 */
export function seniorityOfTitle(
  title: string,
  ordinary: readonly string[] = [],
): SeniorityLevel | undefined {
  for (const [level, pattern] of TITLE_PATTERNS) {
    const found = pattern.exec(title);
    if (!found) continue;
    const word = found[0].toLowerCase();
    // Interns, juniors and seniors stay what they are even where a taxonomy lists them as synonyms.
    if (level >= 4 && ordinary.some((name) => name.toLowerCase().includes(word))) continue;
    return level;
  }
  const step = STEP_SUFFIX.exec(title);
  return step ? STEPS[(step[1] ?? '').toLowerCase()] : undefined;
}

const STATED_PATTERNS: [SeniorityLevel, RegExp][] = [
  [0, /intern|trainee|student|apprentice/iu],
  [1, /entry|junior|graduate|beginner|0 ?- ?[12] years/iu],
  [6, /executive|c-level|chief|\bvp\b/iu],
  [5, /director|head|senior management/iu],
  [4, /\blead|principal|supervis|^manager|first[- ]line|team lead/iu],
  [2, /^associate|^mid|intermediate|experienced/iu],
  [3, /^senior|^sr\b|expert/iu],
];

/**
 * The level that a field such as `attributes.seniority` states. Buckets that span levels ("Mid-Senior
 * level", "Not Applicable") tell nothing.
 */
export function seniorityOfField(value: unknown): SeniorityLevel | undefined {
  const text = asText(value);
  if (!text || /mid[- ]?senior|not applicable|^any$/iu.test(text)) return undefined;
  return STATED_PATTERNS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** The level that years of work usually mean: under 2 junior, under 5 mid, from 5 senior. */
export function seniorityOfYears(years: number): SeniorityLevel {
  if (years < 2) return 1;
  return years < 5 ? 2 : 3;
}
