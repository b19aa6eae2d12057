import type { z } from 'zod';
import type {
  Grade,
  GradeValue,
  HistoryEvent,
  Item,
  LogEvent,
  Profile,
  Slate,
} from '../../core/types.ts';
import { readKey } from '../../core/reading/read-key.ts';
import type { Term } from './term.ts';
import type { RowProblem } from './bad-rows.ts';
import { createEventTypes } from './event-types.ts';
import { findFutureTime } from './future-time.ts';
import { itemIdOf, withItemIds } from './item-ids.ts';
import type { Noun, OpenTablesOptions } from './types.ts';
import { USUAL_KEYS } from '../../core/reading/item-paths.ts';
import {
  firstIssue,
  gradeRow,
  itemRow,
  profileRow,
  createRowSchemas,
  termRow,
} from './row-schemas.ts';

/** What a row may refer to: keys of the tables read before its own. */
export interface KnownKeys {
  items: { has(key: string): boolean };
  profiles: { has(id: string): boolean };
}

/** The same with the rows themselves. */
export interface KnownRows {
  items: ReadonlyMap<string, Item>;
  profiles: ReadonlyMap<string, Profile>;
}

/** What rows must be beyond what every table's must. */
export interface RowRules {
  /** The forms of events and slates, with the types of the domain. */
  rows: ReturnType<typeof createRowSchemas>;
  /** What rows may say for `itemId`: `jobId`. */
  idName: string;
  /** What rows may say for `items` and `itemIds`, where they hold some: `jobs`, `jobIds`. */
  listNames: readonly [items: string, itemIds: string];
  /** Paths of an item's key. */
  keys: readonly (readonly string[])[];
  /** The clock, in milliseconds since 1970 UTC. */
  now: number;
}

/** The rules for rows of some options' tables, whose items are called so. */
export function createRowRules(
  { eventTypes = createEventTypes(), keys = USUAL_KEYS, nouns = [] }: OpenTablesOptions,
  now: number,
  noun: Noun,
): RowRules {
  // Where there is no table of items its name tells nothing.
  const { one, many } = nouns.length === 1 ? nouns[0]! : noun;
  return {
    rows: createRowSchemas(eventTypes),
    idName: itemIdOf(noun.one),
    listNames: [many, `${itemIdOf(one)}s`],
    keys: keys.map((path) => path.split('.')),
    now,
  };
}

/** A row that passed, or what is wrong with it. */
export type Checked<T> = { row: T } | { problem: RowProblem };

/** Whether a row failed its check. */
export function hasProblem<T>(checked: Checked<T>): checked is { problem: RowProblem } {
  return 'problem' in checked;
}

/** An item: an object with a key, or content to make one from, that no item before it has. */
export function checkItem(
  value: unknown,
  known: KnownKeys,
  { keys }: Pick<RowRules, 'keys'>,
): Checked<{ key: string; item: Item }> {
  const parsed = parseRow(itemRow, value);
  if (hasProblem(parsed)) return parsed;
  const item = value as Item;
  const key = readKey(item, keys);
  if (key === undefined) return bad('missing-id', 'the item holds nothing');
  if (known.items.has(key)) return bad('duplicate-id', `an item before has the key "${key}" too`);
  return { row: { key, item } };
}

/** A profile: an object with an id that no profile before it has. */
export function checkProfile(
  value: unknown,
  known: KnownKeys,
): Checked<{ id: string; profile: Profile }> {
  const parsed = parseRow(profileRow, value, ['id']);
  if (hasProblem(parsed)) return parsed;
  const { id } = parsed.row;
  if (known.profiles.has(id)) {
    return bad('duplicate-id', `a profile before has the id "${id}" too`);
  }
  return { row: { id, profile: value as Profile } };
}

/** An event of a known item and a known profile. */
export function checkEvent(value: unknown, known: KnownKeys, rules: RowRules): Checked<LogEvent> {
  const { rows, idName, now } = rules;
  const parsed = parseRow(rows.event, withItemIds(value, idName), ['profileId', 'itemId']);
  if (hasProblem(parsed)) return parsed;
  const { profileId, itemId, ...rest } = parsed.row;
  const problem = unknownReference(known, profileId, itemId) ?? findFutureTime(now, rest.at);
  if (problem !== undefined) return { problem };
  return { row: compact({ profileId, itemId, ...rest }) };
}

