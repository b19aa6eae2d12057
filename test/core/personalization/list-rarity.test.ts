import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { writeItemEvidence } from '../../../src/core/features/evidence.ts';
import { createFeaturizer } from '../../../src/core/features/featurize.ts';
import { createAffinities } from '../../../src/core/personalization/affinity.ts';
import { createListRarity } from '../../../src/core/personalization/list-rarity.ts';
import { FEATURES_PER_AFFINITY, RARE } from '../../../src/core/personalization/prior-weights.ts';
import { listRarities } from '../../../src/core/personalization/list-rarities.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { itemCodeBytes } from '../../../src/core/student/student.ts';
import { randomCodes } from '../../sdk/engines/random-pairs.ts';
import { randomStudent } from '../../fixtures/random-student.ts';

describe('rarity in a list', async () => {
  const student = await randomStudent();
  const { schema } = student;
  const { width } = student.parameters;
  const stride = itemCodeBytes(student);
  const matches = schema.crosses.flatMap((cross, c) => (cross.kind === 'match' ? [c] : []));

  it('is the logarithm of the mean affinity to the items of the list, over that to itself', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, count) => {
        const random = createRandom(seed);
        const codes = randomCodes(student, 50, random);
        // An item has each key once.
        for (let item = 0; item < 50; item++) {
          for (const c of matches) {
            const { offset, slots } = schema.crosses[c]!;
            const keys = random.shuffle(Array.from({ length: 20 }, (_, i) => i + 1));
            for (let i = 0; i < slots; i++) {
              const at = item * stride + width + offset + 3 * i;
              if ((codes[at]! | codes[at + 1]!) !== 0) codes.set([keys[i]!, 0], at);
            }
          }
        }
        const slots = Uint32Array.from({ length: count }, () => random.integer(50));
        const affinities = createAffinities(schema, width);
        const row = new Float64Array(1 + schema.crosses.length);
        for (const c of matches) {
          if (schema.crosses[c]!.perText) continue;
          const rarity = createListRarity(schema.crosses[c]!, width, stride);
          rarity.add(codes, slots.subarray(0, count >> 1));
          rarity.add(codes, slots.subarray(count >> 1));
          for (const slot of slots) {
            affinities(codes, slot * stride, codes.subarray(slot * stride), row);
            const own = row[c + 1]!;
            let sum = 0;
            for (const other of slots) {
              affinities(codes, slot * stride, codes.subarray(other * stride), row);
              sum += row[c + 1]!;
            }
            const got = rarity.of(codes, slot * stride);
            if (sum === 0) expect(got).toBe(0);
            else {
              // Linear between powers of two: never above the logarithm, nor 0.0861 below it.
              const exact = -Math.log2(sum / count / own);
              expect(got).toBeLessThanOrEqual(exact + 1e-9);
              expect(got).toBeGreaterThan(exact - 0.0861);
            }
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is nothing where all share everything', () => {
    const code = randomCodes(student, 1, createRandom('one'));
    const slots = new Uint32Array(9);
    for (const c of matches) {
      const cross = schema.crosses[c]!;
      code.set([7, 0, 127], width + cross.offset);
      code.fill(0, width + cross.offset + 3, width + cross.offset + cross.bytes);
      const rarity = createListRarity(cross, width, stride);
      rarity.add(code, slots);
      expect(rarity.of(code, 0)).toBe(0);
    }
  });

  it('counts a word of several texts once an item', () => {
    const perText = compileSchema({
      name: 's',
      version: 2,
      fields: [{ name: 'f', kind: 'text', item: 'x', profile: 'y' }],
      measures: [{ name: 'c', kind: 'overlap', item: 'f', slots: 6, perText: true }],
    });
    const featurize = createFeaturizer(perText, 1);
    const bytes = perText.evidenceBytes;
    const code = new Uint8Array(3 * bytes);
    for (const [i, x] of [['Chef', 'Head Chef'], ['Head Nurse'], ['Nurse']].entries()) {
      const item = featurize('item', { x }, 0);
      writeItemEvidence(perText, item, Uint8Array.of(5), code.subarray(i * bytes, (i + 1) * bytes));
    }
    const rarity = createListRarity(perText.crosses[0]!, 0, bytes);
    rarity.add(code, Uint32Array.of(0, 1, 2));
    // Of three words of equal weight, "chef" twice in one item and "head" in two.
    expect(rarity.of(code, 0)).toBe(9 / 4 / 2);
    expect(rarity.of(code, 2 * bytes)).toBe(0.5);
  });

  it('is measured where it counts alone', () => {
    const codes = randomCodes(student, 3, createRandom('three'));
    const slots = Uint32Array.of(0, 1, 2);
    const which = (weights?: Float64Array[]) =>
      listRarities(schema, width, codes, stride, slots, weights).flatMap((rarity, a) =>
        rarity === undefined ? [] : [a - 1],
      );
    expect(which()).toEqual(matches);
    const weights = new Float64Array(FEATURES_PER_AFFINITY * (1 + schema.crosses.length));
    expect(which([weights, weights])).toEqual([]);
    const other = weights.slice();
    other[FEATURES_PER_AFFINITY * (1 + matches[1]!) + RARE] = 0.5;
    expect(which([weights, other])).toEqual([matches[1]]);
  });
});
