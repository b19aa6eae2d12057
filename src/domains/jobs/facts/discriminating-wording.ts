/** Wordings that choose people by a protected attribute rather than by the work. */
const PATTERNS: readonly RegExp[] = [
  // Gender
  /\b(?:(?:fe)?males?|m[ae]n|wom[ae]n|ladies|lady|girls?|boys?|gentlem[ae]n) (?:candidates?|applicants?)? ?(?:only|preferred)\b/i,
  /\b(?:only|preferably) (?:(?:fe)?males?|m[ae]n|wom[ae]n|ladies|girls?|boys?)\b(?!['’]s)/i,
  /\b(?:looking for|seeking|hiring|need(?:ed|s)?|wanted:?) (?:an? |some )?(?:young |smart |attractive |energetic |presentable ){0,2}(?:(?:fe)?males?|lady|ladies|girls?|wom[ae]n|boys?|m[ae]n)\b(?!['’]s|[- ](?:wear|clothing|health|hours|power))/i,
  /\b(?:gender|sex)\s*[:=-]\s*(?:fe)?male\b/i,
  // Age
  /\b(?:age|aged)\s*(?:limit|range|group|between|from)?\s*[:=]?\s*\d{2}\s*(?:-|–|to|and)\s*\d{2}\b/i,
  /\bmax(?:imum)?\.? age\b|\bage limit\b|\bno(?:t)? older than \d{2}\b|\b(?:under|below|up to) (?:the age of )?\d{2} years (?:old|of age)\b|\byounger than \d{2}\b/i,
  /\byoung(?:,? (?:and )?(?:energetic|dynamic|ambitious|attractive|fresh))+\b|\b(?:digital natives?|recent graduates|fresh graduates) only\b|\bmature (?:women|men|lady)\b/i,
  // Marital status and family
  /\b(?:un)?married (?:candidates?|applicants?|persons?|men|women|only|preferred)\b|\bsingle (?:candidates?|applicants?|women|men) (?:only|preferred)?|\bunmarried\b|\bmarital status\s*[:=]\s*\w+|\bno (?:children|kids|family obligations)\b|\bnot (?:be )?pregnant\b/i,
  // Nationality, ethnicity and religion
  /\b(?:[A-Z]\p{Ll}+ )?(?:nationals?|natives?|locals?) only\b|\bno foreigners\b|\bnationality\s*[:=]\s*\p{L}+|\b(?:preferred|required) nationality\b/iu,
  /\b(?:christians?|muslims?|hindus?|jew(?:s|ish)|buddhists?|white|caucasian|black|asian|arab|western(?:ers?)?|european|filipino|indian)s? (?:candidates?|applicants?|people|staff)? ?(?:only|preferred)\b/i,
  // Disability, health, looks and photographs
  /\bable[- ]bodied\b|\bno (?:physical )?(?:disabilit(?:y|ies)|handicaps?)\b(?! discrimination)|\bgood[- ]looking\b|\battractive (?:person|appearance|lady|woman|girl|female|candidate)|\bpleasing (?:personality and )?(?:looks|appearance)|\b(?:attach|send|include|submit|provide)\b[^.]{0,30}\b(?:your|recent|personal) (?:photo|photograph|picture|selfie)\b/i,
];

/** Sentences that promise equal treatment name every attribute, and rightly. */
const EQUAL_TREATMENT =
  /\b(?:equal|without regard|regardless|discriminat|divers|eeo|affirmative|protected|inclusi|encouraged to apply|welcome applications|all genders)\w*/i;
/** A lower age limit that the law sets is about the work. */
const LAWFUL_AGE = /\b(?:at least|minimum(?: age)?(?: of)?|over|must be)\s*(?:18|19|21)\b/i;

/** The wordings of an ad that choose by a protected attribute, as quoted from it, each once. */
export function discriminatingWording(text: string): string[] {
  // Most ads are clean, and one pass over the whole shows it.
  if (!PATTERNS.some((pattern) => pattern.test(text))) return [];
  const found = new Set<string>();
  for (const sentence of text.split(/(?<=[.!?])\s+|\n/u)) {
    if (EQUAL_TREATMENT.test(sentence)) continue;
    for (const pattern of PATTERNS) {
      const quote = pattern.exec(sentence)?.[0].trim();
      if (
        quote &&
        !(LAWFUL_AGE.test(sentence) && /\bage/i.test(quote) && !/limit|max/i.test(quote))
      ) {
        found.add(quote);
      }
    }
  }
  return [...found];
}
