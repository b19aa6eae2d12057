import type { Item } from 'pocketrank';
import { get, listOf, textOf } from './get.ts';
import { placeOf } from './place.ts';

/** An item as a card shows it. */
export interface ShownItem {
  title: string;
  /** Employer, place, contract, pay, age: those that the ad tells. */
  facts: string[];
  skills: string[];
}

const DAY_MS = 86_400_000;
const KINDS: Readonly<Record<string, string>> = {
  FULL_TIME: 'Full time',
  PART_TIME: 'Part time',
  CONTRACTOR: 'Contract',
  TEMPORARY: 'Temporary',
  INTERN: 'Internship',
  PER_DIEM: 'By the day',
};
const UNITS: Readonly<Record<string, string>> = {
  HOUR: ' an hour',
  DAY: ' a day',
  WEEK: ' a week',
  MONTH: ' a month',
};
const SIGNS: Readonly<Record<string, string>> = { USD: '$', GBP: '£', EUR: '€' };

/** Reads what a card shows of an item; anything may be missing. */
export function readItem(item: Item, nowMs: number): ShownItem {
  const employer = textOf(get(item, 'hiringOrganization', 'name') ?? item['hiringOrganization']);
  const brand = textOf(get(item, 'brand', 'name') ?? item['brand']);
  const facts = [
    employer || brand,
    placeOf(item['jobLocation']),
    kindOf(item),
    payOf(item['baseSalary']),
    agoOf(Date.parse(textOf(item['datePosted'])), nowMs),
  ];
  return {
    title: textOf(item['title']) || textOf(item['name']) || 'Untitled',
    facts: facts.filter((fact) => fact !== ''),
    skills: listOf(item['skills']),
  };
}

function payOf(salary: unknown): string {
  if (typeof salary === 'string') return salary;
  const value = get(salary, 'value');
  const currency = textOf(get(salary, 'currency') ?? get(value, 'currency'));
  const low = Number(get(value, 'minValue') ?? get(value, 'value') ?? value);
  const high = Number(get(value, 'maxValue') ?? low);
  if (!Number.isFinite(low) || low <= 0) return '';
  const sign = SIGNS[currency] ?? `${currency} `;
  const format = (pay: number): string =>
    pay >= 10_000 ? `${Math.round(pay / 1000)}k` : pay.toLocaleString('en');
  const unit = UNITS[textOf(get(value, 'unitText')).toUpperCase()] ?? '';
  return `${sign}${format(low)}${high > low ? `–${format(high)}` : ''}${unit}`.trim();
}

function kindOf(item: Item): string {
  const remote = /telecommute|remote/i.test(
    `${textOf(item['jobLocationType'])} ${textOf(get(item, 'attributes', 'workplace'))}`,
  );
  const hybrid = textOf(get(item, 'attributes', 'workplace')) === 'hybrid';
  const kind = textOf(get(item, 'employmentType'));
  const words = KINDS[kind] ?? kind;
  return [words, remote ? 'Remote' : hybrid ? 'Hybrid' : ''].filter(Boolean).join(', ');
}

function agoOf(time: number, nowMs: number): string {
  if (!Number.isFinite(time)) return '';
  const days = Math.max(0, Math.floor((nowMs - time) / DAY_MS));
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}
