import { createFeaturizer } from '../../../core/features/featurize.ts';
import type { Schema } from '../../../core/features/schema.ts';

/**
 * Rarity of each table row's tokens among items: 1 (in every item) … 15 (in one of very many), proportional to the
 * inverse document frequency. Only what matches compare counts: a word of many descriptions may still tell titles
 * apart.
 */
export function rarityOf(
  schema: Schema,
  items: readonly unknown[],
  tableRows: number,
  now: number,
): Uint8Array {
  const compared = new Set(
    schema.crosses.flatMap(({ kind, itemField }) => (kind === 'match' ? [itemField] : [])),
  );
  const fields = schema.fields.filter((_, f) => compared.has(f));
  const featurize = createFeaturizer({ ...schema, fields }, tableRows);
  const seen = new Int32Array(tableRows).fill(-1);
  const frequency = new Uint32Array(tableRows);
  for (const [i, item] of items.entries()) {
    const { wholes, wholeEnds } = featurize('item', item, now);
    for (let t = 0; t < (wholeEnds.at(-1) ?? 0); t++) {
      const row = wholes[2 * t]! % tableRows;
      if (seen[row] === i) continue;
      seen[row] = i;
      frequency[row]!++;
    }
  }
  const top = Math.log(1 + items.length);
  return Uint8Array.from(frequency, (n) =>
    Math.min(15, Math.max(1, Math.round((15 * Math.log((1 + items.length) / (1 + n))) / top))),
  );
}
