import { z } from 'zod';
import { wordPattern } from './word-pattern.ts';
import type { Sector } from './market/employers/sector.ts';
import type {
  EducationLevel,
  Field,
  Occupation,
  Place,
  Seniority,
  Skill,
} from './taxonomy/types.ts';

const text = z.string().min(1);
const texts = z.array(text);
const share = z.number().min(0).max(1);
const positive = z.number().positive();

/** Several texts between bars: `one | two | three`. */
const list = z
  .string()
  .transform((value) => value.split('|').map((part) => part.trim()))
  .refine((parts) => parts.every((part) => part !== ''), 'has nothing between two bars');
const set = list.transform((parts): ReadonlySet<string> => new Set(parts));
const map = <T extends z.ZodType>(value: T) =>
  z
    .record(text, value)
    .transform((entries): ReadonlyMap<string, z.output<T>> => new Map(Object.entries(entries)));

/** A regular expression with these flags. */
const pattern = (flags: string) =>
  z.string().transform((source, context) => {
    try {
      return new RegExp(source, flags);
    } catch (error) {
      context.addIssue((error as Error).message);
      return z.NEVER;
    }
  });

/** A row of `data/fields.jsonl`. */
export const fieldRow: z.ZodType<Field> = z.strictObject({
  id: text,
  name: text,
  studyAreas: texts.min(1),
});

/** A row of `data/skills.jsonl`. */
export const skillRow: z.ZodType<Skill> = z.strictObject({
  id: text,
  name: text,
  synonyms: texts.default([]),
});

/** A row of `data/places.jsonl`. */
export const placeRow: z.ZodType<Place> = z.strictObject({
  id: text,
  locality: text,
  aliases: texts.default([]),
  region: text,
  country: z.string().regex(/^[A-Z]{2}$/u, 'must be two capital letters'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  weight: positive,
  payFactor: positive,
});

/** A row of `data/occupations.jsonl`. */
export const occupationRow: z.ZodType<Occupation> = z.strictObject({
  id: text,
  title: text,
  field: text,
  synonyms: texts,
  germanTitles: texts.default([]),
  workNames: texts.default([]),
  description: text,
  tasks: texts,
  coreSkills: texts,
  niceSkills: texts,
  // Written as {id: closeness}, which names none twice.
  related: z
    .record(text, share)
    .transform((related) => Object.entries(related).map(([id, closeness]) => ({ id, closeness }))),
  education: z.literal<EducationLevel[]>([0, 1, 2, 3, 4, 5, 6]),
  licences: texts.default([]),
  studyAreas: texts.default([]),
  pay: z
    .strictObject({ low: positive, median: positive, high: positive })
    .refine(({ low, median, high }) => low < median && median < high, 'must rise'),
  remoteShare: share,
  openings: positive.default(1),
});

/** A row of `data/sectors.jsonl`. */
export const sectorRow: z.ZodType<Sector> = z.strictObject({
  id: text,
  industry: text,
  weight: positive,
  size: z.literal([1, 2, 3, 4, 5]),
  agency: z.boolean().exactOptional(),
  hires: z.record(text, z.number().nonnegative()),
  names: texts.min(1),
  blurbs: texts.min(1),
});

const seniorityId = z.enum(['intern', 'junior', 'mid', 'senior', 'lead', 'manager', 'director']);

/** `data/seniorities.yaml`. */
export const seniorityLadder: z.ZodType<Seniority[]> = z
  .array(
    z.strictObject({
      id: seniorityId,
      name: text,
      words: list,
      years: z.strictObject({ low: z.number().nonnegative(), high: positive }),
      payFactor: positive,
    }),
  )
  .transform((steps) => steps.map((step, rank) => ({ ...step, rank })));

/** `data/words.yaml`. */
export const wordsDocument = z.strictObject({
  variants: map(text),
  skills: z.strictObject({ capital: set, guarded: set, company: set }),
  titles: z.strictObject({
    fillers: set,
    levels: set,
    plain: list,
    numerals: map(seniorityId),
    computing: set,
    elsewhere: set,
    alone: set,
    schedules: set,
  }),
  tokens: z.strictObject({ silent: set, generic: set, longForms: map(text) }),
});

/** Phrases between bars, as a pattern that finds any of them. */
const phrases = list.transform(wordPattern);

/** `data/ad-words.yaml`. */
export const adWordsDocument = z.strictObject({
  employment: z.strictObject({
    'full-time': phrases,
    'part-time': phrases,
    temporary: phrases,
    internship: phrases,
    'per-diem': phrases,
  }),
  workplace: z.strictObject({
    remoteTitle: phrases,
    remoteText: phrases,
    hybrid: phrases,
    onsite: phrases,
  }),
  seniority: z.partialRecord(seniorityId, phrases).transform((levels) =>
    Object.entries(levels).map(([id, words]) => ({
      level: seniorityId.options.indexOf(seniorityId.parse(id)),
      pattern: words,
    })),
  ),
  experience: z.strictObject({ years: list, months: list, work: phrases, none: phrases }),
});

/** `data/knowledge.yaml`. */
export const knowledgeDocument = z.strictObject({ names: set });

/** `data/languages.yaml`. */
export const languagesDocument = map(list);

/** `data/licences.yaml`. */
export const licencesDocument = z.array(
  z.strictObject({
    key: text,
    name: text,
    pattern: pattern('i'),
    includes: list.default([]),
    everyday: z.boolean().default(false),
  }),
);

/** `data/market/names.yaml`. */
export const namesDocument = z.strictObject({
  family: list,
  given: list,
  nature: list,
  coinedStarts: list,
  coinedEnds: list,
  saints: list,
});

/** `data/market/traits.yaml`. */
export const traitsDocument = map(list);

/** `data/market/benefits.yaml`. */
export const benefitsDocument = z.strictObject({ countries: map(list), any: list, desk: list });

/** `data/market/pay-scales.yaml`. */
export const payScalesDocument = map(
  z.strictObject({ currency: text, base: positive, exponent: positive, symbol: text }),
);

/** `data/market/american.yaml`. */
export const americanDocument = z.strictObject({
  spellings: z.array(z.strictObject({ british: pattern('gu'), american: text })),
  stems: list,
});

/** `data/market/ads.yaml`. */
export const adsDocument = z.strictObject({
  blurbs: texts,
  openers: texts,
  agencyOpeners: texts,
  sharedDuties: texts,
  deskDuties: texts,
  oneSkill: texts,
  someSkills: texts,
  pluses: texts,
  hours: z.strictObject({
    FULL_TIME: texts,
    PART_TIME: texts,
    CONTRACTOR: texts,
    TEMPORARY: texts,
    INTERN: texts,
    PER_DIEM: texts,
  }),
  remote: texts,
  hybrid: texts,
  closings: z.strictObject({ any: texts, german: texts, american: texts, british: texts }),
  headings: z.array(z.tuple([text, text, text])),
});

/** `data/market/web.yaml`. */
export const webDocument = z.strictObject({
  fields: map(share),
  employment: map(texts),
  workHours: texts,
  countries: map(texts),
  regions: map(text),
  streets: texts,
  titles: z.strictObject({ calls: texts, ofEmployer: texts, about: texts, areas: list }),
  boilerplate: texts,
  labels: texts,
});

/** `data/market/spam.yaml`. */
export const spamDocument = z.strictObject({
  spam: z.array(z.strictObject({ title: text, description: text })),
  employers: list,
  thin: texts,
});

/** `data/market/spoken.yaml`. */
export const spokenDocument = z.strictObject({ unused: set, shortForms: set, proper: set });
