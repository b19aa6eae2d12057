import { payScalesDocument } from '../data-schema.ts';
import { lazily, readDocument } from '../read-data.ts';

/** How a country pays: its currency, its level, and the unit in which its ads state pay. */
export interface PayScale {
  currency: string;
  /** Local yearly pay where the United States pay 30,000 dollars. */
  base: number;
  /** How fast pay grows with that of the United States; wages elsewhere are closer together. */
  exponent: number;
  symbol: string;
}

const loadScales: () => ReadonlyMap<string, PayScale> = lazily(() =>
  readDocument('market/pay-scales.yaml', payScalesDocument),
);

/** The pay scale of a country; that of the United States where it is unknown. */
export function payScale(country: string): PayScale {
  const scales = loadScales();
  return (scales.get(country) ?? scales.get('US')) as PayScale;
}

/** Yearly pay in local currency for pay on the scale of the United States, in dollars. */
export function localPay(dollars: number, country: string): number {
  const { base, exponent } = payScale(country);
  return base * (dollars / 30_000) ** exponent;
}
