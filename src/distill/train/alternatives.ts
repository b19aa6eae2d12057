import { DAY_MS } from '../../core/features/evidence.ts';
import type { Cross, Schema } from '../../core/features/schema.ts';
import type { Random } from '../../core/math/random.ts';
import type { LogEvent } from '../../core/types.ts';
import type { PairData } from './pair-data.ts';
import type { StudentLists } from './student-lists.ts';

/** How long a served list usually is: alternatives are sought for about so many, and cut to as many. */
const ALTERNATIVES = 100;
/** A list of fewer alternatives than this is no list. */
const MIN_ALTERNATIVES = 20;
/** What more than this share of the open jobs have in common finds no list: a country, where all are of one. */
const MAX_SHARE = 0.5;
/** Half the time during which a job that anybody dealt with counts as open. */
const OPEN_DAYS = 14;
/** Events that are looked at for open jobs, at most. */
const PROBES = 3000;
/** Choices that tell by what lists are found. */
const SAMPLE = 200;

/** What else could have been chosen where the log does not say, without the jobs to leave out. */
export type Alternatives = (job: number, at: number, without: ReadonlySet<number>) => number[];

/** The jobs that a list found by one key of a job would hold. */
type Sharing = (job: number, open: readonly number[]) => readonly number[];

/**
 * Creates the search for alternatives that resemble a served list: jobs that anybody dealt with around that
 * time and that share something with the chosen one, as the jobs that one query finds do.
 *
 * @param sample choices that tell by what lists are found
 */
export function createAlternatives(
  schema: Schema,
  data: PairData,
  lists: StudentLists,
  events: readonly LogEvent[],
  sample: readonly { job: number; at: number }[],
  random: Random,
): Alternatives {
  const openAt = createOpenJobs(data, events, random);
  const sharing = chooseSharing(schema, lists, sample.slice(0, SAMPLE), openAt);
  return (job, at, without) => {
    const open = openAt(at).filter((other) => other !== job && !without.has(other));
    const alike = sharing(job, open);
    const pool = alike.length >= MIN_ALTERNATIVES ? alike : open;
    return random.shuffle([...pool]).slice(0, ALTERNATIVES);
  };
}

/** Jobs that the log names within {@link OPEN_DAYS} of a time; with any others where these are too few. */
function createOpenJobs(
  data: PairData,
  events: readonly LogEvent[],
  random: Random,
): (at: number) => number[] {
  const timed = events.filter((event) => event.at !== undefined).sort((a, b) => a.at! - b.at!);
  const times = Float64Array.from(timed, (event) => event.at!);
  const jobs = Int32Array.from(timed, (event) => data.jobIndex.get(event.jobId)!);
  return (at) => {
    const from = firstAtLeast(times, at - OPEN_DAYS * DAY_MS);
    const to = firstAtLeast(times, at + OPEN_DAYS * DAY_MS);
    const open = new Set<number>();
    if (to - from <= PROBES) for (let i = from; i < to; i++) open.add(jobs[i]!);
    else for (let i = 0; i < PROBES; i++) open.add(jobs[from + random.integer(to - from)]!);
    const enough = Math.min(MIN_ALTERNATIVES + 1, data.rankable);
    while (open.size < enough) open.add(random.integer(data.rankable));
    return [...open];
  };
}

/** The first index whose value is at least `value`, in ascending values. */
function firstAtLeast(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * By what lists are found: the cross by which most choices have a list of some length that is not nearly everything, places and categories
 * before words. One for all choices: were it the one that suits each, what a list holds would tell of what
 * was chosen.
 */
function chooseSharing(
  schema: Schema,
  lists: StudentLists,
  sample: readonly { job: number; at: number }[],
  openAt: (at: number) => readonly number[],
): Sharing {
  const isText = ({ jobField }: Cross): boolean => schema.fields[jobField]!.kind === 'text';
  const matches = schema.crosses.filter(({ kind }) => kind === 'match');
  const choices = sample.map(({ job, at }) => ({ job, open: openAt(at) }));
  for (const crosses of [matches.filter((cross) => !isText(cross)), matches.filter(isText)]) {
    let most = choices.length / 2;
    let best: Sharing | undefined;
    for (const cross of crosses) {
      const sharing = createSharing(lists, cross);
      const found = choices.filter(({ job, open }) => {
        const { length } = sharing(job, open);
        return length >= MIN_ALTERNATIVES && length <= MAX_SHARE * open.length;
      }).length;
      if (found > most) [most, best] = [found, sharing];
    }
    if (best !== undefined) return best;
  }
  return () => [];
}

/**
 * The jobs that share a job's key by a cross of kind match: of its keys the one whose sharers come closest to
 * a list's usual length, say a town where many jobs are, else its region. None where the job has no key.
 */
function createSharing({ codes, stride, width }: StudentLists, { offset, bytes }: Cross): Sharing {
  const keysOf = (job: number): number[] => {
    const keys: number[] = [];
    const from = job * stride + width + offset;
    for (let i = from; i < from + bytes; i += 3) {
      const key = codes[i]! | (codes[i + 1]! << 8);
      if (key === 0) break;
      keys.push(key);
    }
    return keys;
  };
  const off = (jobs: readonly number[]): number => Math.abs(Math.log(jobs.length / ALTERNATIVES));
  return (job, open) => {
    const sharers = new Map(keysOf(job).map((key) => [key, [] as number[]]));
    for (const other of open) for (const key of keysOf(other)) sharers.get(key)?.push(other);
    let best: readonly number[] = [];
    for (const jobs of sharers.values()) if (off(jobs) < off(best)) best = jobs;
    return best;
  };
}
