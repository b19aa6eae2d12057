import type { Random } from '../../../../core/math/random.ts';
import type { Place } from '../../taxonomy/types.ts';
import type { Site } from '../types.ts';
import { webForms } from '../market-data.ts';

/** A place in words: "Austin, TX", "Dublin, Ireland", "Berlin". */
export function placeLine(random: Random, place: Place): string {
  const form = random.next();
  const parts =
    form < 0.25
      ? [place.locality]
      : form < 0.6
        ? [place.locality, regionName(random, place)]
        : [place.locality, countryName(random, place)];
  return parts.join(', ');
}

/** The parts of an address as pages and résumés state them, by role; some leave out region or country. */
export function addressParts(
  random: Random,
  place: Place,
): { region: string | undefined; country: string | undefined } {
  return {
    region: random.next() < 0.65 ? regionName(random, place) : undefined,
    country: random.next() < 0.85 ? countryName(random, place) : undefined,
  };
}

/** A schema.org Place, or a mere line. */
export function jobLocation(random: Random, place: Place, site: Site, withPoint: boolean): unknown {
  const form = random.next();
  if (form < 0.12) return placeLine(random, place);
  if (form < 0.22) return { '@type': 'Place', address: placeLine(random, place) };
  const { region, country } = addressParts(random, place);
  return {
    '@type': 'Place',
    address: {
      '@type': 'PostalAddress',
      ...(random.next() < 0.15 ? { streetAddress: random.pick(webForms().streets) } : {}),
      addressLocality: place.locality,
      ...(region === undefined ? {} : { addressRegion: region }),
      ...(country === undefined ? {} : { addressCountry: country }),
    },
    ...(withPoint
      ? {
          geo: { '@type': 'GeoCoordinates', latitude: site.latitude, longitude: site.longitude },
        }
      : {}),
  };
}

function regionName(random: Random, { country, region }: Place): string {
  const name = webForms().regions.get(`${country}-${region}`);
  return name !== undefined && random.next() < 0.4 ? name : region;
}

function countryName(random: Random, { country }: Place): string {
  const names = webForms().countries.get(country);
  return names !== undefined && random.next() < 0.55 ? random.pick(names) : country;
}
