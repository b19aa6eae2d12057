import { collectPath } from '../../../core/features/collect.ts';
import { readPlace } from '../../../core/features/read-place.ts';
import { foldText } from '../../../core/features/words.ts';
import type { JobPosting } from '../../../core/types.ts';

/** The region (or else the country) of a job's first place, folded; empty where the job names none. */
export function regionOf(job: JobPosting): string {
  const found: unknown[] = [];
  collectPath(job, ['jobLocation'], found);
  const place = readPlace(found[0]);
  return place === undefined ? '' : foldText(place.region || place.country);
}
