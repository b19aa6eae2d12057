import type { FieldValues } from '../../../distill/policy/field-values.ts';
import { lazily } from '../read-data.ts';
import { wordPattern } from '../word-pattern.ts';
import { loadAdWords } from './ad-words.ts';
import type { AdSentence } from './read-sections.ts';

const WORD_NUMBERS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

// "3+ years", "5-7 years", "two to four years": the lower number is what is asked for.
const YEARS =
  /\b(\d{1,2}(?:\.5)?|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:\(\d{1,2}\)\s*)?(?:\+|plus|or more)?\s*(?:(?:-|–|to|or)\s*(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s*\+?\s*)?(years?|yrs?|months?)\b/gi;
// Ages, company history and contract lengths are years too.
const NOT_EXPERIENCE =
  /^(?:[’']?\s*(?:old|of age|or older|ago|in business|contract|fixed|term|warranty|degree|college|program))/i;
const EXPERIENCE_NEAR =
  /experien|background|track record|exposure|worked|working|expertise|practice/i;
const NO_EXPERIENCE =
  /\bno (?:prior |previous )?experience (?:is )?(?:required|needed|necessary)\b/i;
// More is company history or an age in disguise.
const MAX_YEARS = 15;

// "3 Jahre", "2 à 3 ans", "5+ lat": the lower number, the unit, and whether that is a month.
const ELSEWHERE = lazily(() => {
  const { years, months } = loadAdWords().experience;
  const unit = wordPattern([...years, ...months]).source;
  return {
    amount: new RegExp(
      `\\b(\\d{1,2})\\s*\\+?\\s*(?:(?:-|–|à|a|bis|tot|do)\\s*\\d{1,2}\\s*\\+?\\s*)?(${unit})`,
      'gi',
    ),
    month: wordPattern(months),
  };
});

/** The years of work that a sentence in another language than English asks for, as {@link yearsInText}. */
function yearsElsewhere(sentence: string): number | undefined {
  const { work } = loadAdWords().experience;
  if (!work.test(sentence)) return undefined;
  const { amount, month } = ELSEWHERE();
  let most: number | undefined;
  for (const [, number, unit] of sentence.matchAll(amount)) {
    const years = month.test(unit!) ? Number(number) / 12 : Number(number);
    if (years <= MAX_YEARS && (most === undefined || years > most)) most = years;
  }
  return most;
}

/**
 * The years of experience that sentences speak of: the largest lower bound, or undefined where none is
 * named. Ages ("18 years or older", "45 years old"), company history and contract lengths are not counted.
 */
export function yearsInText(sentences: readonly string[]): number | undefined {
  let most: number | undefined;
  for (const sentence of sentences) {
    if (!/\d|\b(?:years?|yrs?|months?)\b/i.test(sentence)) continue;
    const elsewhere = yearsElsewhere(sentence);
    if (elsewhere !== undefined && (most === undefined || elsewhere > most)) most = elsewhere;
    for (const match of sentence.matchAll(YEARS)) {
      const start = match.index;
      const after = sentence.slice(start + match[0].length, start + match[0].length + 60);
      if (NOT_EXPERIENCE.test(after.trimStart())) continue;
      const before = sentence.slice(Math.max(0, start - 45), start);
      if (!EXPERIENCE_NEAR.test(after) && !EXPERIENCE_NEAR.test(before)) continue;
      const number = WORD_NUMBERS[(match[1] ?? '').toLowerCase()] ?? Number(match[1]);
      const years = /^m/i.test(match[2] ?? '') ? number / 12 : number;
      if (years <= MAX_YEARS && (most === undefined || years > most)) most = years;
    }
  }
  return most;
}

/**
 * The years a job asks for: those of the field, of a range its lower end, else its description's requirements;
 * pluses do not count.
 */
export function requiredYears(
  fields: FieldValues,
  sentences: readonly AdSentence[],
): number | undefined {
  const stated = fields.range('monthsOfExperience');
  if (stated) return (Number.isNaN(stated.low) ? stated.high : stated.low) / 12;
  const asked = sentences
    .filter(({ kind }) => kind === 'required' || kind === 'work')
    .map((sentence) => sentence.text);
  const years = yearsInText(asked);
  if (years !== undefined) return years;
  return asked.some(
    (sentence) => NO_EXPERIENCE.test(sentence) || loadAdWords().experience.none.test(sentence),
  )
    ? 0
    : undefined;
}
