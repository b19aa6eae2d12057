import type { Item, Profile } from 'pocketrank';

const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;

/** The moment of a day of data that stands for it: noon, in milliseconds since 1970 UTC. */
export function noonOf(day: string): number {
  return Date.parse(day) + HALF_DAY_MS;
}

/**
 * The ads were drawn on some day; on this page that day is today. An ad is as old now, to the millisecond, as it was at
 * noon of that day, so that the order is the one that was prepared. Dates that cannot be read are left as they are.
 *
 * @param day the day of the data, as ISO 8601
 */
export function shiftDays(items: readonly Item[], day: string, nowMs: number): Item[] {
  const shift = nowMs - noonOf(day);
  const wholeDays = Math.floor(nowMs / DAY_MS) - Math.floor(Date.parse(day) / DAY_MS);
  return items.map((item) => {
    // Days and moments, wherever they stand.
    const moved = shiftDates(item, wholeDays, shift) as Item;
    const posted = Date.parse(String(item['datePosted']));
    if (Number.isFinite(posted)) moved['datePosted'] = new Date(posted + shift).toISOString();
    return moved;
  });
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** The last day of an offer counts whole, so a day stays a day. */
function shiftDates(value: unknown, days: number, shift: number): unknown {
  if (typeof value === 'string') {
    if (DAY.test(value)) {
      return new Date(Date.parse(value) + days * DAY_MS).toISOString().slice(0, 10);
    }
    return MOMENT.test(value) ? new Date(Date.parse(value) + shift).toISOString() : value;
  }
  if (Array.isArray(value)) return value.map((one) => shiftDates(one, days, shift));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, shiftDates(inner, days, shift)]),
  );
}

/** The same of a career: who has worked somewhere for five years has done so today. Dates of months, as JSON Resume has them. */
export function shiftCareer(profile: Profile, day: string, nowMs: number): Profile {
  const shift = nowMs - noonOf(day);
  const moved = (month: unknown, addMonths: number): string | undefined => {
    const [, year, number] = /^(\d{4})-(\d\d)$/.exec(String(month)) ?? [];
    if (year === undefined) return undefined;
    return new Date(Date.UTC(Number(year), Number(number) - 1 + addMonths) + shift).toISOString();
  };
  const work = (profile['work'] ?? []) as Record<string, unknown>[];
  return {
    ...profile,
    work: work.map((role) => {
      const startDate = moved(role['startDate'], 0) ?? role['startDate'];
      // A role ends with its last month.
      const endDate = moved(role['endDate'], 1) ?? role['endDate'];
      return { ...role, startDate, ...(endDate !== undefined && { endDate }) };
    }),
  };
}
