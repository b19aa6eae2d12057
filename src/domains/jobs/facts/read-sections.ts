/** What a stretch of an ad speaks of. */
export type SectionKind = 'work' | 'required' | 'nice' | 'company';

/** A sentence or list item of an ad and the part of the ad it stands in. */
export interface AdSentence {
  kind: SectionKind;
  text: string;
}

// A heading stands at the start of a line or sentence; scrapers glue it to its text ("RequirementsMS in …"),
// so a capital may follow at once. Words that also begin ordinary items need a colon or the line's end.
const HEADINGS: [SectionKind, RegExp][] = [
  [
    'nice',
    /^(?:[Pp]referred|PREFERRED|[Dd]esired|[Dd]esirable|[Bb]onus|[Nn]ice[- ][Tt]o[- ][Hh]aves?|[Gg]ood [Tt]o [Hh]ave|[Aa]dditional (?:[Ss]kills|[Qq]ualifications)|[Pp]luses|[Ee]xtra [Cc]redit)(?: (?:[Qq]ualifications|QUALIFICATIONS|[Ss]kills|[Ee]xperience|[Pp]oints|[Rr]equirements))?(?=$|\s*:|[A-Z]|\s[A-Z])/u,
  ],
  [
    'required',
    /^(?:(?:[A-Z][a-z]+ ){0,2}(?:[Rr]equirements?|[Qq]ualifications?|[Mm]ust[- ][Hh]aves?)(?=$|\s*:|[A-Z]|\s[A-Z0-9])|(?:REQUIREMENTS?|QUALIFICATIONS?|MUST HAVES?)\b|(?:[A-Za-z]+ ){0,2}(?:[Ss]kills|[Ee]ducation|[Ee]xperience)\s*(?:$|:)|[Mm]inimum qualifications?\b|[Ww]hat (?:you['’]ll|you|we['’]re) (?:[Nn]eed|[Ll]ooking for)|[Ww]ho [Yy]ou [Aa]re|[Yy]our (?:profile|background)|[Aa]bout [Yy]ou\b)/u,
  ],
  [
    'company',
    /^(?:[Aa]bout (?!you\b|the (?:role|job|position))(?:us\b|the [a-z]+|our\b|[A-Z])|ABOUT US|[Bb]enefits?(?=$|\s*:|[A-Z]|\s[A-Z])|[Ww]hat [Ww]e [Oo]ffer|[Ww]e [Oo]ffer\b|[Pp]erks|[Ee]qual [Oo]pportunity|EEO|[Cc]ompany (?:[Ss]ummary|[Dd]escription|[Oo]verview)|[Ww]ho [Ww]e [Aa]re|[Ww]hy (?:[Jj]oin|[Ww]ork))/u,
  ],
  [
    'work',
    /^(?:(?:[A-Z][a-z]+ )?(?:[Rr]esponsibilities|[Dd]uties|[Tt]asks)(?=$|\s*:|[A-Z]|\s[A-Z])|RESPONSIBILITIES|[Ww]hat [Yy]ou(?:['’]ll| [Ww]ill) [Dd]o|[Tt]he [Rr]ole\b|[Jj]ob [Dd](?:escription|uties)|[Oo]verview|[Aa]bout the (?:role|job|position))/u,
  ],
];

/** Words by which an ad says that it would like something, and does not demand it. */
export const NICE =
  /\b(?:preferred|preferably|preference|(?:is|are|be|as|considered) an? (?:\w+ )?(?:plus|bonus|asset|advantage)|a (?:\w+ )?plus\b|an? (?:added|extra|additional|big|strong|distinct) (?:advantage|bonus|asset)|advantageous|nice to have|desir(?:ed|able)|recommended|ideally|optional|not (?:required|essential|necessary|mandatory|a must))/i;
const COMPANY_SENTENCE =
  /\b(?:equal (?:employment )?opportunity|without regard to|regardless of (?:race|gender|age)|affirmative action|eeo|years (?:in business|of history)|founded in|was founded)\b/i;
// Also where a scraper lost the blank ("2 years.Experience", "in PhysicsRequirements"), but not in "B.Sc." or "Node.js".
const SENTENCE_END =
  /(?<=[.!?;])\s+|(?<=[a-z)][.!?])(?=\p{Lu}[a-z])|\s*[•·▪●*]\s*|(?<=[a-z)])(?=(?:Minimum|Preferred|Required|Bonus) [A-Zq]|Requirements|Qualifications|Responsibilities|Benefits)/u;
const MAX_SENTENCE_LENGTH = 600;

/**
 * Splits a job description (plain text) into sentences, each marked as a duty, a requirement, a plus or
 * something about the company, by the headings above it and by its own words.
 */
export function readSections(text: string): AdSentence[] {
  const sentences: AdSentence[] = [];
  let kind: SectionKind = 'work';
  for (const line of text.split('\n')) {
    for (const piece of line.split(SENTENCE_END)) {
      const sentence = piece.trim();
      if (!sentence) continue;
      const heading = HEADINGS.find(([, pattern]) => pattern.test(sentence));
      if (heading) kind = heading[0];
      sentences.push({
        kind: COMPANY_SENTENCE.test(sentence) ? 'company' : NICE.test(sentence) ? 'nice' : kind,
        text: sentence.slice(0, MAX_SENTENCE_LENGTH),
      });
    }
  }
  return sentences;
}
