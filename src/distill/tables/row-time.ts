import { createWholeLexicon } from '../../core/reading/rare-forms.ts';
import { readTime } from '../../core/reading/read-time.ts';

/**
 * A time as rows say it, in milliseconds since 1970 UTC: every form that the reader knows without words of a
 * language. Times that are too far to be anything but a slip are read too, so that they can be told as such.
 *
 * @returns undefined for what is no time
 */
export function readRowTime(value: unknown): number | undefined {
  const time = readTime(value, createWholeLexicon());
  if (Number.isFinite(time)) return time;
  const far = typeof value === 'number' ? value : Date.parse(String(value));
  return Math.abs(far) > FAR_MS ? far : undefined;
}

/** Beyond the year 2200, or as long before 1970. */
const FAR_MS = Date.UTC(2200, 0);
