import { longitudeScale } from '../features/evidence.ts';
import { MORE, PLACE_BYTES } from '../features/facts.ts';
import { NO_PLACE } from '../features/reading.ts';
import { tokenHash } from '../features/token-hash.ts';
import { factOf, found, loadHashes, profileNumber, type Bind, type Comparison } from './read.ts';

/** Units of longitude (1/128 degree) in a turn. */
const TURN = 46_080;
const KM_PER_UNIT = 40_075 / TURN;

/** Where each place of the profile starts among its facts, and whether any place has coordinates. */
function profilePlaces({ profile, evidence }: Comparison): number[] {
  const places: number[] = [];
  const end = profile === undefined ? 0 : profile.at + PLACE_BYTES * profile.slots;
  for (let at = profile?.at ?? 0; at < end; at += PLACE_BYTES) {
    if (isPlace(evidence.facts, at)) places.push(at);
  }
  return places;
}

function isPlace(view: DataView, at: number): boolean {
  if (view.getInt16(at, true) !== NO_PLACE) return true;
  return [4, 8, 12].some((part) => view.getUint32(at + part, true) !== 0);
}

/** The kilometres to the nearest place, as far as they count; or their share of how far the profile would go. */
export const bindDistance: Bind = (comparison) => {
  const { evidence, item } = comparison;
  const { facts } = evidence;
  const points = profilePlaces(comparison).filter((at) => facts.getInt16(at, true) !== NO_PLACE);
  if (points.length === 0) return undefined;
  const { at: offset, slots } = item!;
  const share = shareOf(comparison);
  return (view, at) => {
    let best = Infinity;
    for (let i = 0, from = at + offset; i < slots; i++, from += PLACE_BYTES) {
      const latitude = view.getInt16(from, true);
      if (hasMore(view, from)) return NaN;
      if (latitude === NO_PLACE) continue;
      const longitude = view.getInt16(from + 2, true);
      for (const point of points) {
        const home = facts.getInt16(point, true);
        const across = Math.abs(longitude - facts.getInt16(point + 2, true));
        const dx = (Math.min(across, TURN - across) * longitudeScale(home)) / 128;
        best = Math.min(best, dx * dx + (latitude - home) ** 2);
      }
    }
    return best === Infinity ? NaN : Math.sqrt(best) * KM_PER_UNIT * share(view, at);
  };
};

/** What a kilometre counts, by the item's category; over the longest way where the measure is a share of it. */
function shareOf(comparison: Comparison): (view: DataView, at: number) => number {
  const { schema, source } = comparison;
  const { per, factor } = source;
  const stated =
    per?.profile === undefined
      ? NaN
      : profileNumber({ ...comparison, profile: factOf(schema, 'profile', per.profile) });
  const longest = per === undefined ? 1 : stated > 0 ? stated : (per.otherwise as number);
  if (factor === undefined) return () => 1 / longest;
  const fact = factOf(schema, 'item', factor.item)!;
  const factors = new Map(
    Object.entries(factor.values).map(([value, by]) => [
      tokenHash(fact.field, value),
      by as number,
    ]),
  );
  return (view, at) => {
    const count = loadHashes(view, at, fact);
    let best = Infinity;
    for (let i = 0; i < count; i++) best = Math.min(best, factors.get(found[i]!) ?? Infinity);
    return (best === Infinity ? 1 : best) / longest;
  };
}

/** By name: 0 the same town, 1 the same region, 2 the same country, 3 another country, of the nearest pair. */
export const bindArea: Bind = (comparison) => {
  const { evidence, item, source } = comparison;
  const { facts } = evidence;
  const places = profilePlaces(comparison);
  if (places.length === 0) return undefined;
  const { at: offset, slots } = item!;
  const hasPoint = places.some((at) => facts.getInt16(at, true) !== NO_PLACE);
  const yields = source.whereNoDistance === true && hasPoint;
  return (view, at) => {
    let best = NaN;
    for (let i = 0, from = at + offset; i < slots; i++, from += PLACE_BYTES) {
      if (yields && view.getInt16(from, true) !== NO_PLACE) return NaN;
      if (hasMore(view, from)) return best > 0 ? NaN : best;
      for (const place of places) {
        const area = areaBetween(view, from, facts, place);
        if (area < best || Number.isNaN(best)) best = area;
      }
    }
    return best;
  };
};

/** Whether this place stands for further ones, which may be nearer. */
function hasMore(view: DataView, at: number): boolean {
  return view.getUint32(at + COUNTRY, true) === MORE;
}

/** NaN where the names that both sides give do not tell. A part is the same, another, or not known. */
function areaBetween(view: DataView, at: number, facts: DataView, place: number): number {
  const compare = (part: number): boolean | undefined => {
    const [a, b] = [view.getUint32(at + part, true), facts.getUint32(place + part, true)];
    return a === 0 || b === 0 ? undefined : a === b;
  };
  const country = compare(COUNTRY);
  const region = compare(REGION);
  if (country === false) return 3;
  if (region !== false && compare(TOWN) === true) return 0;
  if (region === true) return 1;
  return country === true ? 2 : NaN;
}

const COUNTRY = 4;
const TOWN = 8;
const REGION = 12;
