import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { crossFeatures } from '../../../src/core/features/crosses.ts';
import {
  longitudeScale,
  profileEvidence,
  writeItemEvidence,
} from '../../../src/core/features/evidence.ts';
import { createFeaturizer } from '../../../src/core/features/featurize.ts';
import { EVERY_KIND } from '../../fixtures/random-student.ts';
import { hardItem, hardProfile } from '../../fixtures/hard-values.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2024, 0, 15);
const ROWS = 4096;

/** The features [value, known] of one cross of a field between `x` of an item and `y` of a profile. */
function compare(
  kinds: { field: object; cross: object },
  x: unknown,
  y: unknown,
  { now = NOW, rarity = new Uint8Array(ROWS).fill(1) } = {},
): [value: number, known: number] {
  const schema = compileSchema({
    name: 's',
    version: 2,
    fields: [{ name: 'f', item: 'x', profile: 'y', ...kinds.field }],
    measures: [{ name: 'c', item: 'f', ...kinds.cross }],
  });
  const featurize = createFeaturizer(schema, ROWS);
  const evidence = new Uint8Array(schema.evidenceBytes + 2).fill(0xee);
  const item = { x };
  writeItemEvidence(schema, featurize('item', item, now), rarity, evidence.subarray(1, -1));
  const profile = { y };
  const known = profileEvidence(schema, featurize('profile', profile, now), now);
  const out = new Uint8Array(4).fill(0xee);
  crossFeatures(schema, known, evidence, 1, out, 1);
  expect([out[0], out[3], evidence[0], evidence.at(-1)]).toEqual([0xee, 0xee, 0xee, 0xee]);
  return [out[1]!, out[2]!];
}

