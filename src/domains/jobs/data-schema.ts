import { z } from 'zod';
import type { Sector } from './market/employers/sector.ts';
import type { EducationLevel, Field, Occupation, Place, Skill } from './taxonomy/types.ts';

const text = z.string().min(1);
const texts = z.array(text);
const share = z.number().min(0).max(1);
const positive = z.number().positive();

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
