import type { Lexicon } from '../../../core/reading/lexicon.ts';
import { readAmount, type Range } from '../../../core/reading/read-amount.ts';
import type { FieldValues } from '../../../distill/policy/field-values.ts';
import type { PayFact } from './types.ts';

/** Pay in a sentence: an amount of money with the time that it is for. */
const PAY_TEXT =
  /(?:[$£€]|\b(?:usd|eur|gbp|cad)\b)\s?\d[\d,.]*\s?k?(?:\s?(?:-|–|to)\s?(?:[$£€]\s?)?\d[\d,.]*\s?k?)?(?:\s?(?:\/|per|an?|p)\s?(?:hour|hr|day|week|month|year|annum|yr|h)\b|\s(?:hourly|annually|yearly|monthly|weekly)|\s?p\.a\.)/i;
/** What a year of work may be paid, in the domain's currency. */
const PLAUSIBLE = { per: 'year', min: 10_000, max: 500_000 } as const;

/** The pay of the field, of a job or of a wish. */
export function payOf(fields: FieldValues): PayFact | undefined {
  return payFact(fields.range('pay'));
}

/** A job's pay: that of the field, else what its description says. */
export function jobPay(
  fields: FieldValues,
  description: string,
  lexicon: Lexicon,
): PayFact | undefined {
  const stated = payOf(fields);
  if (stated) return stated;
  const inText = PAY_TEXT.exec(description);
  return inText ? payFact(readAmount(inText[0], PLAUSIBLE, lexicon)) : undefined;
}

/** An open end is taken at the other one: "up to" at its word. */
function payFact(range: Range | undefined): PayFact | undefined {
  if (range === undefined) return undefined;
  const { low, high } = range;
  return { minYearly: Number.isNaN(low) ? high : low, maxYearly: Number.isNaN(high) ? low : high };
}
