import type { Random } from '../../../../core/math/random.ts';
import type { Occupation, Place, Taxonomy } from '../../taxonomy/types.ts';
import { drawSeniority, SHIFT_FIELDS, type Demand } from '../demand.ts';
import type { Employer, Employers } from '../employers/create-employers.ts';
import type { Employment, JobQuality, JobTruth, Site, Workplace } from '../types.ts';

const DAY_MS = 86_400_000;
/** Most ads were posted at most this many days before the end of the log. */
const USUAL_DAYS = 150;
/** Share of ads that nobody ever takes down, and how old they are at most. */
const FORGOTTEN_SHARE = 0.07;
const FORGOTTEN_DAYS = 560;
const GERMAN_SPEAKING = new Set(['DE', 'AT', 'CH']);

/** A job before it is put into words. */
export interface JobDraft extends JobTruth {
  /** The occupation that the ad speaks of in its title. */
  claims: Occupation;
  work: Occupation;
  by: Employer;
  places: Place[];
  /** The title shouts although the job is real. */
  shouts: boolean;
}

/** Titles under which door-to-door and call-centre work is sometimes advertised. */
const LURES = [
  'marketing-manager',
  'hr-specialist',
  'account-manager',
  'management-consultant',
  'event-planner',
  'marketing-specialist',
  'administrative-assistant',
];

/** Draws the jobs of a market. */
export function drawJobs(
  random: Random,
  count: number,
  demand: Demand,
  employers: Employers,
  taxonomy: Taxonomy,
  endMs: number,
): JobDraft[] {
  const byId = new Map(taxonomy.occupations.map((occupation) => [occupation.id, occupation]));
  const lures = LURES.flatMap((id) => byId.get(id) ?? []);
  return Array.from({ length: count }, (_, at) => {
    const quality = drawQuality(random);
    const work = occupationOf(random, demand, quality, byId);
    const claims = quality === 'misleading' ? random.pick(lures) : work;
    return drawJob(random, `j${at + 1}`, { work, claims, quality }, employers, taxonomy, endMs);
  });
}

function drawQuality(random: Random): JobQuality {
  return (['good', 'thin', 'misleading', 'spam'] as const)[
    random.weighted([0.91, 0.03, 0.03, 0.03])
  ] as JobQuality;
}

function occupationOf(
  random: Random,
  demand: Demand,
  quality: JobQuality,
  byId: Map<string, Occupation>,
): Occupation {
  if (quality === 'misleading') {
    const id = random.next() < 0.7 ? 'sales-representative' : 'customer-service-representative';
    return byId.get(id) as Occupation;
  }
  if (quality === 'spam') {
    const ids = [
      'data-entry-clerk',
      'customer-service-representative',
      'delivery-driver',
      'administrative-assistant',
      'sales-representative',
    ];
    return byId.get(random.pick(ids)) as Occupation;
  }
  return demand.occupations[random.weighted(demand.weights)] as Occupation;
}

