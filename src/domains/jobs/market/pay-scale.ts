/** How a country pays: its currency, its level, and the unit in which its ads state pay. */
export interface PayScale {
  currency: string;
  /** Local yearly pay where the United States pay 30,000 dollars. */
  base: number;
  /** How fast pay grows with that of the United States; wages elsewhere are closer together. */
  exponent: number;
  symbol: string;
}

const SCALES: Readonly<Record<string, PayScale>> = {
  US: { currency: 'USD', base: 30_000, exponent: 1, symbol: '$' },
  CA: { currency: 'CAD', base: 38_000, exponent: 0.75, symbol: '$' },
  GB: { currency: 'GBP', base: 23_500, exponent: 0.62, symbol: '£' },
  IE: { currency: 'EUR', base: 28_500, exponent: 0.62, symbol: '€' },
  DE: { currency: 'EUR', base: 28_000, exponent: 0.6, symbol: '€' },
  AT: { currency: 'EUR', base: 28_000, exponent: 0.58, symbol: '€' },
  CH: { currency: 'CHF', base: 56_000, exponent: 0.5, symbol: 'CHF ' },
  NL: { currency: 'EUR', base: 28_500, exponent: 0.6, symbol: '€' },
};

/** The pay scale of a country; that of the United States where it is unknown. */
export function payScale(country: string): PayScale {
  return (Object.hasOwn(SCALES, country) ? SCALES[country] : SCALES.US) as PayScale;
}

/** Yearly pay in local currency for pay on the scale of the United States, in dollars. */
export function localPay(dollars: number, country: string): number {
  const { base, exponent } = payScale(country);
  return base * (dollars / 30_000) ** exponent;
}
