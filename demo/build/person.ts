import { readdir, readFile } from 'node:fs/promises';
import type { Profile } from 'pocketrank/distill';
import { parse } from 'yaml';
import { z } from 'zod';

const place = z.object({
  city: z.string(),
  region: z.string().optional(),
  country: z.string().length(2),
  /** Latitude and longitude in degrees. */
  geo: z.tuple([z.number(), z.number()]).optional(),
});
const ad = z.object({
  id: z.string(),
  title: z.string(),
  employer: z.string(),
  place,
  type: z.union([z.string(), z.array(z.string())]).optional(),
  workplace: z.enum(['remote', 'hybrid']).optional(),
  /** The one country from which remote work is allowed. */
  remoteCountry: z.string().length(2).optional(),
  pay: z
    .object({ from: z.number(), to: z.number(), currency: z.string(), unit: z.string() })
    .optional(),
  /** Days before the day of the data. */
  posted: z.number().int(),
  /** Days after it; less than 0: the ad has expired. */
  expires: z.number().int(),
  skills: z.array(z.string()).optional(),
  text: z.string(),
  isScam: z.boolean().default(false),
});
const person = z.object({
  id: z.string(),
  name: z.string(),
  line: z.string(),
  profile: z.record(z.string(), z.unknown()),
  search: z.object({
    city: z.string(),
    country: z.string().length(2),
    withinKm: z.number(),
    /** Occupations of the person's own trade, and neighbours of it. */
    own: z.array(z.string()),
    near: z.array(z.string()),
    /** Titles of other countries or trades, left out. */
    without: z.array(z.string()).default([]),
  }),
  ads: z.array(ad),
});

/** An ad written by hand, as `demo/people/who/*.yaml` states it. */
export type WrittenAd = z.infer<typeof ad>;

/** A person of the demo: a profile, what a search for them looks for, and ads written for them. */
export interface Person extends Omit<z.infer<typeof person>, 'profile'> {
  profile: Profile;
}

const market = z.object({
  day: z.string(),
  items: z.number().int(),
  quotas: z.object({
    own: z.number(),
    near: z.number(),
    remote: z.number(),
    far: z.number(),
    spam: z.number(),
    expired: z.number(),
  }),
  perEmployer: z.number().int(),
  leastText: z.number().int(),
  without: z.array(z.string()),
});

/** How candidates are drawn from the market, as `demo/people/market.yaml` states it. */
export type MarketRules = z.infer<typeof market>;

/** Reads how candidates are drawn. @throws ZodError naming what is wrong */
export async function readMarket(folder: URL): Promise<MarketRules> {
  return market.parse(parse(await readFile(new URL('market.yaml', folder), 'utf8')));
}

/** In the order of the page. */
const ORDER = ['driver', 'nurse', 'cleaner', 'developer', 'graduate', 'mover'];

/** Reads the people of a folder. @throws ZodError naming what is wrong in a file */
export async function readPeople(folder: URL): Promise<Person[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const people = await Promise.all(
    files.map(async (name) => person.parse(parse(await readFile(new URL(name, folder), 'utf8')))),
  );
  return people.sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id));
}
