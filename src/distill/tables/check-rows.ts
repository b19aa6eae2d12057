import type { z } from 'zod';
import type {
  Grade,
  GradeValue,
  HistoryEvent,
  JobPosting,
  LogEvent,
  Profile,
  Slate,
} from '../../core/types.ts';
import { findJobKey } from '../../core/features/job-key.ts';
import type { RowProblem } from './bad-rows.ts';
import { eventRow, firstIssue, gradeRow, jobRow, profileRow, slateRow } from './row-schemas.ts';

/** What a row may refer to: the tables read before its own. */
export interface KnownRows {
  jobs: ReadonlyMap<string, JobPosting>;
  profiles: ReadonlyMap<string, Profile>;
}

/** A row that passed, or what is wrong with it. */
export type Checked<T> = { row: T } | { problem: RowProblem };

/** Whether a row failed its check. */
export function hasProblem<T>(checked: Checked<T>): checked is { problem: RowProblem } {
  return 'problem' in checked;
}

/** A job: an object with a key that no job before it has. */
export function checkJob(
  value: unknown,
  known: KnownRows,
): Checked<{ key: string; job: JobPosting }> {
  const parsed = parseRow(jobRow, value);
  if (hasProblem(parsed)) return parsed;
  const job = value as JobPosting;
  const key = findJobKey(job);
  if (key === undefined) return bad('missing-id', 'the job has no identifier');
  if (known.jobs.has(key))
    return bad('duplicate-id', `a job before has the identifier "${key}" too`);
  return { row: { key, job } };
}

/** A profile: an object with an id that no profile before it has. */
export function checkProfile(
  value: unknown,
  known: KnownRows,
): Checked<{ id: string; profile: Profile }> {
  const parsed = parseRow(profileRow, value, ['id']);
  if (hasProblem(parsed)) return parsed;
  const { id } = parsed.row;
  if (known.profiles.has(id)) {
    return bad('duplicate-id', `a profile before has the id "${id}" too`);
  }
  return { row: { id, profile: value as Profile } };
}

/** An event of a known job and a known profile. */
export function checkEvent(value: unknown, known: KnownRows): Checked<LogEvent> {
  const parsed = parseRow(eventRow, value, ['profileId', 'jobId']);
  if (hasProblem(parsed)) return parsed;
  const { profileId, jobId, ...rest } = parsed.row;
  const problem = unknownReference(known, profileId, jobId);
  if (problem !== undefined) return { problem };
  return { row: compact({ profileId, jobId, ...rest }) };
}

/** A grade of a known pair. */
export function checkGrade(value: unknown, known: KnownRows): Checked<Grade> {
  const parsed = parseRow(gradeRow, value, ['profileId', 'jobId']);
  if (hasProblem(parsed)) return parsed;
  const { profileId, jobId, grade, grader = 'unknown' } = parsed.row;
  const problem = unknownReference(known, profileId, jobId);
  if (problem !== undefined) return { problem };
  return { row: { profileId, jobId, grade: grade as GradeValue, grader } };
}

/** A slate of known jobs, each once, whose gains are for its candidates. */
export function checkSlate(value: unknown, known: KnownRows): Checked<Slate> {
  const parsed = parseRow(slateRow, value, ['id', 'profileId']);
  if (hasProblem(parsed)) return parsed;
  const { id, profileId, at, candidates, gains, history = [] } = parsed.row;
  const mentioned = history.map(({ jobId }) => jobId);
  if (candidates !== '*') mentioned.push(...candidates);
  const problem =
    unknownReference(known, profileId, ...mentioned, ...Object.keys(gains)) ??
    candidateProblem(candidates, gains);
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

function parseRow<T extends z.ZodType>(
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

function unknownReference(
  known: KnownRows,
  profileId: string,
  ...jobIds: readonly string[]
): RowProblem | undefined {
  if (!known.profiles.has(profileId)) {
    return { reason: 'unknown-profile', message: `there is no profile "${profileId}"` };
  }
  const unknown = jobIds.find((jobId) => !known.jobs.has(jobId));
  if (unknown === undefined) return undefined;
  return { reason: 'unknown-job', message: `there is no job "${unknown}"` };
}

function candidateProblem(
  candidates: readonly string[] | '*',
  gains: Readonly<Record<string, number>>,
): RowProblem | undefined {
  if (candidates === '*') return undefined;
  const set = new Set(candidates);
  if (set.size < candidates.length) {
    const twice = candidates.find((jobId, i) => candidates.indexOf(jobId) !== i);
    return { reason: 'duplicate-id', message: `"${twice}" is a candidate twice` };
  }
  const stray = Object.keys(gains).find((jobId) => !set.has(jobId));
  if (stray === undefined) return undefined;
  return { reason: 'invalid-value', message: `"${stray}" has a gain but is no candidate` };
}

function bad(reason: RowProblem['reason'], message: string): { problem: RowProblem } {
  return { problem: { reason, message } };
}

type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** Leaves out properties that are undefined. */
function compact<T extends object>(row: T): Defined<T> {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
