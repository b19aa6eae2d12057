import type { SchemaSource } from '../../../src/core/features/schema.ts';
import type { Domain, TaughtFacts } from '../../../src/distill/domain.ts';

/** A small domain of its own: what a greengrocer offers to somebody. */
const SCHEMA: SchemaSource = {
  name: 'shop',
  version: 2,
  noun: { one: 'basket', many: 'baskets' },
  currency: 'EUR',
  fields: [
    { name: 'name', kind: 'text', item: 'name', profile: 'wish' },
    { name: 'price', kind: 'amount', item: 'price', profile: 'budget', min: 1, max: 100 },
    { name: 'contents', kind: 'tags', item: 'contents', profile: 'avoids' },
    { name: 'shop', kind: 'place', item: 'shop', profile: 'home' },
    { name: 'best before', kind: 'time', item: 'bestBefore' },
  ],
  measures: [
    { name: 'Word overlap', kind: 'overlap', item: 'name', unit: '%' },
    { name: 'Price ratio', kind: 'ratio', item: 'price', unit: '%', better: 'less' },
    { name: 'Avoided', kind: 'contains', item: 'contents' },
    { name: 'Way', kind: 'distance', item: 'shop' },
    { name: 'Days left', kind: 'until', item: 'best before' },
    { name: 'Price and way', kind: 'number', item: 'price' },
    { name: 'Freshness', kind: 'taught', values: ['fresh', 'not so fresh'] },
  ],
};

/** What the greengrocer knows: how fresh a basket is, and how to call it; of some what the price is. */
const taught: TaughtFacts = {
  measures: new Set(['Freshness', 'Price ratio']),
  placeholders: new Set(['smell']),
  measure: (name, { item }) => {
    const { smells, pricePerWish } = item as { smells?: boolean; pricePerWish?: number };
    if (name === 'Price ratio') return pricePerWish;
    return smells === undefined ? undefined : smells ? 'not so fresh' : 'fresh';
  },
  phrase: (_, { item }) => ((item as { smells?: boolean }).smells ? 'it smells' : undefined),
};

export const shop: Domain = {
  name: 'shop',
  folder: 'shop',
  schema: SCHEMA,
  policy: undefined,
  settings: {},
  warnings: [],
  phrases: {},
  code: { createTaughtFacts: () => taught },
};

/** Sections that a test can replace. */
export interface ShopParts {
  limits?: string;
  caps?: string;
  examples?: string;
  reason?: string;
}

const LIMIT_COLUMNS = '| Limit | When | At most | Reason |\n| --- | --- | --- | --- |';

/** A policy for the shop. */
export function shopPolicy({ limits, caps, examples = '', reason }: ShopParts = {}): string {
  return `# Shop policy

## Grades

| Grade | Name | From | Meaning |
| --- | --- | --- | --- |
| 4 | Excellent | 3.5 | buy |
| 3 | Good | 2.5 | buy |
| 2 | Fair | 1.5 | look |
| 1 | Weak | 0.5 | pass |
| 0 | Poor | 0 | hide |

## Settings

| Setting | Value |
| --- | --- |
| Least evidence | 20 % |
| Date of the examples | 2026-03-01 |

## Criteria

| Criterion | Weight | Evidence | Question |
| --- | --- | --- | --- |
| Price | 1 | required | Is it within the budget? |

## Price

| Level | Price ratio | Meaning | Reason |
| --- | --- | --- | --- |
| 4 | at most 100 % | within | ${reason ?? 'it costs {price ratio} of {your price}'} |
| 0 | more than 100 % | beyond | it is too dear |

## Hard limits

${LIMIT_COLUMNS}
${limits ?? '| Avoided | Avoided is yes | 0 | it holds what is avoided |'}

## Grade caps

${LIMIT_COLUMNS}
${caps ?? '| Not fresh | Freshness is not so fresh | 2 | {smell} |'}

${examples}`;
}
