import { z } from 'zod';
import { TERM_KINDS } from './term.ts';
import type { EventTypes } from './event-types.ts';
import { readRowTime } from './row-time.ts';

/** Null and empty cells mean that a value is not given. */
function optional<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (value) => (value === null || value === '' ? undefined : value),
    schema.optional(),
  );
}

/** A key: text, or a number as text. */
const id = z
  .union([z.string(), z.number()], { error: 'must be text or a number' })
  .transform(String)
  .refine((text) => text !== '', 'is empty');

// Formats without types of their own (CSV) may hand over digits as text.
const number = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z.number({ error: 'must be a number' }),
);

const time = z.unknown().transform((value, context) => {
  const ms = readRowTime(value);
  if (ms !== undefined) return ms;
  context.addIssue('must be a time (ISO 8601, or milliseconds since 1970)');
  return z.NEVER;
});

const attributes = z.record(z.string(), z.unknown(), { error: 'must be an object' });

/** The parts of each table's rows that the build step relies on; everything else passes unchanged. */
export const itemRow = z.looseObject({ attributes: optional(attributes) });

export const profileRow = z.looseObject({ id, attributes: optional(attributes) });

export const gradeRow = z.object({
  profileId: id,
  itemId: id,
  grade: number.pipe(
    z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)], {
      error: 'must be 0, 1, 2, 3 or 4',
    }),
  ),
  grader: optional(id),
});

const object = z.looseObject({}, { error: 'must be an object' });
const two = { error: 'must be a list of two' };

export const pairRow = z.object({
  id,
  kind: optional(id),
  note: optional(z.string()),
  profileId: optional(id),
  profile: optional(object),
  items: optional(z.array(object, two).length(2, two)),
  itemIds: optional(z.array(id, two).length(2, two)),
  better: id,
  worse: optional(id),
});

export const termRow = z.object({
  name: id,
  kind: optional(z.enum(TERM_KINDS, { error: `must be one of ${TERM_KINDS.join(', ')}` })),
});

/** The rows of events and of slates, with the types that a domain's events may have. */
export function createRowSchemas({ names }: EventTypes) {
  const type = z.enum(names, { error: `must be one of ${names.join(', ')}` });
  const positive = optional(number.pipe(z.number().min(0, 'must not be negative')));
  const event = z.object({
    profileId: id,
    itemId: id,
    type,
    at: optional(time),
    position: optional(number.pipe(z.int('must be an integer').min(1, 'must be 1 or more'))),
    slateId: optional(id),
    dwellMs: positive,
    propensity: optional(number.pipe(z.number().min(0, 'must be 0 … 1').max(1, 'must be 0 … 1'))),
    score: optional(number.pipe(z.number())),
  });
  const slate = z.object({
    id,
    profileId: id,
    at: optional(time),
    candidates: z.union([z.literal('*'), z.array(id).min(1)], {
      error: 'must be a list of item ids, or "*"',
    }),
    gains: z.record(z.string(), z.number().min(0, 'must not be negative'), {
      error: 'must be an object of gains by item id',
    }),
    history: optional(
      z.array(z.object({ itemId: id, type, at: optional(time), dwellMs: positive })),
    ),
  });
  return { event, slate, eventTypes: names };
}

/** The first thing that is wrong, as one clause: the path in the row, and what it must be. */
export function firstIssue(error: z.ZodError): { path: string; message: string } {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  const message = issue?.message ?? 'is not valid';
  return { path, message: path === '' ? message : `${path} ${message}` };
}
