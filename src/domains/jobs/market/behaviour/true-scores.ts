import { createCloseness } from '../../taxonomy/closeness.ts';
import type { Taxonomy } from '../../taxonomy/types.ts';
import type { JobTruth, MarketTruth, ProfileTruth, Site } from '../types.ts';

/** What the simulation knows of a pair at a time. */
export interface PairScores {
  /** How well the job suits the person, 0–1: what a product policy would judge. No taste, no sensation. */
  fit: number;
  /** The chance of a click once looked at, 0–1. */
  attraction: number;
  /** The chances of an application and of saving the job after a click, 0–1. */
  apply: number;
  save: number;
  /** The chance that the job is dismissed when looked at and not clicked, 0–1. */
  dismiss: number;
}

const DAY_MS = 86_400_000;
const INTERCEPT = -4.9;
const WORKPLACE_MATCH: Readonly<Record<string, number>> = {
  'onsite onsite': 1,
  'onsite hybrid': 0.9,
  'onsite remote': 0.75,
  'hybrid onsite': 0.65,
  'hybrid hybrid': 1,
  'hybrid remote': 0.9,
  'remote onsite': 0.35,
  'remote hybrid': 0.65,
  'remote remote': 1,
};

/**
 * Creates the function that tells the truth of any pair, from the truth alone (so also from `truth.json`
 * read back).
 */
export function createTrueScores(
  truth: Pick<MarketTruth, 'jobs' | 'profiles' | 'tastes'>,
  taxonomy: Taxonomy,
): (profileId: string, itemId: string, atMs: number) => PairScores {
  const closeness = createCloseness(taxonomy.occupations);
  const jobs = new Map(truth.jobs.map((job) => [job.id, job]));
  const people = new Map(
    truth.profiles.map((person) => [
      person.id,
      { person, skills: new Set(person.skills), licences: new Set(person.licences) },
    ]),
  );
  const wishSites = new Map(
    taxonomy.places.map((place) => [
      place.id,
      { place: place.id, latitude: place.latitude, longitude: place.longitude },
    ]),
  );

  return function scores(profileId, itemId, atMs) {
    const job = jobs.get(itemId);
    const known = people.get(profileId);
    if (!job || !known) return { fit: 0, attraction: 0, apply: 0, save: 0, dismiss: 0 };
    const { person } = known;
    const held = (ids: readonly string[]) =>
      ids.length === 0 ? 0.6 : ids.filter((id) => known.skills.has(id)).length / ids.length;
    const skills = held(job.coreSkills);
    const near = nearness(person, job, wishSites.get(person.wishPlace ?? ''));
    const level = levelMatch(stepOf(job.seniority, job) - stepOf(person.seniority, job));
    const workplace = WORKPLACE_MATCH[`${person.workplace} ${job.workplace}`] ?? 0.7;
    const hours =
      job.employment === person.employment ||
      (job.employment === 'CONTRACTOR' && person.employment === 'FULL_TIME')
        ? 1
        : 0.7;

    const fit = fitOf(
      job,
      {
        skills,
        extra: held(job.niceSkills),
        near: near.home,
        level,
        workplace,
        hours,
        licensed: job.licences.every((name) => known.licences.has(name)),
      },
      person,
      workCloseness(person, job.occupation),
      atMs,
    );
    const taste = tasteFor(person, job, truth.tastes);
    const promised = Math.max(
      0.8 * workCloseness(person, job.titleOccupation),
      closeness(person.intent, job.titleOccupation),
    );
    const pay =
      job.statedPay === undefined
        ? -0.1
        : Math.max(-1, Math.min(1, 2.2 * Math.log(job.statedPay / person.desiredPay)));
    const age = (atMs - job.postedMs) / DAY_MS;
    const drawn =
      INTERCEPT +
      4.4 * promised +
      2.4 * person.distanceWeight * (near.felt - 0.5) +
      0.8 * (skills - 0.5) +
      0.7 * person.payWeight * pay +
      1.2 * (workplace - 0.7) +
      1.6 * (level - 0.7) +
      0.5 * Math.exp(-age / 10) +
      taste +
      job.appeal +
      person.clickbaitWeight * job.clickbait;
    return {
      fit,
      attraction: sigmoid(drawn),
      apply: sigmoid(-3 + 4.2 * fit + 0.35 * taste - 0.7 * job.clickbait),
      save: sigmoid(-2.2 + 1.6 * fit + 0.5 * taste - 0.5 * job.clickbait),
      dismiss: sigmoid(
        -4.1 + 1.3 * (1 - promised) - 0.8 * taste + 0.5 * (1 - near.felt) + 0.4 * job.clickbait,
      ),
    };
  };

  function workCloseness(person: ProfileTruth, occupation: string): number {
    let best = person.occupations.length === 0 ? 0.85 * closeness(person.intent, occupation) : 0;
    for (const { id, weight } of person.occupations)
      best = Math.max(best, weight * closeness(id, occupation));
    return best;
  }
}