/** A grade of a known pair. */
export function checkGrade(value: unknown, known: KnownKeys, { idName }: RowRules): Checked<Grade> {
  const parsed = parseRow(gradeRow, withItemIds(value, idName), ['profileId', 'itemId']);
  if (hasProblem(parsed)) return parsed;
  const { profileId, itemId, grade, grader = 'unknown' } = parsed.row;
  const problem = unknownReference(known, profileId, itemId);
  if (problem !== undefined) return { problem };
  return { row: { profileId, itemId, grade: grade as GradeValue, grader } };
}

/** A name that texts may hold. */
export function checkTerm(value: unknown): Checked<Term> {
  const parsed = parseRow(termRow, value, ['name']);
  if (hasProblem(parsed)) return parsed;
  const { name, kind = 'name' } = parsed.row;
  return { row: { name, kind } };
}

/** A slate of known items, each once, whose gains are for its candidates. */
export function checkSlate(value: unknown, known: KnownKeys, rules: RowRules): Checked<Slate> {
  const { rows, idName, now } = rules;
  const parsed = parseRow(rows.slate, withItemIds(value, idName), ['id', 'profileId']);
  if (hasProblem(parsed)) return parsed;
  const { id, profileId, at, candidates, gains, history = [] } = parsed.row;
  const mentioned = history.map(({ itemId }) => itemId);
  if (candidates !== '*') mentioned.push(...candidates);
  const problem =
    unknownReference(known, profileId, ...mentioned, ...Object.keys(gains)) ??
    candidateProblem(candidates, gains) ??
    findFutureTime(now, at, ...history.map((event) => event.at));
  if (problem !== undefined) return { problem };
  const row: Slate = {
    id,
    profileId,
    candidates,
    gains,
    history: history.map((event): HistoryEvent => compact(event)),
  };
  if (at !== undefined) row.at = at;
  return { row };
}

export function parseRow<T extends z.ZodType>(
  schema: T,
  value: unknown,
  ids: readonly string[] = [],
): Checked<z.infer<T>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad('does-not-parse', 'not an object');
  }
  for (const name of ids) {
    const given = (value as Record<string, unknown>)[name];
    if (given === undefined || given === null || given === '') {
      return bad('missing-id', `${name} is missing`);
    }
  }
  const result = schema.safeParse(value);
  return result.success
    ? { row: result.data }
    : bad('invalid-value', firstIssue(result.error).message);
}

export function unknownReference(
  known: KnownKeys,
  profileId: string,
  ...itemIds: readonly string[]
): RowProblem | undefined {
  if (!known.profiles.has(profileId)) {
    return { reason: 'unknown-profile', message: `there is no profile "${profileId}"` };
  }
  const unknown = itemIds.find((itemId) => !known.items.has(itemId));
  if (unknown === undefined) return undefined;
  return { reason: 'unknown-item', message: `there is no item "${unknown}"` };
}

function candidateProblem(
  candidates: readonly string[] | '*',
  gains: Readonly<Record<string, number>>,
): RowProblem | undefined {
  if (candidates === '*') return undefined;
  const set = new Set(candidates);
  if (set.size < candidates.length) {
    const twice = candidates.find((itemId, i) => candidates.indexOf(itemId) !== i);
    return { reason: 'duplicate-id', message: `"${twice}" is a candidate twice` };
  }
  const stray = Object.keys(gains).find((itemId) => !set.has(itemId));
  if (stray === undefined) return undefined;
  return { reason: 'invalid-value', message: `"${stray}" has a gain but is no candidate` };
}

export function bad(reason: RowProblem['reason'], message: string): { problem: RowProblem } {
  return { problem: { reason, message } };
}

type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** Leaves out properties that are undefined. */
export function compact<T extends object>(row: T): Defined<T> {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
