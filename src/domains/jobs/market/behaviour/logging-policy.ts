import type { Random } from '../../../../core/math/random.ts';
import { createCloseness } from '../../taxonomy/closeness.ts';
import type { Taxonomy } from '../../taxonomy/types.ts';
import { splitWords } from '../../taxonomy/words.ts';
import type { JobTruth, ProfileTruth } from '../types.ts';
import { firstAbove } from './first-above.ts';

/** A slate as the logging policy shows it. */
export interface ShownSlate {
  /** Job ids from the first position. */
  jobs: string[];
  /** The chance that the policy put this job at this position, given the jobs of the slate. */
  propensities: number[];
  shuffled: boolean;
}

/** Share of the slates that are shuffled, so that position bias can be told from relevance. */
export const SHUFFLE_SHARE = 0.3;

/** Share of a slate that comes from the neighbourhood of the profile. */
const NEAR_SHARE = 0.72;

/** How much a new ad is ranked up, and the time after which that falls to 1/e. */
const FRESHNESS = 2;
const FRESH_MS = 20 * 86_400_000;

/** The chance that an expired ad is still shown where a live one would be. */
const EXPIRED_SHOWN = 0.15;

/** The product that the log comes from: it retrieves jobs, ranks them, and now and then shuffles. */
export interface LoggingPolicy {
  /** Draws the jobs of a slate and their order. */
  show(random: Random, profileId: string, atMs: number, size: number): ShownSlate;
  /** Draws further jobs from the same neighbourhood and from everywhere. */
  others(
    random: Random,
    profileId: string,
    atMs: number,
    count: number,
    except: ReadonlySet<string>,
  ): string[];
}

interface Indexed {
  job: JobTruth;
  words: Set<string>;
  popularity: number;
  /** What its employer pays to stand further up. */
  bid: number;
}

/**
 * Creates the logging policy: two thirds of a slate from occupations near that of the profile and places near
 * by, the rest from anywhere; ranked by shared words, place and popularity, by what employers pay and how new
 * the ad is, with noise. So position tells of money and dates as much as of anybody's liking: whoever takes
 * clicks at face value learns that lines of business that pay well are liked well.
 *
 * @param bids what each employer pays, by id
 */
export function createLoggingPolicy(
  random: Random,
  taxonomy: Taxonomy,
  jobs: readonly { truth: JobTruth; title: string }[],
  profiles: readonly { truth: ProfileTruth; words: string }[],
  bids: ReadonlyMap<string, number>,
): LoggingPolicy {
  const closeness = createCloseness(taxonomy.occupations);
  const all: Indexed[] = jobs.map(({ truth, title }) => ({
    job: truth,
    words: wordSet(title),
    // What many have clicked before: appeal and sensation, noisily.
    popularity: truth.appeal + 0.5 * truth.clickbait + 0.5 * random.normal(),
    bid: bids.get(truth.employer) ?? 0,
  }));
  const people = new Map(
    profiles.map((entry) => [entry.truth.id, { person: entry.truth, words: wordSet(entry.words) }]),
  );
  const pools = new Map<string, Float64Array>();
  const occupationIds = [...new Set(jobs.map(({ truth }) => truth.titleOccupation))];
  const occupationAt = new Map(occupationIds.map((id, at) => [id, at]));
  const jobOccupations = all.map(({ job }) => occupationAt.get(job.titleOccupation) ?? 0);

  /** The running sum of the weights at which the retrieval draws each job for a profile. */
  function poolOf(profileId: string): Float64Array {
    const known = pools.get(profileId);
    if (known) return known;
    const sums = new Float64Array(all.length);
    const person = people.get(profileId)?.person;
    if (person) {
      const near = occupationIds.map((occupation) => {
        let best = 0.8 * closeness(person.intent, occupation);
        for (const { id, weight } of person.occupations)
          best = Math.max(best, weight * closeness(id, occupation));
        return 0.004 + best ** 2;
      });
      let sum = 0;
      for (let at = 0; at < all.length; at++) {
        const { job } = all[at] as Indexed;
        sum += (near[jobOccupations[at] as number] as number) * placeWeight(person, job);
        sums[at] = sum;
      }
    }
    pools.set(profileId, sums);
    return sums;
  }

  function retrieve(
    stream: Random,
    profileId: string,
    atMs: number,
    count: number,
    except: ReadonlySet<string>,
  ): Indexed[] {
    const sums = poolOf(profileId);
    const total = sums[sums.length - 1] ?? 0;
    const chosen = new Set<Indexed>();
    const add = (entry: Indexed | undefined) => {
      if (!entry || entry.job.postedMs > atMs || except.has(entry.job.id)) return;
      // The product clears expired ads away, but not all of them.
      if (entry.job.validThroughMs < atMs && stream.next() > EXPIRED_SHOWN) return;
      chosen.add(entry);
    };
    const near = Math.round(count * NEAR_SHARE);
    for (let tries = 0; chosen.size < near && tries < count * 6; tries++) {
      add(all[firstAbove(sums, stream.next() * total)]);
    }
    for (let tries = 0; chosen.size < count && tries < count * 40; tries++) add(stream.pick(all));
    return [...chosen];
  }

  return {
    show(stream, profileId, atMs, size) {
      const known = people.get(profileId);
      const scored = retrieve(stream, profileId, atMs, size, new Set()).map((entry) => {
        let shared = 0;
        for (const word of entry.words) if (known?.words.has(word)) shared++;
        const lexical = shared / Math.max(1, Math.sqrt(entry.words.size));
        const here = entry.job.sites.some(({ place }) => place === known?.person.site.place)
          ? 1
          : 0;
        return {
          id: entry.job.id,
          score:
            lexical +
            0.7 * here +
            0.4 * entry.popularity +
            entry.bid +
            FRESHNESS * Math.exp(-Math.max(0, atMs - entry.job.postedMs) / FRESH_MS) +
            0.45 * stream.normal(),
        };
      });
      scored.sort((a, b) => b.score - a.score);
      const ranked = scored.map(({ id }) => id);
      const shuffled = stream.next() < SHUFFLE_SHARE;
      const shown = shuffled ? stream.shuffle([...ranked]) : ranked;
      const chance = SHUFFLE_SHARE / shown.length;
      return {
        jobs: shown,
        propensities: shown.map((id, at) =>
          round(ranked[at] === id ? 1 - SHUFFLE_SHARE + chance : chance),
        ),
        shuffled,
      };
    },
    others: (stream, profileId, atMs, count, except) =>
      retrieve(stream, profileId, atMs, count, except).map(({ job }) => job.id),
  };
}

function placeWeight(person: ProfileTruth, job: JobTruth): number {
  if (job.workplace === 'remote') return 0.7;
  if (job.sites.some(({ place }) => place === person.site.place)) return 1;
  return job.country === person.country ? 0.16 : 0.02;
}

function wordSet(text: string): Set<string> {
  return new Set(splitWords(text).map(({ key }) => key));
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
