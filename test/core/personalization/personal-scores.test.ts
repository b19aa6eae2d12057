import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import type { PersonalizationPrior, WeightsByAffinity } from '../../../src/core/format/prior.ts';
import { affinityNames, hasTogether } from '../../../src/core/personalization/affinity.ts';
import { listRarities } from '../../../src/core/personalization/list-rarities.ts';
import { createPersonalFeatures } from '../../../src/core/personalization/personal-features.ts';
import { personalScores } from '../../../src/core/personalization/personal-scores.ts';
import { flattenPrior } from '../../../src/core/personalization/prior-weights.ts';
import type { Signal } from '../../../src/core/personalization/signals.ts';
import { itemCodeBytes, type Student } from '../../../src/core/student/student.ts';
import { randomStudent } from '../../fixtures/random-student.ts';
import { randomCodes } from '../../sdk/engines/random-pairs.ts';

const NOW = Date.UTC(2024, 1, 2);
const COUNT = 60;
const slots = Uint32Array.from({ length: COUNT }, (_, n) => n);
const random = createRandom('personal scores');

let student: Student;
let codes: Uint8Array;
let stride: number;
beforeAll(async () => {
  student = await randomStudent({ width: 24, tableRows: 8, togetherBytes: 16 });
  codes = randomCodes(student, COUNT, random);
  stride = itemCodeBytes(student);
});

const randomWeights = (): WeightsByAffinity =>
  Object.fromEntries(
    affinityNames(student.schema).map((name) => [
      name,
      {
        mean: random.next(),
        max: random.next(),
        last: random.next(),
        rare: random.next(),
        away: random.next(),
      },
    ]),
  );

const randomPrior = (): PersonalizationPrior => ({
  ...student.personalization,
  affinityWeights: randomWeights(),
  togetherWeights: randomWeights(),
  caution: random.integer(3),
  accrues: random.integer(2) === 1,
});

const signal = (type: string, item: number, at = NOW): Signal => ({
  itemId: `${type} ${item}`,
  type,
  at,
  code: codes.slice(item * stride, (item + 1) * stride),
});

const score = (prior: PersonalizationPrior, signals: readonly Signal[]): Float64Array =>
  personalScores({
    schema: student.schema,
    width: 24,
    prior,
    signals,
    now: NOW,
    codes,
    stride,
    slots,
  });

const known = (): number[] =>
  [...slots].filter((n) => hasTogether(student.schema, 24, codes, n * stride));

describe('personal scores', () => {
  it('are exactly 0 without signals, and with signals that say nothing', () => {
    const nothing = [signal('impression', 3)];
    for (const signals of [[], nothing]) {
      expect([...score(randomPrior(), signals)].every((value) => value === 0)).toBe(true);
    }
  });

  it('are the weighted features, by the weights of what is known of each item', () => {
    for (let round = 0; round < 20; round++) {
      const prior = randomPrior();
      const types = ['click', 'apply', 'dismiss', 'view'];
      const signals = Array.from({ length: 1 + random.integer(12) }, (_, i) =>
        signal(random.pick(types), random.integer(COUNT), NOW - 50 + i),
      );
      const { plain, together } = flattenPrior(student.schema, prior);
      const rarities = listRarities(student.schema, 24, codes, stride, slots);
      const features = createPersonalFeatures(student.schema, 24, prior, signals, NOW, rarities);
      const row = new Float64Array(plain.length);
      const own = known();
      expect(own.length).toBeGreaterThan(20);
      expect(own.length).toBeLessThan(COUNT);
      for (const [n, value] of score(prior, signals).entries()) {
        features(codes, n * stride, row);
        const weights = own.includes(n) ? together : plain;
        const sum = row.reduce((total, feature, i) => total + weights[i]! * feature, 0);
        expect(value).toBeCloseTo(sum, 9);
      }
    }
  });

  it('count a first signal the less, the more caution is asked for', () => {
    const prior = { ...randomPrior(), shrinkage: 0, accrues: false };
    const [bold, careful] = [0, 5].map((caution) =>
      score({ ...prior, caution }, [signal('click', 7)]),
    );
    const spread = (values: Float64Array): number => Math.max(...values) - Math.min(...values);
    expect(spread(careful!)).toBeLessThan(spread(bold!));
  });

  it('add up where the prior says so: what many signals agree on counts for more', () => {
    const weights = { content: { mean: 1, max: 0, last: 0 } };
    const only = { affinityWeights: weights, togetherWeights: weights, shrinkage: 0 };
    const strength = (accrues: boolean, count: number): number => {
      const signals = Array.from({ length: count }, (_, i) => signal(`click`, 7, NOW + i * 5000));
      const prior = { ...randomPrior(), ...only, decayPerSignal: 1, halfLifeDays: 1e6, accrues };
      return score(prior, signals)[7]!;
    };
    expect(strength(false, 4)).toBeCloseTo(strength(false, 1), 6);
    expect(strength(true, 4)).toBeCloseTo(2 * strength(true, 1), 6);
  });

  it('push away from what was dismissed by a weight of its own', () => {
    const prior = randomPrior();
    const weights = (away: number): WeightsByAffinity => ({
      together: { mean: 0, max: 0, last: 0, away },
    });
    const [item] = known();
    const dismissed = [signal('dismiss', item!)];
    const [none, some] = [0, 3].map((away) =>
      score(
        { ...prior, affinityWeights: weights(away), togetherWeights: weights(away) },
        dismissed,
      ),
    );
    expect(none![item!]).toBeCloseTo(0);
    expect(some![item!]).toBeLessThan(0);
  });

  it('say nothing by who chooses an item of which nothing is known', () => {
    const only = { together: { mean: 2, max: 1, last: 1 } };
    const prior = { ...randomPrior(), affinityWeights: only, togetherWeights: only };
    const own = known();
    const scores = score(prior, [signal('click', own[0]!), signal('save', own[1]!)]);
    for (const n of slots) if (!own.includes(n)) expect(scores[n]).toBe(0);
    expect(Math.max(...own.map((n) => scores[n]!))).toBe(
      scores[own[0]!]! > scores[own[1]!]! ? scores[own[0]!] : scores[own[1]!],
    );
  });
});
