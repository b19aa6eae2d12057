import type { Item, Profile } from 'pocketrank';

/** An item as a card shows it. */
export interface ShownItem {
  title: string;
  employer: string;
  place: string;
  pay: string;
  kind: string;
  posted: string;
  skills: string[];
}

/** A profile as the panel shows it. */
export interface ShownProfile {
  id: string;
  label: string;
  place: string;
  summary: string;
  skills: string[];
}

const DAY_MS = 86_400_000;

function get(value: unknown, ...path: string[]): unknown {
  let at = value;
  for (const key of path) {
    if (Array.isArray(at)) at = at[0];
    at = (at as Record<string, unknown> | null | undefined)?.[key];
  }
  return Array.isArray(at) && typeof at[0] !== 'string' ? at[0] : at;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function list(value: unknown): string[] {
  const items = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,;]/) : [];
  return items.map((item) => text(get(item, 'name') ?? item).trim()).filter((item) => item !== '');
}

/** Reads what a card shows of a Item; anything may be missing. */
export function readItem(item: Item, now: number): ShownItem {
  const address = get(item, 'jobLocation', 'address');
  return {
    title: text(item.title) || 'Untitled job',
    employer: text(get(item, 'hiringOrganization', 'name') ?? item['hiringOrganization']),
    place: placeOf(address),
    pay: payOf(item['baseSalary']),
    kind: kindOf(item),
    posted: agoOf(Date.parse(text(item['datePosted'])), now),
    skills: list(item['skills']),
  };
}

/** Reads what the panel shows of a JSON Resume. */
export function readProfile(profile: Profile): ShownProfile {
  const basics = profile.basics as Record<string, unknown> | undefined;
  return {
    id: text(profile.id),
    label: text(basics?.['label']) || text(get(profile, 'work', 'position')) || 'Somebody',
    place: placeOf(basics?.['location']),
    summary: text(basics?.['summary']),
    skills: skillsOf(profile['skills']),
  };
}

/** Skills by name; a group of them (`{ name, keywords }`) by its keywords. */
function skillsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return list(value);
  return value.flatMap((item) => {
    const keywords = list(get(item, 'keywords'));
    return keywords.length > 0 ? keywords : list([item]);
  });
}

function placeOf(address: unknown): string {
  if (typeof address === 'string') return address;
  const city = text(get(address, 'addressLocality') ?? get(address, 'city'));
  const country = text(
    get(address, 'addressCountry', 'name') ??
      get(address, 'addressCountry') ??
      get(address, 'countryCode'),
  );
  return [city, country].filter((part) => part !== '').join(', ');
}

const UNITS: Readonly<Record<string, string>> = { HOUR: ' an hour', MONTH: ' a month' };

function payOf(salary: unknown): string {
  const currency = text(get(salary, 'currency'));
  const value = get(salary, 'value');
  const low = Number(get(value, 'minValue') ?? get(value, 'value') ?? value);
  const high = Number(get(value, 'maxValue') ?? low);
  if (!Number.isFinite(low) || low <= 0) return '';
  const format = (n: number): string => (n >= 1000 ? `${Math.round(n / 1000)}k` : String(n));
  const unit = UNITS[text(get(value, 'unitText')).toUpperCase()] ?? '';
  return `${currency} ${format(low)}${high > low ? `–${format(high)}` : ''}${unit}`.trim();
}

function kindOf(item: Item): string {
  const kinds: Record<string, string> = {
    FULL_TIME: 'Full time',
    PART_TIME: 'Part time',
    CONTRACTOR: 'Contract',
    TEMPORARY: 'Temporary',
    INTERN: 'Internship',
    PER_DIEM: 'By the day',
  };
  const remote = text(item['jobLocationType']) === 'TELECOMMUTE' ? 'Remote' : '';
  const kind = text(get(item, 'employmentType'));
  return [kinds[kind] ?? kind, remote].filter((part) => part !== '').join(' · ');
}

function agoOf(time: number, now: number): string {
  if (!Number.isFinite(time)) return '';
  const days = Math.max(0, Math.floor((now - time) / DAY_MS));
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}
