import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../../src/core/features/compile-schema.ts';
import { createFeaturizer } from '../../../../src/core/features/featurize.ts';
import { encodeObjects } from '../../../../src/distill/train/data/encoded-objects.ts';
import { EVERY_KIND } from '../../../fixtures/random-student.ts';

const schema = compileSchema(EVERY_KIND);
const items = [
  { title: 'Staff nurse', skills: ['triage', 'first aid'], employmentType: 'FULL_TIME' },
  {},
  { title: 'Nurse', baseSalary: 52_000, jobLocation: 'Cork, Ireland' },
];

describe('encodeObjects', () => {
  it('keeps hashes whose rows are those of the featurizer for a table of any size', () => {
    const encoded = encodeObjects(schema, 'item', items, 0);
    for (const rows of [1, 7, 4096]) {
      const featurize = createFeaturizer(schema, rows);
      let from = 0;
      for (const [i, item] of items.entries()) {
        const bag = featurize('item', item, 0);
        const to = encoded.ends[(i + 1) * encoded.fieldCount - 1]!;
        const own = Array.from(encoded.hashes.subarray(from, to), (hash) => hash % rows);
        expect(own).toEqual([...bag.rows.subarray(0, to - from)]);
        expect([...encoded.weights.subarray(from, to)]).toEqual([
          ...bag.weights.subarray(0, to - from),
        ]);
        from = to;
      }
      expect(from).toBe(encoded.hashes.length);
    }
    expect(new Set(encoded.hashes).size).toBeGreaterThan(40);
  });
});
