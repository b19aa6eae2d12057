import type { z } from 'zod';
import { licencesDocument } from '../data-schema.ts';
import { lazily, readDocument } from '../read-data.ts';

/** A licence or certificate that ads and profiles name in several ways; see `data/licences.yaml`. */
export type LicenceName = z.output<typeof licencesDocument>[number];

/** The licences most often asked for, the specific ones first; texts that match none keep their own words. */
export const licenceNames: () => readonly LicenceName[] = lazily(() =>
  readDocument('licences.yaml', licencesDocument),
);

/** Whether a licence is one that its holders often leave out of their profile. */
export function isEveryday(key: string): boolean {
  return licenceNames().some((licence) => licence.key === key && licence.everyday);
}
