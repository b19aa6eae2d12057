import { DAY_MS } from '../../core/features/evidence.ts';

/** The clock of a run where none is given: midnight UTC of today, so that a day's runs are of one clock. */
export function today(): number {
  return Math.floor(Date.now() / DAY_MS) * DAY_MS;
}
