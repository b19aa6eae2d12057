import type { TaxonomyLookup } from '../../taxonomy/lookup.ts';
import type { Occupation } from '../../taxonomy/types.ts';

/** The titles of an occupation that ads use. */
export interface BaseTitles {
  /** English titles that state no level. */
  english: string[];
  german: string[];
  /** English titles that state a level, by its rank ("Head Chef", "Sales Director"). */
  byRank: Map<number, string[]>;
}

// Known to the lookup, but no longer, or not fairly, used in ads.
const UNUSED = new Set(
  'Stewardess|Air Hostess|Waitress|Lunch Lady|Barmaid|Barman|Postman|Postie|Maid|Chambermaid|Headmaster|Draughtsman|Draftsman|Fireman|Groundsman|Maintenance Man|Masseuse|Masseur|Seamstress|Zimmermädchen|Sekretärin|Arzthelferin|Hotelfachfrau|Bankkauffrau|Bürokauffrau|Verkäuferin|Erzieherin|Friseurin|Kosmetikerin|Konditorin|Empfangssekretärin|Journalistin|Personalsachbearbeiterin|Nageldesignerin|Masseurin|Kinderpflegerin|Assistentin der Geschäftsführung|Lumberjack|Bouncer|Jailer|Putzhilfe|Krankenschwester|Ghostwriter|Prosecutor|Judge|Au Pair|Door to Door Sales Representative|President|Teacher|Driver|Doctor|Consultant|Developer|Programmer|Therapist|Counselor|Counsellor|Nurse|Engineer|Clerk|Producer|Presenter|Actor|Singer|Dancer|Author|Editor|Trainer|Assessor|Facilitator|Investigator|Banker|Underwriter|Server|Cook|Caregiver|Scientist|Researcher|Facility Worker|Instructor|Administrator|Secretary|Merchandiser|Buyer|Estimator|Vet|Physio|Interpreter|Reporter|Correspondent|Laborer|Labourer|Monteur|Steward|Brand Demonstrator|Linguist|Host|Hostess|Driving Instructor|Piano Teacher|Mail Carrier|Zusteller|Fahrer|Retail Sales|Software Development|IT Support|IT Helpdesk|First Line Support|Kitchen Staff|Wait Staff|Bar Staff|Cleaning Staff|Direct Care Staff|Stock Crew|Kitchen Crew|Service Crew|Restaurant Crew|Seasonal Associate'.split(
    '|',
  ),
);
/** Of those, the ones that stay because nothing else is as usual. */
const KEPT = new Set([
  'Cook',
  'Server',
  'Buyer',
  'Caregiver',
  'Estimator',
  'Interpreter',
  'Teacher',
  'Counselor',
]);

/** Abbreviations that ads put in their titles without the full name. */
const SHORT_FORMS = new Set(
  'RN LPN LVN CNA HHA EMT SRE DBA CSR LCSW CFO COO CTO CEO CMO GP PMHNP CPA'.split(' '),
);

/** Sorts the titles of all occupations by language and level, once. */
export function createBaseTitles(lookup: TaxonomyLookup): (occupation: Occupation) => BaseTitles {
  const made = new Map<string, BaseTitles>();
  return (occupation) => {
    const known = made.get(occupation.id);
    if (known) return known;
    const titles: BaseTitles = { english: [], german: [], byRank: new Map() };
    const seen = new Set<string>();
    for (const title of [occupation.title, ...occupation.synonyms, ...occupation.germanTitles]) {
      // "a Kitchen Staff" is no title of one person.
      const many = / (?:Staff|Crew)$/u.test(title);
      const short = /^\p{Lu}{2,6}$/u.test(title) && !SHORT_FORMS.has(title);
      if (
        many ||
        short ||
        (UNUSED.has(title) && !KEPT.has(title)) ||
        seen.has(title.toLowerCase())
      ) {
        continue;
      }
      seen.add(title.toLowerCase());
      const rank = lookup.findOccupation(title)?.seniority?.rank;
      if (occupation.germanTitles.includes(title)) {
        if (rank === undefined || rank === 5) titles.german.push(title);
      } else if (rank === undefined) titles.english.push(title);
      else titles.byRank.set(rank, [...(titles.byRank.get(rank) ?? []), title]);
    }
    if (titles.english.length === 0) titles.english.push(occupation.title);
    made.set(occupation.id, titles);
    return titles;
  };
}