/** What a pair has in common, each 0–1. */
interface Matches {
  skills: number;
  extra: number;
  near: number;
  level: number;
  workplace: number;
  hours: number;
  licensed: boolean;
}

function fitOf(
  job: JobTruth,
  match: Matches,
  person: ProfileTruth,
  work: number,
  atMs: number,
): number {
  if (job.quality === 'spam') return 0.01;
  const pay =
    job.pay >= person.desiredPay ? 1 : Math.max(0.3, 1 - 2.2 * (1 - job.pay / person.desiredPay));
  const lacking = Math.max(0, job.education - person.education);
  let fit = work ** 1.1 * (0.5 + 0.42 * match.skills + 0.08 * match.extra);
  fit *=
    match.near ** 0.9 *
    match.level *
    (0.55 + 0.45 * match.workplace) *
    (0.6 + 0.4 * pay) *
    match.hours;
  // A licence of simple work is soon earned.
  if (!match.licensed) fit *= job.education <= 1 ? 0.45 : 0.15;
  if (lacking > 0) fit *= lacking === 1 ? 0.8 : 0.45;
  if (job.needsGerman && !person.speaksGerman) fit *= 0.2;
  if (job.quality === 'misleading') fit *= 0.4;
  if (job.quality === 'thin') fit *= 0.85;
  if (atMs > job.validThroughMs) fit *= 0.1;
  return Math.round(Math.min(1, fit) * 1e4) / 1e4;
}

/** In work that needs no training, trainees and skilled hands are one step. */
function stepOf(rank: number, job: JobTruth): number {
  return job.education <= 1 ? Math.max(2, rank) : rank;
}

function levelMatch(gap: number): number {
  if (gap >= 0) return [1, 0.82, 0.5, 0.25][gap] ?? 0.1;
  return [1, 0.85, 0.6, 0.4][-gap] ?? 0.25;
}

/** How near the work is: as the policy judges it, and as the person, who may want to move, feels it. */
function nearness(
  person: ProfileTruth,
  job: JobTruth,
  wish: Site | undefined,
): { home: number; felt: number } {
  const sameCountry = job.country === person.country;
  if (job.workplace === 'remote')
    return sameCountry ? { home: 1, felt: 0.95 } : { home: 0.15, felt: 0.15 };
  let home = 0;
  let wished = 0;
  for (const site of job.sites) {
    home = Math.max(home, reach(person.site, site, person.maxCommuteKm));
    if (wish) wished = Math.max(wished, reach(wish, site, 25));
  }
  if (sameCountry && person.willingToRelocate) home = Math.max(home, 0.45);
  if (sameCountry) home = Math.max(home, job.workplace === 'hybrid' ? 0.12 : 0.06);
  return { home: Math.max(home, 0.02), felt: Math.max(home, 1.1 * wished) };
}

function reach(from: Site, to: Site, withinKm: number): number {
  const north = (to.latitude - from.latitude) * 111.2;
  const east = (to.longitude - from.longitude) * 111.2 * Math.cos((from.latitude * Math.PI) / 180);
  const distance = Math.hypot(north, east);
  return distance <= withinKm ? 1 : Math.exp((withinKm - distance) / (0.6 * withinKm));
}

function tasteFor(person: ProfileTruth, job: JobTruth, tastes: MarketTruth['tastes']): number {
  const site = job.sites[0]?.place ?? '';
  return (
    dot(person.taste, tastes.employers[job.employer]) +
    dot(person.taste, tastes.occupations[job.titleOccupation]) +
    dot(person.taste, tastes.places[site])
  );
}

function dot(a: readonly number[], b: readonly number[] | undefined): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b?.[at] ?? 0);
  return sum;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
