import { asNumber, asText, property } from './read-values.ts';
import type { PayFact } from './types.ts';

const UNITS: [number, RegExp][] = [
  [2080, /hour|\bhr\b|\bhourly\b|^h$/i],
  [260, /\bday\b|daily|per diem/i],
  [52, /week/i],
  [12, /month|\bmo\b/i],
  [1, /year|annum|annual|\byr\b|\bpa\b|p\.a\./i],
];

/** How often a year the unit is paid, for full-time work: 2,080 hours, 260 days, 52 weeks, 12 months. */
function perYear(unit: string | undefined): number | undefined {
  if (!unit) return undefined;
  return UNITS.find(([, pattern]) => pattern.test(unit))?.[0];
}

/** Without a unit the size tells: up to 250 is an hour's pay, from 12,000 a year's; what lies between stays unknown. */
function guessPerYear(amount: number): number | undefined {
  if (amount <= 250) return 2080;
  return amount >= 12_000 ? 1 : undefined;
}

const SIGNS: [string, RegExp][] = [
  ['GBP', /£|\bgbp\b/i],
  ['EUR', /€|\beuros?\b|\beur\b/i],
  ['INR', /₹|\binr\b/i],
  ['KRW', /₩|\bkrw\b/i],
  ['CAD', /\bc(?:a)?\$|\bcad\b/i],
  ['AUD', /\ba(?:u)?\$|\baud\b/i],
  ['CHF', /\bchf\b/i],
  ['EGP', /\begp\b/i],
  ['AED', /\baed\b/i],
  ['USD', /\$|\busd\b|\bdollars?\b/i],
];

function currencyOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  return (
    SIGNS.find(([, pattern]) => pattern.test(text))?.[0] ?? /^[A-Z]{3}$/u.exec(text.trim())?.[0]
  );
}

function payFact(
  min: number | undefined,
  max: number | undefined,
  unit: string | undefined,
  currency: string | undefined,
): PayFact | undefined {
  // Feeds write 0 for "not stated".
  const low = min !== undefined && min > 0 ? min : max;
  const high = max !== undefined && max > 0 ? max : low;
  if (low === undefined || high === undefined || low <= 0) return undefined;
  const factor = perYear(unit) ?? guessPerYear(high);
  if (factor === undefined) return undefined;
  return {
    minYearly: Math.min(low, high) * factor,
    maxYearly: Math.max(low, high) * factor,
    ...(currency ? { currency } : {}),
  };
}

const AMOUNT = /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(k\b)?/gi;
const PAY_TEXT =
  /(?:[$£€]|\b(?:usd|eur|gbp|cad)\b)\s?\d[\d,.]*\s?k?(?:\s?(?:-|–|to)\s?(?:[$£€]\s?)?\d[\d,.]*\s?k?)?(?:\s?(?:\/|per|an?|p)\s?(?:hour|hr|day|week|month|year|annum|yr|h)\b|\s(?:hourly|annually|yearly|monthly|weekly)|\s?p\.a\.)/i;

/** Pay out of text such as "$20 – $25 an hour" or "£35k"; undefined where it names none. */
export function payInText(text: string, currency?: string): PayFact | undefined {
  const amounts = [...text.matchAll(AMOUNT)]
    .slice(0, 2)
    .map((match) => Number((match[1] ?? '').replaceAll(',', '')) * (match[2] ? 1000 : 1))
    .filter((amount) => amount > 0);
  const [first, second] = amounts;
  if (first === undefined) return undefined;
  // In "50–60k" the k counts for both.
  const low =
    second !== undefined && second >= 1000 && first < 1000 && second / first > 100
      ? first * 1000
      : first;
  return payFact(low, second ?? low, text.replace(/\d/gu, ' '), currencyOf(text) ?? currency);
}

/** Pay out of a number, text, MonetaryAmount or QuantitativeValue; undefined where it cannot be read. */
export function payOf(value: unknown, unit?: string, currency?: string): PayFact | undefined {
  const plain = asNumber(value);
  if (plain !== undefined) return payFact(plain, plain, unit, currency);
  if (typeof value === 'string') return payInText(value, currency);
  if (Array.isArray(value)) return payOf(value[0], unit, currency);
  const money = asText(property(value, 'currency')) ?? currency;
  const inner = property(value, 'value') ?? property(value, 'amount');
  const ownUnit =
    asText(property(value, 'unitText')) ??
    asText(property(value, 'unit')) ??
    asText(property(value, 'period')) ??
    unit;
  if (typeof inner === 'object' && inner !== null) return payOf(inner, ownUnit, money);
  const min = asNumber(property(value, 'minValue') ?? property(value, 'min'));
  const max = asNumber(property(value, 'maxValue') ?? property(value, 'max'));
  if (min !== undefined || max !== undefined) return payFact(min, max, ownUnit, currencyOf(money));
  const one = asNumber(inner);
  if (one !== undefined) return payFact(one, one, ownUnit, currencyOf(money));
  return typeof inner === 'string' ? payInText(inner, currencyOf(money)) : undefined;
}

/** A job's pay: `baseSalary`, `estimatedSalary`, `attributes.minSalary/maxSalary`, else its description. */
export function jobPay(posting: unknown, description: string): PayFact | undefined {
  const attributes = property(posting, 'attributes');
  const unit = asText(property(attributes, 'salaryUnit'));
  const currency =
    asText(property(posting, 'salaryCurrency')) ?? asText(property(attributes, 'salaryCurrency'));
  const stated =
    payOf(property(posting, 'baseSalary'), unit, currency) ??
    payOf(property(posting, 'estimatedSalary'), unit, currency) ??
    payFact(
      asNumber(property(attributes, 'minSalary')),
      asNumber(property(attributes, 'maxSalary')),
      unit,
      currency,
    );
  if (stated) return stated;
  const inText = PAY_TEXT.exec(description);
  return inText ? payInText(inText[0]) : undefined;
}

const WISH_KEYS = [
  'desiredPay',
  'desiredSalary',
  'salaryExpectation',
  'expectedSalary',
  'minimumPay',
];

/** The pay that a profile asks for, from `attributes`; undefined where it states none. */
export function desiredPay(profile: unknown): PayFact | undefined {
  const attributes = property(profile, 'attributes');
  const unit = asText(property(attributes, 'salaryUnit'));
  const currency =
    asText(property(attributes, 'salaryCurrency')) ?? asText(property(attributes, 'currency'));
  for (const key of WISH_KEYS) {
    const pay = payOf(property(attributes, key), unit, currency);
    if (pay) return pay;
  }
  return undefined;
}
