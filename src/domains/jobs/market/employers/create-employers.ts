import type { Random } from '../../../../core/math/random.ts';
import { sectorRow } from '../../data-schema.ts';
import { lazily, readRows } from '../../read-data.ts';
import type { Occupation, Place } from '../../taxonomy/types.ts';
import { adWords, nameParts } from '../market-data.ts';
import { fillIn } from '../words/phrases.ts';
import { hiring, type Sector } from './sector.ts';

/** An employer of the market. */
export interface Employer {
  id: string;
  name: string;
  sector: Sector;
  /** Where it works, home first. */
  places: Place[];
  /** How many jobs it offers, relative to the others. */
  weight: number;
  /** Pay relative to the market. */
  payFactor: number;
  /** Two or three sentences about itself; `{p}` stands for the place of the job. */
  blurbs: string[];
  /** How its ads are written: an index of the ad styles that it keeps to. */
  style: number;
}

/** The employers of a market, and who hires whom. */
export interface Employers {
  all: Employer[];
  /** Employers that hire the occupation, with the chance of each. */
  hiring(occupation: Occupation): { employers: Employer[]; weights: number[] };
}

const loadSectors: () => readonly Sector[] = lazily(() => readRows('sectors.jsonl', sectorRow));
const GERMAN_SPEAKING = new Set(['DE', 'AT', 'CH']);

/**
 * Creates employers of all sectors; every sector has at least two, so that every occupation finds one.
 *
 * @param count about how many.
 */
export function createEmployers(
  random: Random,
  count: number,
  places: readonly Place[],
): Employers {
  const sectors = loadSectors();
  const all: Employer[] = [];
  const taken = new Set<string>();
  const sectorWeights = sectors.map((sector) => sector.weight);
  const placeWeights = places.map((place) => place.weight);
  const add = (sector: Sector) => {
    const home = places[random.weighted(placeWeights)] as Place;
    const name = uniqueName(random, sector, home, taken);
    // What bears the name of its town stays there.
    const sites = name.includes(home.locality) ? 1 : siteCount(random, sector.size);
    const own = [home];
    for (let tries = 0; own.length < sites && tries < 50; tries++) {
      const next = places[random.weighted(placeWeights)] as Place;
      // Most organizations stay in their country.
      if (own.includes(next) || (next.country !== home.country && random.next() < 0.9)) continue;
      own.push(next);
    }
    all.push({
      id: `e${all.length + 1}`,
      name,
      sector,
      places: own,
      weight: Math.exp(0.6 * random.normal()) * (0.5 + 0.35 * sector.size),
      payFactor: Math.exp(0.08 * random.normal()) * (sector.agency ? 0.97 : 1),
      blurbs: [
        ...random.shuffle([...sector.blurbs]).slice(0, 2),
        ...random.shuffle([...adWords().blurbs]).slice(0, 2),
      ].map((blurb) => fillBlurb(random, blurb, name, sector.size)),
      style: random.integer(1000),
    });
  };
  for (const sector of sectors) {
    add(sector);
    add(sector);
  }
  while (all.length < count) add(sectors[random.weighted(sectorWeights)] as Sector);

  const byOccupation = new Map<string, { employers: Employer[]; weights: number[] }>();
  return {
    all,
    hiring(occupation) {
      let found = byOccupation.get(occupation.id);
      if (!found) {
        const employers = all.filter(({ sector }) => hiring(sector, occupation) > 0);
        const weights = employers.map(
          (employer) => employer.weight * hiring(employer.sector, occupation),
        );
        byOccupation.set(occupation.id, (found = { employers, weights }));
      }
      return found;
    },
  };
}

function siteCount(random: Random, size: number): number {
  return size <= 1 ? 1 : 1 + random.integer(size <= 2 ? 2 : size * 2 - 2);
}

function uniqueName(random: Random, sector: Sector, home: Place, taken: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const name = fillName(random, random.pick(sector.names), home);
    const suffixed = attempt < 20 ? name : `${name} ${home.locality}`;
    if (taken.has(suffixed) && attempt < 80) continue;
    // A German name outside the German-speaking countries, or the reverse, would look odd.
    const german =
      /Haus |Kita|Praxis|Stadt|Spark|Apotheke|Gast|Bäck|bau|spedition|haus |betrieb|büro|Kanzlei|kanzlei|Agentur|Verlag|Gärtn|Immob|Maschinen|Großhandel|Personal|Versich|Gebäude/iu.test(
        suffixed,
      );
    if (
      german !== GERMAN_SPEAKING.has(home.country) &&
      attempt < 60 &&
      (german || random.next() < 0.5)
    )
      continue;
    taken.add(suffixed);
    return suffixed;
  }
}

function fillName(random: Random, pattern: string, home: Place): string {
  const { family, nature, coinedStarts, coinedEnds, saints } = nameParts();
  return pattern
    .replace(/\{n\}/gu, () => random.pick(family))
    .replace(/\{t\}/gu, () => random.pick(nature))
    .replace(/\{g\}/gu, () => random.pick(coinedStarts) + random.pick(coinedEnds))
    .replace(/\{s\}/gu, () => random.pick(saints))
    .replace(/\{p\}/gu, home.locality);
}

/** Fills in what is the same for all its ads; `{p}`, the place, is left to each ad. */
function fillBlurb(random: Random, blurb: string, name: string, size: number): string {
  const values: Record<string, string> = {
    name,
    year: String(1985 + random.integer(36)),
    recent: String(2014 + random.integer(10)),
    oldyear: String(1898 + random.integer(90)),
    future: String(2030 + 5 * random.integer(3)),
    count: grouped([60, 140, 320, 900, 2600][size - 1] as number, random),
    beds: String(40 + 5 * random.integer(25)),
    small: String(8 + random.integer(24)),
    few: ['two', 'three', 'four', 'five', 'six', 'seven'][random.integer(6)] as string,
    hundreds: String(2 + random.integer(8)),
    thousands: String(8 + random.integer(70)),
  };
  return fillIn(blurb, values);
}

function grouped(around: number, random: Random): string {
  const value = around * (0.6 + 0.8 * random.next());
  const step = value > 1000 ? 100 : 10;
  return (Math.round(value / step) * step).toLocaleString('en-US');
}
