/**
 * How much of the first ten is in the person's own town, where the same profile or the same jobs are written in
 * other shapes: `npx tsx test/bench/shapes.ts [--model FILE] [--profiles N]`, on the simulated market and the built
 * package. Every shape should give what the clean form gives.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { createReranker } from '../../src/sdk/index.ts';
import { COUNTRIES, REGIONS } from './place-names.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    profiles: { type: 'string', default: '80' },
  },
});

type Location = Record<string, unknown> & { city: string; region: string; countryCode: string };
interface Person {
  basics: Record<string, unknown> & { location: Location };
  skills?: { name?: string; keywords?: string[] }[];
}
type Address = Record<string, string>;
interface Job {
  identifier?: unknown;
  jobLocation?: { address: Address } | { address: Address }[];
}

const market = createMarket({
  seed: 11,
  profiles: 2 * Number(values.profiles),
  items: 1500,
  sessions: 2 * Number(values.profiles),
  slateSize: 20,
});
const jobs = market.items as Job[];
const people = (market.profiles as unknown as Person[])
  .filter(({ basics }) => basics?.location?.city !== undefined)
  .slice(0, Number(values.profiles));

const moved = (change: (location: Location) => Record<string, unknown>) => (person: Person) => ({
  ...person,
  basics: { ...person.basics, location: change(person.basics.location) },
});
const without = <T extends object>(object: T, key: string): T => {
  const { [key as keyof T]: _, ...rest } = object;
  return rest as T;
};
const country = (code: string, form: keyof (typeof COUNTRIES)[string]): string =>
  COUNTRIES[code]?.[form] ?? code;
const region = ({ region: code, countryCode }: Location): string =>
  REGIONS[`${countryCode}-${code}`] ?? code;

/** The same person, written in another way. */
const PROFILES: Record<string, (person: Person) => unknown> = {
  'as it is': (person) => person,
  'a street': moved((location) => ({ ...location, address: '2712 Broadway St', postalCode: '1' })),
  'region by name': moved((location) => ({ ...location, region: region(location) })),
  'no region': moved((location) => without(location, 'region')),
  'country alpha-3': moved((l) => ({ ...l, countryCode: country(l.countryCode, 'alpha3') })),
  'country by name': moved((l) => ({
    ...without(l, 'countryCode'),
    country: country(l.countryCode, 'english'),
  })),
  'country in German': moved((l) => ({
    ...without(l, 'countryCode'),
    country: country(l.countryCode, 'german'),
  })),
  'skills as strings': (person) => ({
    ...person,
    skills: person.skills?.flatMap(({ name, keywords }) => keywords ?? name ?? []),
  }),
};

const readdressed = (change: (address: Address) => Address) => (job: Job) => {
  const { jobLocation } = job;
  if (jobLocation === undefined) return job;
  const one = (place: { address: Address }) => ({ ...place, address: change(place.address) });
  return {
    ...job,
    jobLocation: Array.isArray(jobLocation) ? jobLocation.map(one) : one(jobLocation),
  };
};
const codes = (a: Address): Location => ({
  city: a.addressLocality ?? '',
  region: a.addressRegion ?? '',
  countryCode: a.addressCountry ?? '',
});

/** The same jobs, written in another way. */
const JOBS: Record<string, (job: Job) => unknown> = {
  'jobs: region by name': readdressed((a) => ({ ...a, addressRegion: region(codes(a)) })),
  'jobs: no region': readdressed((a) => without(a, 'addressRegion')),
  'jobs: country by name': readdressed((a) => ({
    ...a,
    addressCountry: country(a.addressCountry ?? '', 'english'),
  })),
  'jobs: no identifiers': (job) => without(job, 'identifier'),
};

const model = new Uint8Array(await readFile(values.model));
const nowMs = Math.max(...market.events.map(({ at }) => at ?? 0));

/** The share of the first ten that is in the person's town, over all people. */
async function ownTownShare(
  write: (person: Person) => unknown,
  writeJob: (job: Job) => unknown,
): Promise<number> {
  const reranker = await createReranker({ model, storage: 'memory', now: () => nowMs });
  const written = jobs.map(writeJob);
  const originals = new Map(written.map((job, i) => [job, jobs[i]!]));
  let own = 0;
  for (const person of people) {
    const { items } = await reranker.rank(written as never, {
      profile: write(person) as never,
      limit: 10,
    });
    for (const { item } of items) {
      const { jobLocation } = originals.get(item)!;
      const places = [jobLocation ?? []].flat();
      const { city } = person.basics.location;
      if (places.some(({ address }) => address?.addressLocality === city)) own++;
    }
  }
  reranker.dispose();
  return own / (10 * people.length);
}

const clean = await ownTownShare(PROFILES['as it is']!, (job) => job);
const rows = [row('as it is', clean)];
for (const [name, write] of Object.entries(PROFILES).slice(1)) {
  rows.push(row(name, await ownTownShare(write, (job) => job)));
}
for (const [name, write] of Object.entries(JOBS)) {
  rows.push(row(name, await ownTownShare((person) => person, write)));
}
const columns = [
  { title: 'shape' },
  { title: 'own town in the first ten', align: 'right' as const },
  { title: 'points from clean', align: 'right' as const },
];
process.stdout.write(
  `${renderTable(columns, rows)}\n${people.length} profiles, ${jobs.length} jobs of the simulated market\n`,
);

function row(name: string, share: number): string[] {
  const points = 100 * (share - clean);
  return [
    name,
    `${(100 * share).toFixed(1)} %`,
    `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`,
  ];
}
