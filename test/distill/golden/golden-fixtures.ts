import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Item, Profile } from '../../../src/core/types.ts';
import type { Clock } from '../../../src/distill/golden/clock.ts';
import type { GoldenPair } from '../../../src/distill/golden/types.ts';
import { jobsPolicy } from '../../fixtures/jobs-domain.ts';
import type { Policy } from '../../../src/distill/policy/policy.ts';

let policy: Policy | undefined;

/** The job policy, its examples not graded again. */
export function itemPolicy(): Policy {
  policy ??= jobsPolicy({ gradeExamples: false });
  return policy;
}

/** Pairs that all read differently. */
export function inventPairs(count: number): GoldenPair[] {
  return Array.from({ length: count }, (_, i) => {
    const profile: Profile = { id: `p${i % 5}`, basics: { label: `Analyst of kind ${i % 5}` } };
    const item: Item = { identifier: `j${i}`, title: `Data Analyst ${i}` };
    return { profileId: `p${i % 5}`, itemId: `j${i}`, profile, item, stratum: 'easy' as const };
  });
}

/** A clock that does not wait: sleeping moves it on at once. Keeps how long it was asked to sleep. */
export function createFakeClock(): Clock & { slept: number[] } {
  let nowMs = Date.UTC(2026, 0, 1);
  const slept: number[] = [];
  return {
    slept,
    now: () => nowMs,
    async sleep(delayMs) {
      slept.push(delayMs);
      nowMs += delayMs;
      await new Promise<void>((done) => setImmediate(done));
    },
  };
}

const ROLES = ['Registered Nurse', 'Data Analyst', 'Truck Driver', 'Line Cook'];

/** Writes tables of invented items and profiles into a folder; each profile has a name, a wish and a place. */
export async function writeTables(dir: string, items: number, profiles: number): Promise<void> {
  const address = { addressLocality: 'Austin', addressRegion: 'TX', addressCountry: 'US' };
  const role = (i: number): string => ROLES[i % ROLES.length] as string;
  const itemRows = Array.from({ length: items }, (_, i) => ({
    identifier: `j${i}`,
    title: role(i),
    description: `Number ${i}. We look for a ${role(i)} with ${i % 9} years of experience.`,
    datePosted: '2026-01-05',
    employmentType: 'FULL_TIME',
    jobLocation: { address },
  }));
  const profileRows = Array.from({ length: profiles }, (_, i) => ({
    id: `p${i}`,
    basics: {
      name: 'Zebulon Quackenbush',
      label: role(i),
      summary: `A ${role(i)} of kind ${i}.`,
      location: { city: 'Austin', region: 'TX', countryCode: 'US' },
    },
    work: [{ position: role(i), startDate: '2015-01', endDate: '2025-12' }],
  }));
  await mkdir(dir, { recursive: true });
  await writeRows(join(dir, 'items.jsonl'), itemRows);
  await writeRows(join(dir, 'profiles.jsonl'), profileRows);
}

/** Writes JSON Lines. */
export async function writeRows(path: string, rows: readonly object[]): Promise<void> {
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
