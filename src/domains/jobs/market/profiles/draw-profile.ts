import type { Random } from '../../../../core/math/random.ts';
import type { TaxonomyLookup } from '../../taxonomy/lookup.ts';
import type { Occupation, Place, Taxonomy } from '../../taxonomy/types.ts';
import { drawSeniority, isManagerial, type Demand } from '../demand.ts';
import type { Employers } from '../employers/create-employers.ts';
import { scatter } from '../jobs/draw-job.ts';
import type { Employment, ProfileTruth, Workplace } from '../types.ts';
import { drawCareer, type Position } from './draw-career.ts';

/** The number of dimensions of taste. */
export const TASTE_SIZE = 8;

/** A person before they are put into words. */
export interface ProfileDraft extends ProfileTruth {
  now: Occupation;
  wants: Occupation;
  /** Whether the profile says what the person wants when that is another occupation. */
  saysIntent: boolean;
  place: Place;
  /** Latest first. */
  positions: Position[];
  years: number;
}

/** What a person is drawn from. */
export interface ProfileSources {
  demand: Demand;
  employers: Employers;
  taxonomy: Taxonomy;
  lookup: TaxonomyLookup;
  endMs: number;
}

/** Draws one person. */
export function drawProfile(random: Random, id: string, sources: ProfileSources): ProfileDraft {
  const { demand, taxonomy, lookup } = sources;
  const now = demand.occupations[random.weighted(demand.weights)] as Occupation;
  const place = demand.places[random.weighted(demand.places.map(({ weight }) => weight))] as Place;
  const seniority = drawSeniority(random, now);
  const years = drawYears(random, taxonomy, seniority, now);
  const positions = drawCareer(random, { now, seniority, years, place }, sources);
  const wants = drawIntent(random, now, demand, lookup);
  const step = taxonomy.seniorities[seniority];
  const current =
    now.pay.median * (step?.payFactor ?? 1) ** (now.education >= 4 ? 1 : 0.6) * place.payFactor;
  const speaksGerman = /DE|AT|CH/u.test(place.country)
    ? random.next() < 0.93
    : random.next() < 0.02;
  return {
    id,
    occupations: occupationsOf(positions),
    intent: wants.id,
    seniority,
    site: scatter(random, place),
    country: place.country,
    wishPlace: drawWishPlace(random, demand, place),
    skills: drawSkills(random, now, positions),
    licences: licencesOf(random, now, seniority, positions),
    education: drawEducation(random, now),
    speaksGerman,
    desiredPay: Math.round(current * Math.exp(0.03 + 0.12 * random.normal())),
    workplace: drawWorkplaceWish(random, now),
    employment: drawEmploymentWish(random, seniority, now),
    maxCommuteKm: [10, 15, 20, 25, 30, 40, 50, 70][
      random.weighted([1, 2, 3, 4, 4, 3, 2, 1])
    ] as number,
    willingToRelocate: random.next() < 0.14,
    taste: Array.from({ length: TASTE_SIZE }, () => round(random.normal())),
    distanceWeight: round(Math.exp(0.35 * random.normal())),
    payWeight: round(Math.exp(0.4 * random.normal())),
    clickbaitWeight: round(Math.exp(0.5 * random.normal() - 0.12)),
    now,
    wants,
    saysIntent: random.next() < 0.45,
    place,
    positions,
    years,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function drawYears(random: Random, taxonomy: Taxonomy, seniority: number, now: Occupation): number {
  const span = taxonomy.seniorities[seniority]?.years ?? { low: 2, high: 6 };
  // The simple work of a person may have gone on for decades without a step on the ladder.
  const high = seniority === 2 && now.education < 4 ? 28 : Math.min(span.high, 26);
  return Math.round((span.low + (high - span.low) * random.next() ** 1.5) * 10) / 10;
}

function occupationsOf(positions: readonly Position[]): { id: string; weight: number }[] {
  const weights = new Map<string, number>();
  positions.forEach(({ occupation }, at) => {
    const weight = Math.max(0.5, 1 - 0.2 * at);
    if (!weights.has(occupation.id)) weights.set(occupation.id, weight);
  });
  return [...weights].map(([id, weight]) => ({ id, weight }));
}

/** Most people look for what they do; some for a step up or aside, a few for something else altogether. */
function drawIntent(
  random: Random,
  now: Occupation,
  demand: Demand,
  lookup: TaxonomyLookup,
): Occupation {
  const dice = random.next();
  if (dice < 0.68) return now;
  if (dice < 0.93) {
    const near = demand.occupations.filter(
      (other) => other !== now && lookup.closeness(now.id, other.id) >= 0.35,
    );
    if (near.length > 0) {
      return near[
        random.weighted(near.map((other) => lookup.closeness(now.id, other.id)))
      ] as Occupation;
    }
  }
  const reachable = demand.occupations.filter(({ education }) => education <= now.education + 1);
  return random.pick(reachable.length > 0 ? reachable : [now]);
}

function drawWishPlace(random: Random, demand: Demand, home: Place): string | undefined {
  if (random.next() > 0.12) return undefined;
  const others = demand.places.filter(
    ({ id, country }) => id !== home.id && country === home.country,
  );
  return others.length > 0 ? random.pick(others).id : undefined;
}

function drawSkills(random: Random, now: Occupation, positions: readonly Position[]): string[] {
  const skills = new Set<string>();
  for (const id of now.coreSkills) if (random.next() < 0.82) skills.add(id);
  for (const id of now.niceSkills) if (random.next() < 0.4) skills.add(id);
  for (const { occupation } of positions.slice(1)) {
    for (const id of occupation.coreSkills) if (random.next() < 0.35) skills.add(id);
  }
  for (const id of [
    'teamwork',
    'communication',
    'microsoft-office',
    'reliability',
    'driving-licence',
  ]) {
    if (random.next() < 0.12) skills.add(id);
  }
  return [...skills];
}

function licencesOf(
  random: Random,
  now: Occupation,
  seniority: number,
  positions: readonly Position[],
): string[] {
  const licences = new Set<string>();
  if (seniority > 0) for (const name of now.licences) if (random.next() < 0.95) licences.add(name);
  for (const { occupation } of positions) {
    for (const name of occupation.licences) if (random.next() < 0.9) licences.add(name);
  }
  return [...licences];
}

function drawEducation(random: Random, now: Occupation): number {
  const dice = random.next();
  const shift = dice < 0.12 ? -1 : dice < 0.78 ? 0 : 1;
  return Math.min(
    6,
    Math.max(0, now.education + (now.licences.length > 0 && shift < 0 ? 0 : shift)),
  );
}

function drawWorkplaceWish(random: Random, now: Occupation): Workplace {
  const dice = random.next();
  if (now.remoteShare < 0.08) return dice < 0.05 ? 'remote' : dice < 0.1 ? 'hybrid' : 'onsite';
  return dice < 0.25 + now.remoteShare * 0.5 ? 'remote' : dice < 0.78 ? 'hybrid' : 'onsite';
}

function drawEmploymentWish(random: Random, seniority: number, now: Occupation): Employment {
  if (seniority === 0 && now.education >= 4) return 'INTERN';
  const dice = random.next();
  if (isManagerial(now) || now.education >= 4) {
    return dice < 0.87 ? 'FULL_TIME' : dice < 0.94 ? 'PART_TIME' : 'CONTRACTOR';
  }
  return dice < 0.7 ? 'FULL_TIME' : dice < 0.95 ? 'PART_TIME' : 'TEMPORARY';
}
