/** How the similarities of a candidate with all signals become one number. */
export const AGGREGATES = ['mean', 'max', 'last', 'rare'] as const;
export type Aggregate = (typeof AGGREGATES)[number];