describe('match', () => {
  const tags = { field: { kind: 'tags' }, cross: { kind: 'overlap' } };

  it('is the share of the item’s tags that the profile has', () => {
    expect(compare(tags, ['a', 'b', 'c', 'd'], ['b', 'x'])).toEqual([31, 127]);
    expect(compare(tags, ['a', 'b'], ['B', 'A '])).toEqual([126, 127]);
    expect(compare(tags, ['a'], ['a', 'b', 'c'])).toEqual([127, 127]);
    expect(compare(tags, ['a'], ['b'])).toEqual([0, 127]);
  });

  it('is unknown where either side has none', () => {
    for (const [x, y] of [
      [[], ['a']],
      [['a'], []],
      [null, 'a'],
      ['a', { none: 1 }],
      ['…', 'a'],
    ]) {
      expect(compare(tags, x, y)).toEqual([0, 0]);
    }
  });

  it('weighs rare tags more and keeps the rarest', () => {
    const schema = compileSchema({
      name: 's',
      version: 2,
      fields: [{ name: 'f', kind: 'tags', item: 'x', profile: 'y' }],
    });
    const bag = createFeaturizer(schema, ROWS)('item', { x: ['rare'] }, NOW);
    const rarity = new Uint8Array(ROWS).fill(1);
    rarity[bag.wholes[0]! % ROWS] = 9;
    const [rare] = compare(tags, ['common', 'rare'], ['rare'], { rarity });
    const [common] = compare(tags, ['common', 'rare'], ['common'], { rarity });
    expect([rare, common]).toEqual([Math.floor((127 * 9) / 10), Math.floor(127 / 10)]);
    const one = { ...tags, cross: { kind: 'overlap', slots: 1 } };
    expect(compare(one, ['common', 'rare'], ['rare'], { rarity })).toEqual([127, 127]);
    expect(compare(one, ['common', 'rare'], ['common'], { rarity })).toEqual([0, 127]);
  });

  it('compares texts one by one, where it is per text', () => {
    const texts = { field: { kind: 'text' }, cross: { kind: 'overlap', slots: 8, perText: true } };
    const rarity = new Uint8Array(ROWS).fill(12);
    const value = (x: unknown, y: unknown, slots = 8): number =>
      compare({ ...texts, cross: { ...texts.cross, slots } }, x, y, { rarity })[0];
    // Words of different texts do not add up; missing ones cost a quarter.
    expect(value(['Java Developer', 'Nurse'], 'java nurse')).toBe(12);
    expect(value('Java Developer', 'java nurse')).toBe(12 - 3);
    expect(value(['Java Developer', 'Java Nurse'], 'nurse java')).toBe(24);
    expect(value('Java Developer', 'chef')).toBe(0);
    expect(compare(texts, 'Java Developer', '')).toEqual([0, 0]);
    expect(compare(texts, ['', '…'], 'java')).toEqual([0, 0]);
    // The shortest texts are kept, and of one that is too long its first words.
    expect(value(['head chef', 'chef'], 'head', 2)).toBe(0);
    expect(value(['head chef', 'chef'], 'head', 3)).toBe(12 - 3);
    expect(value('head chef', 'chef', 1)).toBe(0);
    expect(value('head chef', 'head', 1)).toBe(12);
    rarity.fill(255);
    expect(value('Java Developer', 'java developer')).toBe(127);
  });

  it('never passes 127, and counts a tag once', () => {
    expect(compare(tags, ['a', 'a', 'a', 'b'], ['a'])[0]).toBe(63);
    const list = fc.array(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'),
    );
    fc.assert(
      fc.property(list, list, (x, y) => {
        const [value, known] = compare(tags, x, y);
        expect(value).toBeLessThanOrEqual(127);
        expect(known).toBe(x.length > 0 && y.length > 0 ? 127 : 0);
        const more = compare(tags, x, [...y, 'a', 'b']);
        expect(more[0]).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});

describe('difference', () => {
  const pay = { field: { kind: 'number', min: 0, max: 254 }, cross: { kind: 'difference' } };

  it('is 64 where both are equal, and covers the range to both sides', () => {
    expect(compare(pay, 100, 100)).toEqual([64, 127]);
    expect(compare(pay, 254, 0)).toEqual([127, 127]);
    expect(compare(pay, 0, 254)).toEqual([0, 127]);
    expect(compare(pay, 9999, -9999)).toEqual([127, 127]);
    expect(compare(pay, null, 5)).toEqual([0, 0]);
    expect(compare(pay, 5, 'none')).toEqual([0, 0]);
  });

  it('rises with the item’s number and falls with the profile’s', () => {
    const n = fc.double({ min: -10, max: 300, noNaN: true });
    fc.assert(
      fc.property(n, n, n, (a, b, c) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(compare(pay, low, c)[0]).toBeLessThanOrEqual(compare(pay, high, c)[0]);
        expect(compare(pay, c, low)[0]).toBeGreaterThanOrEqual(compare(pay, c, high)[0]);
      }),
    );
  });

  it('is near symmetric', () => {
    const n = fc.integer({ min: 0, max: 254 });
    fc.assert(
      fc.property(n, n, (a, b) => {
        const sum = compare(pay, a, b)[0] + compare(pay, b, a)[0];
        expect(sum).toBeGreaterThanOrEqual(127);
        expect(sum).toBeLessThanOrEqual(128);
      }),
    );
  });
});

describe('distance', () => {
  const place = { field: { kind: 'place' }, cross: { kind: 'distance' } };
  const at = (latitude: number, longitude: number): object => ({ latitude, longitude });
  const proximity = (a: unknown, b: unknown): number => compare(place, a, b)[0];

  it('knows cities', () => {
    const [berlin, potsdam] = [at(52.52, 13.405), at(52.39, 13.06)];
    const [munich, sydney] = [at(48.14, 11.58), at(-33.87, 151.21)];
    expect(proximity(berlin, berlin)).toBe(127);
    const order = [berlin, potsdam, munich, sydney].map((city) => proximity(city, berlin));
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(order[1]).toBeGreaterThan(85);
    expect(order[2]).toBeLessThan(60);
  });

  it('falls with the distance along a meridian and a parallel', () => {
    const step = fc.integer({ min: 0, max: 60 * 128 });
    const latitude = fc.integer({ min: -60, max: 0 });
    fc.assert(
      fc.property(step, step, latitude, (a, b, from) => {
        const [near, far] = [Math.min(a, b) / 128, Math.max(a, b) / 128];
        const home = at(from, 10);
        expect(proximity(at(from + near, 10), home)).toBeGreaterThanOrEqual(
          proximity(at(from + far, 10), home),
        );
        expect(proximity(at(from, 10 + near), home)).toBeGreaterThanOrEqual(
          proximity(at(from, 10 + far), home),
        );
      }),
    );
  });

  it('goes the short way around the globe and shrinks towards the poles', () => {
    expect(proximity(at(0, 179.99), at(0, -179.99))).toBeGreaterThan(110);
    expect(proximity(at(0, 180), at(0, -180))).toBe(127);
    expect(proximity(at(80, 0), at(80, 20))).toBeGreaterThan(proximity(at(0, 0), at(0, 20)));
    expect(proximity(at(90, 0), at(90, 180))).toBe(127);
  });

  it('takes the nearest pair of the item’s first places and all of the profile’s', () => {
    const [here, there, far] = [at(10, 10), at(40, 40), at(-40, -40)];
    expect(proximity([far, here], [there, here])).toBe(127);
    expect(proximity([far, there, here], [here])).toBeLessThan(127);
    expect(compare(place, 'Berlin', here)).toEqual([0, 0]);
    expect(compare(place, here, 'Berlin')).toEqual([0, 0]);
    expect(compare(place, ['Berlin', here], here)).toEqual([127, 127]);
  });
});

describe('longitudeScale', () => {
  it('is the cosine to 1/128', () => {
    for (let degrees = -90; degrees <= 90; degrees += 0.25) {
      const cosine = 128 * Math.cos((degrees * Math.PI) / 180);
      expect(Math.abs(longitudeScale(128 * degrees) - cosine)).toBeLessThan(0.51);
    }
  });
});

describe('age', () => {
  const posted = { field: { kind: 'time' }, cross: { kind: 'age' } };
  const age = (days: number, now = NOW): number[] =>
    compare(posted, new Date(now - days * DAY).toISOString(), null, { now });

  it('loses one a day, from 127 on the day to 0 after 127 days', () => {
    expect([0, 1, 30, 126, 127, 5000].map((days) => age(days)[0])).toEqual([127, 126, 97, 1, 0, 0]);
    expect(age(-3)).toEqual([127, 127]);
  });

  it('is unknown without a time', () => {
    expect(compare(posted, 'last week', null)).toEqual([0, 0]);
  });

  it('falls as time goes by', () => {
    const time = fc.integer({ min: 0, max: 300 * DAY });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [soon, late] = [NOW + Math.min(a, b), NOW + Math.max(a, b)];
        const at = (now: number): number => compare(posted, NOW, null, { now })[0];
        expect(at(soon)).toBeGreaterThanOrEqual(at(late));
      }),
    );
  });
});

describe('all crosses', () => {
  it('stay within 0 … 127 for any pair', () => {
    const schema = compileSchema(EVERY_KIND);
    const featurize = createFeaturizer(schema, ROWS);
    const rarity = Uint8Array.from({ length: ROWS }, (_, i) => 1 + (i % 255));
    const evidence = new Uint8Array(schema.evidenceBytes);
    const out = new Uint8Array(2 * schema.crosses.length);
    const now = fc.constantFrom(0, NOW, 1e14);
    fc.assert(
      fc.property(hardItem, hardProfile, now, (item, profile, at) => {
        writeItemEvidence(schema, featurize('item', item, at), rarity, evidence);
        const known = profileEvidence(schema, featurize('profile', profile, at), at);
        crossFeatures(schema, known, evidence, 0, out, 0);
        for (let c = 0; c < out.length; c += 2) {
          expect(out[c]).toBeLessThanOrEqual(127);
          expect([0, 127]).toContain(out[c + 1]);
          if (out[c + 1] === 0) expect(out[c]).toBe(0);
        }
      }),
    );
  });
});
