import { createMarket, type Item } from 'pocketrank/distill';
import { createKindOf, type Kind } from './kind-of-ad.ts';
import type { MarketRules, Person } from './person.ts';
import { toPosting } from './written-ads.ts';

/**
 * Draws the candidates that a search would bring for a person: simulated ads near by, of the trade and of neighbours of
 * it, some remote and some too far, a few scams and expired ones, and the ads that are written by hand. Deterministic.
 *
 * @param todayMs the day of the data, in milliseconds since 1970 UTC; no open ad is newer
 */
export function drawCandidates(person: Person, rules: MarketRules, todayMs: number): Item[] {
  const { id, search } = person;
  const { items, truth } = createMarket({
    seed: `demo/${id}`,
    profiles: 2,
    items: rules.items,
    sessions: 2,
    slateSize: 20,
    occupations: [...search.own, ...search.near],
    endMs: todayMs,
  });
  const kindOf = createKindOf(person, truth);
  const isWanted = createFilter(rules, search.without);
  const drawn = items.filter((item, at) => isWanted(item, kindOf(truth.jobs[at]!)));
  // Where an ad has no key, the place in the market is one.
  const keyed = drawn.map((item) => ({ ...item, identifier: `${id}-${items.indexOf(item) + 1}` }));
  const written = person.ads.map((ad) => toPosting(ad, todayMs));
  return interleave(keyed, written);
}

/** Lets through, in turn, as many ads of each kind and each employer as the rules say. */
function createFilter(
  rules: MarketRules,
  without: readonly string[],
): (item: Item, kind: Kind | undefined) => boolean {
  const left = { ...rules.quotas };
  const ofEmployer = new Map<string, number>();
  const leftOut = [...rules.without, ...without];
  return (item, kind) => {
    const employer = nameOf(item);
    if (leftOut.some((words) => `${String(item['title'])} ${employer}`.includes(words)))
      return false;
    if (kind === undefined || left[kind] === 0) return false;
    const seen = ofEmployer.get(employer) ?? 0;
    const isEnough =
      item['jobLocation'] !== undefined &&
      employer !== '' &&
      String(item['description'] ?? '').length >= rules.leastText;
    if (kind !== 'spam' && (!isEnough || seen === rules.perEmployer)) return false;
    ofEmployer.set(employer, seen + 1);
    left[kind] -= 1;
    return true;
  };
}

/** The employer's name; '' where the ad has none. */
function nameOf(item: Item): string {
  const employer = item['hiringOrganization'] as { name?: string } | string | undefined;
  return (typeof employer === 'object' ? employer.name : employer) ?? '';
}

/** Spreads `few` evenly through `many`: the order of a server knows nothing of who wrote what. */
function interleave<T>(many: readonly T[], few: readonly T[]): T[] {
  const step = (many.length + few.length) / few.length;
  const merged = [...many];
  few.forEach((one, at) => merged.splice(Math.floor(at * step + step / 2), 0, one));
  return merged;
}
