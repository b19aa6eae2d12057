import type { MarketTruth } from 'pocketrank/distill';
import type { MarketRules, Person } from './person.ts';

const EARTH_KM = 6371;
const RADIANS = Math.PI / 180;

type Job = MarketTruth['jobs'][number];

/** A point on the map, in degrees. */
interface Site {
  latitude: number;
  longitude: number;
}

/** What an ad is to a search: see the quotas of `demo/people/market.yaml`. */
export type Kind = keyof MarketRules['quotas'];

/** Tells what kind of ad a job of the market is to a person's search; undefined: nothing that it would bring. */
export function createKindOf(
  { search }: Person,
  truth: MarketTruth,
): (job: Job) => Kind | undefined {
  const home = siteOf(truth, search.city);
  return (job) => {
    if (job.quality === 'spam') return 'spam';
    const isOwn = search.own.includes(job.titleOccupation);
    const isNear = job.sites.some((site) => kmBetween(site, home) <= search.withinKm);
    const isHome = job.country === search.country;
    if (job.validThroughMs < truth.endMs) return isNear && isOwn ? 'expired' : undefined;
    if (job.workplace === 'remote') return isHome && isOwn ? 'remote' : undefined;
    if (!isNear || !isHome) return isOwn ? 'far' : undefined;
    return isOwn ? 'own' : 'near';
  };
}

/** Where a town lies, by a job there. */
function siteOf(truth: MarketTruth, city: string): Site {
  const id = city.toLowerCase().replaceAll(' ', '-');
  const site = truth.jobs.flatMap(({ sites }) => sites).find(({ place }) => place === id);
  if (site === undefined) throw new Error(`The market has no job in ${city}.`);
  return site;
}

/** The distance of two sites along the surface, in kilometres. */
function kmBetween(a: Site, b: Site): number {
  const [from, to] = [a.latitude * RADIANS, b.latitude * RADIANS];
  const half =
    Math.sin((to - from) / 2) ** 2 +
    Math.cos(from) * Math.cos(to) * Math.sin(((b.longitude - a.longitude) * RADIANS) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half));
}
