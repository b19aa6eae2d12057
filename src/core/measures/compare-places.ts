import { longitudeScale } from '../features/evidence.ts';
import { MORE, PLACE_BYTES } from '../features/facts.ts';
import { NO_PLACE } from '../reading/reading.ts';
import { tokenHash } from '../features/token-hash.ts';
import {
  factOf,
  found,
  loadHashes,
  placeOf,
  profileNumber,
  type Bind,
  type Comparison,
  type Read,
} from './read.ts';

/** Units of longitude (1/128 degree) in a turn. */
const TURN = 46_080;
const KM_PER_UNIT = 40_075 / TURN;
/** Where the parts of a place stand. */
const COUNTRY = 4;
const TOWN = 8;
const REGION = 12;

/** What a place of the item and one of the profile's are to each other: the less the nearer, NaN unknown. */
type Between = (item: DataView, at: number, profile: ProfilePlace) => number;

/** A place of the profile, as its facts have it. */
interface ProfilePlace {
  latitude: number;
  longitude: number;
  /** What a unit of longitude is in units of latitude. */
  scale: number;
  country: number;
  town: number;
  region: number;
}

/** Binds the least of what all pairs of places are to each other. */
function bindNearest({ item, profile, evidence }: Comparison, between: Between): Read | undefined {
  const { facts } = evidence;
  const places: ProfilePlace[] = [];
  for (let i = 0, at = profile?.at ?? 0; i < (profile?.slots ?? 0); i++, at += PLACE_BYTES) {
    const latitude = facts.getInt16(at, true);
    const longitude = facts.getInt16(at + 2, true);
    const [country, town, region] = [COUNTRY, TOWN, REGION].map((part) =>
      facts.getUint32(at + part, true),
    ) as [number, number, number];
    if (latitude === NO_PLACE && country + town + region === 0) continue;
    const scale = longitudeScale(latitude) / 128;
    places.push({ latitude, longitude, scale, country, town, region });
  }
  if (places.length === 0) return undefined;
  const { at: offset, slots } = item!;
  return (view, at) => {
    let best = NaN;
    for (let i = 0, from = at + offset; i < slots; i++, from += PLACE_BYTES) {
      // This one stands for further places, which may be nearer.
      const country = view.getUint32(from + COUNTRY, true);
      if (country === MORE) return best > 0 ? NaN : best;
      if (country === 0 && isEmpty(view, from)) continue;
      for (let p = 0; p < places.length; p++) {
        const value = between(view, from, places[p]!);
        if (value < best || Number.isNaN(best)) best = value;
      }
    }
    return best;
  };
}

/** Whether nothing is known of a place without a country: most slots have none. */
function isEmpty(view: DataView, at: number): boolean {
  return (
    view.getInt16(at, true) === NO_PLACE &&
    (view.getUint32(at + TOWN, true) | view.getUint32(at + REGION, true)) === 0
  );
}

/** The square of the distance in units of latitude. */
const squareBetween: Between = (item, at, home) => {
  const latitude = item.getInt16(at, true);
  if (latitude === NO_PLACE || home.latitude === NO_PLACE) return NaN;
  const across = Math.abs(item.getInt16(at + 2, true) - home.longitude);
  const dx = (across > TURN / 2 ? TURN - across : across) * home.scale;
  const dy = latitude - home.latitude;
  return dx * dx + dy * dy;
};

/** 0 the same town, 1 the same region, 2 the same country, 3 another country; as far as both sides name them. */
const areaBetween: Between = (item, at, home) => {
  const country = item.getUint32(at + COUNTRY, true);
  const isKnown = country > 0 && home.country > 0;
  if (isKnown && country !== home.country) return 3;
  const region = item.getUint32(at + REGION, true);
  if (region === home.region || region === 0 || home.region === 0) {
    if (home.town > 0 && item.getUint32(at + TOWN, true) === home.town) return 0;
    if (region > 0 && home.region > 0) return 1;
  }
  return isKnown ? 2 : NaN;
};

/** The kilometres to the nearest place, as far as they count; or their share of how far the profile would go. */
export const bindDistance: Bind = (comparison) => {
  const read = bindNearest(comparison, squareBetween);
  if (read === undefined) return undefined;
  const share = shareOf(comparison);
  return (view, at) => Math.sqrt(read(view, at)) * KM_PER_UNIT * share(view, at);
};

/** What a kilometre counts, by the item's category; over the longest way where the measure is a share of it. */
function shareOf(comparison: Comparison): Read {
  const { schema, source } = comparison;
  const { per, factor } = source;
  const stated = profileNumber({ ...comparison, profile: factOf(schema, 'profile', per?.profile) });
  const longest = per === undefined ? 1 : stated > 0 ? stated : (per.otherwise as number);
  const fact = factOf(schema, 'item', factor?.item);
  if (fact === undefined) return () => 1 / longest;
  const { values } = factor!;
  const factors = Object.values(values) as number[];
  const hashes = Uint32Array.from(Object.keys(values), (value) => tokenHash(fact.field, value));
  return (view, at) => {
    const count = loadHashes(view, at, fact);
    let least = Infinity;
    for (let i = 0; i < count; i++) {
      const value = placeOf(found[i]!, hashes);
      if (value >= 0 && factors[value]! < least) least = factors[value]!;
    }
    return (least === Infinity ? 1 : least) / longest;
  };
}

/** How near the nearest pair of places is by name; where both sides have coordinates that may be left to them. */
export const bindArea: Bind = (comparison) => {
  const { whereNoDistance } = comparison.source;
  const read = bindNearest(comparison, (item, at, home) =>
    whereNoDistance && squareBetween(item, at, home) >= 0 ? -1 : areaBetween(item, at, home),
  );
  if (read === undefined) return undefined;
  return (view, at) => {
    const area = read(view, at);
    return area < 0 ? NaN : area;
  };
};