function drawJob(
  random: Random,
  id: string,
  kind: { work: Occupation; claims: Occupation; quality: JobQuality },
  employers: Employers,
  taxonomy: Taxonomy,
  endMs: number,
): JobDraft {
  const { work, claims, quality } = kind;
  const choice = employers.hiring(work);
  const by = choice.employers[random.weighted(choice.weights)] as Employer;
  const workplace = quality === 'spam' ? 'remote' : drawWorkplace(random, work);
  const places = drawPlaces(random, by, workplace);
  const home = places[0] as Place;
  const seniority = quality === 'good' || quality === 'thin' ? drawSeniority(random, work) : 2;
  const employment = drawEmployment(random, work, seniority);
  const step = taxonomy.seniorities[seniority];
  const spread = Math.log(work.pay.high / work.pay.low) / 5.2;
  const pay =
    work.pay.median *
    (step?.payFactor ?? 1) ** (work.education >= 4 ? 1 : 0.6) *
    home.payFactor *
    by.payFactor *
    Math.exp(spread * 0.5 * random.normal());
  const forgotten = random.next() < FORGOTTEN_SHARE;
  const age = random.next() * (forgotten ? FORGOTTEN_DAYS : USUAL_DAYS);
  const postedMs = endMs - age * DAY_MS;
  // A tenth closes early, and so is expired for a good part of the log.
  const usual = random.next() < 0.1 ? 20 + random.integer(40) : 90 + random.integer(120);
  const stays = forgotten ? FORGOTTEN_DAYS + 30 : usual;
  const shouts = quality === 'good' && random.next() < 0.05;
  const clickbait =
    quality === 'spam'
      ? 1.6 + 0.6 * random.next()
      : quality === 'misleading'
        ? 1.3 + 0.5 * random.next()
        : shouts
          ? 0.8 + 0.5 * random.next()
          : 0;
  return {
    id,
    occupation: work.id,
    titleOccupation: claims.id,
    seniority,
    employer: by.id,
    sites: places.map((place) => scatter(random, place)),
    country: home.country,
    workplace,
    employment,
    pay: Math.round(quality === 'spam' ? pay * 0.3 : quality === 'misleading' ? pay * 0.7 : pay),
    statedPay: statedPay(random, pay, claims.pay.median, quality, home.country),
    coreSkills: drawSkills(random, work.coreSkills, 0.85, 2),
    niceSkills: drawSkills(random, work.niceSkills, 0.45, 0),
    licences:
      quality === 'spam' || seniority === 0 ? [] : work.licences.filter(() => random.next() < 0.96),
    education: Math.max(0, work.education - (random.next() < 0.15 ? 1 : 0)),
    needsGerman: GERMAN_SPEAKING.has(home.country) && random.next() < 0.85,
    postedMs: Math.round(postedMs),
    validThroughMs: Math.round(postedMs + stays * DAY_MS),
    quality,
    clickbait: Math.round(clickbait * 1000) / 1000,
    appeal: Math.round(0.35 * random.normal() * 1000) / 1000,
    claims,
    work,
    by,
    places,
    shouts,
  };
}

function drawWorkplace(random: Random, work: Occupation): Workplace {
  const share = work.remoteShare;
  const dice = random.next();
  if (dice < share * 0.55) return 'remote';
  return dice < share * 1.15 ? 'hybrid' : 'onsite';
}

function drawPlaces(random: Random, by: Employer, workplace: Workplace): Place[] {
  const home = random.pick(by.places);
  if (workplace !== 'onsite' || by.places.length < 2 || random.next() > 0.06) return [home];
  const others = by.places.filter((place) => place !== home && place.country === home.country);
  return [home, ...others.slice(0, 1 + random.integer(2))];
}

/** A spot in or around a city: most within ten kilometres of its centre. */
export function scatter(random: Random, place: Place): Site {
  const north = 0.055 * random.normal();
  const east = (0.055 * random.normal()) / Math.cos((place.latitude * Math.PI) / 180);
  return {
    place: place.id,
    latitude: Math.round((place.latitude + north) * 1e4) / 1e4,
    longitude: Math.round((place.longitude + east) * 1e4) / 1e4,
  };
}

function drawEmployment(random: Random, work: Occupation, seniority: number): Employment {
  if (seniority === 0) return work.education >= 4 ? 'INTERN' : 'FULL_TIME';
  const dice = random.next();
  if (SHIFT_FIELDS.has(work.field) || work.field === 'education' || work.field === 'personal') {
    if (dice < 0.3) return 'PART_TIME';
    if (dice < 0.36) return 'TEMPORARY';
    return dice < 0.4 && (work.field === 'care' || work.field === 'hospitality')
      ? 'PER_DIEM'
      : 'FULL_TIME';
  }
  if (dice < 0.09) return 'PART_TIME';
  return dice < 0.17 ? 'CONTRACTOR' : dice < 0.19 ? 'TEMPORARY' : 'FULL_TIME';
}

const STATES_PAY: Readonly<Record<string, number>> = {
  US: 0.62,
  CA: 0.55,
  GB: 0.6,
  IE: 0.45,
  AT: 0.75,
  DE: 0.32,
  CH: 0.2,
  NL: 0.5,
};

function statedPay(
  random: Random,
  pay: number,
  claimedMedian: number,
  quality: JobQuality,
  country: string,
): number | undefined {
  if (quality === 'spam') return Math.round(Math.max(pay, 45_000) * (1.5 + random.next()));
  if (quality === 'misleading') return Math.round(claimedMedian * (1 + 0.3 * random.next()));
  if (quality === 'thin' || random.next() > (STATES_PAY[country] ?? 0.5)) return undefined;
  return Math.round(pay);
}

function drawSkills(random: Random, from: readonly string[], share: number, atLeast: number) {
  const chosen = from.filter((_, at) => at < atLeast || random.next() < share);
  return chosen.slice(0, 8);
}
