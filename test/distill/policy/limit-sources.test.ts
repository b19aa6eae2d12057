import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { profileEvidence, writeItemEvidence } from '../../../src/core/features/evidence.ts';
import { createFeaturizer } from '../../../src/core/features/featurize.ts';
import { applyLimits } from '../../../src/core/limits/apply-limits.ts';
import { readLimits } from '../../../src/core/limits/read-limits.ts';
import { compilePolicy } from '../../../src/distill/policy/compile-policy.ts';
import { limitSources } from '../../../src/distill/policy/limit-sources.ts';
import { createRubricGrader, type RubricGrade } from '../../../src/distill/policy/rubric-grader.ts';
import { shop, shopPolicy } from './shop.ts';

const NOW = Date.UTC(2026, 2, 1);
const ROWS = 256;
const LIMITS = [
  '| Avoided | Avoided is yes | 0 | it holds what is avoided |',
  '| Dear | Price ratio is more than 150 % | 1 | it costs {price ratio} |',
  '| Odd | Price ratio is less than 20 % or more than 300 % | 2 | the price is odd |',
  '| Past | Days left is less than 0 | 0 | it is past |',
  '| Far | Way is more than 50 km and Price ratio is 100 % or more | 1 | far and dear |',
].join('\n');

const policy = compilePolicy(shopPolicy({ limits: LIMITS }), 'shop.md', shop);
const rubric = createRubricGrader(policy, { now: NOW });

/** The limits that hold by the model file's, as a device applies them, after the trip through JSON. */
function onDevice(profile: object, item: object): { cap: number; names: string[] } {
  const schema = compileSchema(shop.schema);
  const featurize = createFeaturizer(schema, ROWS);
  const sources = JSON.parse(JSON.stringify(limitSources(policy))) as never;
  const limits = readLimits(sources, schema);
  const code = new Uint8Array(schema.evidenceBytes);
  writeItemEvidence(schema, featurize('item', item, NOW), new Uint8Array(ROWS).fill(9), code);
  const evidence = profileEvidence(schema, featurize('profile', profile, NOW), NOW);
  const [caps, which] = [new Uint8Array(1), new Uint32Array(1)];
  const held = { limits, schema, stride: schema.evidenceBytes };
  applyLimits(held, evidence, code, new Uint32Array(1), caps, which);
  const names = limits.filter((_, i) => (which[0]! >> i) & 1).map(({ name }) => name);
  return { cap: caps[0]!, names };
}

const place = fc.record({ latitude: fc.constantFrom(48, 48.2, 52), longitude: fc.constant(11) });
const words = fc.subarray(['nuts', 'milk', 'rice', 'plums']);
const profiles = fc.record({ budget: fc.integer({ min: 1, max: 20 }), avoids: words, home: place });
const items = fc.record(
  {
    price: fc.integer({ min: 1, max: 60 }),
    contents: words,
    shop: place,
    bestBefore: fc.constantFrom('2026-02-20', '2026-03-01', '2026-04-01'),
  },
  { requiredKeys: ['price'] },
);

it('hard limits in the model file hold for the pairs for which they hold in the rubric', () => {
  fc.assert(
    fc.property(profiles, items, (profile, item) => {
      const { limits, grade } = rubric.grade(profile, item) as RubricGrade;
      const device = onDevice(profile, item);
      expect(limits.map(({ name }) => name)).toEqual(device.names);
      expect(grade).toBeLessThanOrEqual(device.cap);
    }),
    { numRuns: 300 },
  );
});
