import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntervalSource, LimitSource } from '../../src/core/limits/limit.ts';
import type { Item } from '../../src/core/types.ts';
import { createItemEncoder } from '../../src/sdk/encode.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import type { RankedItem, RankOptions, RerankerOptions } from '../../src/sdk/types.ts';
import { ANALYST, inventItems, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const when = (measure: string, ...interval: IntervalSource): LimitSource['when'] => [
  { measure, intervals: [interval] },
];

/** Too far to go, too old, and nothing of what one can. */
const LIMITS: LimitSource[] = [
  {
    name: 'Out of reach',
    cap: 0,
    when: when('distance', 400, null, true, false),
    reason: 'it is {distance} away',
  },
  { name: 'Old', cap: 2, when: when('posted', 40, null, false, false), reason: 'it is old' },
  {
    name: 'Older',
    cap: 1,
    when: [...when('posted', 50, null, false, false), ...when('distance', 5, null, false, false)],
    reason: 'it is {posted} old, since {item posted}, and not in {your place}',
  },
];

const DAY_MS = 86_400_000;
const model = await lexicalStudentFile(1, 5, {}, LIMITS);
const free = await lexicalStudentFile(1, 5);
const make = (options: RerankerOptions = {}) =>
  createReranker({ model, storage: 'memory', now: () => NOW, ...options });
const items = inventItems(200);
const wishes: RankOptions = { profile: ANALYST };

/** What the limits say, by the items themselves. */
function expectedNames(item: Item): string[] {
  const { geo } = item.jobLocation as { geo: { latitude: number } };
  const km = { 53.35: 1, 51.9: 220, 51.51: 460, 52.52: 1300 }[geo.latitude]!;
  const days = Math.floor(NOW / DAY_MS) - Date.parse(String(item.datePosted)) / DAY_MS;
  const held = [km > 400, days >= 40, days >= 50 && km >= 5];
  return LIMITS.filter((_, l) => held[l]).map(({ name }) => name);
}

const namesOf = ({ limits = [] }: RankedItem): string[] => limits.map(({ name }) => name);
const capOf = ({ limits = [] }: RankedItem): number => Math.min(4, ...limits.map(({ cap }) => cap));
const isForbidden = (entry: RankedItem): boolean => capOf(entry) <= 1;

/** Whether all that is forbidden stands behind all that is not. */
function standsBehind(ranked: readonly RankedItem[]): boolean {
  const first = ranked.findIndex(isForbidden);
  return first < 0 || ranked.slice(first).every(isForbidden);
}

describe('limits of the policy', () => {
  it('hold exactly, cap grade and score, and are named', async () => {
    const { items: ranked } = await (await make()).rank(items, wishes);
    const before = await (await make({ model: free })).rank(items, wishes);
    const free0 = new Map(before.items.map((entry) => [entry.id, entry]));
    expect(new Set(ranked.map(capOf))).toEqual(new Set([0, 1, 2, 4]));
    for (const entry of ranked) {
      expect(namesOf(entry)).toEqual(expectedNames(entry.item));
      const { policy, score } = free0.get(entry.id)!;
      expect(entry.policy).toBe(Math.min(policy, capOf(entry)));
      expect(entry.score).toBeLessThanOrEqual(score);
      if (policy < capOf(entry)) expect(entry.policy).toBe(policy);
      if (capOf(entry) === 4) expect(entry.score).toBe(score);
      expect('limits' in entry).toBe(capOf(entry) < 4);
    }
    expect(standsBehind(ranked)).toBe(true);
    expect(before.items.some((entry) => 'limits' in entry)).toBe(false);
    expect(
      standsBehind(before.items.map((entry) => ranked.find(({ id }) => id === entry.id)!)),
    ).toBe(false);
  });

  it('say why in words, with the values of the pair', async () => {
    const reranker = await make();
    const { items: ranked } = await reranker.rank(items, { ...wishes, explain: true });
    const mean = ranked.reduce((total, { score }) => total + score / ranked.length, 0);
    const reasons = new Map<string, string[]>();
    for (const { limits = [], reasons: told = [], score } of ranked) {
      for (const { name, reason } of limits) {
        reasons.set(name, [...(reasons.get(name) ?? []), reason]);
      }
      const held = told.filter(({ facts }) => facts.kind === 'limit');
      // The one that decides first; others that take nothing more off are not told again.
      const said = limits.map(({ reason }) => reason);
      expect(said).toEqual(expect.arrayContaining(held.map(({ text }) => text)));
      expect(held.length > 0).toBe(limits.length > 0);
      if (limits.length === 0) {
        expect(told.map(({ text }) => text)).toContain('nothing in the policy holds it back');
      }
      expect(told.length).toBeLessThanOrEqual(5);
      const sum = told.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(score - mean, 9);
    }
    for (const reason of reasons.get('Out of reach')!)
      expect(reason).toMatch(/^it is [\d,]+ km away$/);
    expect(new Set(reasons.get('Old'))).toEqual(new Set(['it is old']));
    for (const reason of reasons.get('Older')!) {
      expect(reason).toMatch(/^it is \d+ days old, since \w+ \d+, 2026, and not in dublin$/i);
    }
    const [first, last] = [ranked[0]!, ranked.at(-1)!];
    const forbidden = ranked.find(isForbidden)!;
    expect(
      (await reranker.rank(items, { ...wishes, explain: true })).why(first.id, forbidden.id),
    ).toContainEqual(
      expect.objectContaining({ facts: expect.objectContaining({ kind: 'limit' }) as object }),
    );
    expect(isForbidden(last)).toBe(true);
  });

  it('hold for items that carry nothing but their codes', async () => {
    const { encode } = await createItemEncoder(model);
    const bare = items.map((item) => ({
      id: String(item.identifier),
      attributes: { pocketrankCode: encode(item, NOW) },
    }));
    const reranker = await make();
    const { items: expected } = await reranker.rank(items, wishes);
    const { items: ranked } = await (await make()).rank(bare, wishes);
    const plain = (entry: RankedItem): object => ({ ...entry, item: undefined });
    expect(ranked.map(plain)).toEqual(expected.map(plain));
  });

  it.each(['scalar', 'wasm'] as const)('are the same on %s', async (engine) => {
    const [one, other] = [await make(), await make({ engine })];
    expect(other.engine.name).toBe(engine);
    expect((await other.rank(items, wishes)).items).toEqual((await one.rank(items, wishes)).items);
  });

  it('stand whatever clicks and alpha say: nothing forbidden enters the first ten', async () => {
    const some = fc.array(
      fc.record({
        index: fc.nat({ max: 99 }),
        type: fc.constantFrom('click', 'save', 'apply', 'dismiss'),
      }),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(some, fc.double({ min: 0, max: 1, noNaN: true }), async (signals, alpha) => {
        const reranker = await make();
        const list = inventItems(100, 'some');
        const base = await reranker.rank(list, { ...wishes, alpha });
        expect(standsBehind(base.items)).toBe(true);
        // What is forbidden is clicked first of all.
        const ids = [...base.items].reverse().map(({ id }) => id);
        for (const { index, type } of signals) {
          await reranker.record({ type, itemId: ids[index]! });
        }
        const { items: ranked } = await reranker.rank(list, { ...wishes, alpha });
        expect(standsBehind(ranked)).toBe(true);
        expect(ranked.slice(0, 10).some(isForbidden)).toBe(false);
        const byBase = [...ranked].sort((a, b) => a.baseRank - b.baseRank);
        expect(standsBehind(byBase)).toBe(true);
        reranker.dispose();
      }),
      { numRuns: 20 },
    );
  });

  it('are told anew for another person and on another day', async () => {
    let at = NOW;
    const reranker = await make({ now: () => at });
    const profile = { ...ANALYST, basics: { location: { latitude: 52.52, longitude: 13.4 } } };
    const inDublin = await reranker.rank(items, wishes);
    const inBerlin = await reranker.rank(items, { profile });
    const nameless = await reranker.rank(items);
    const near = (ranking: typeof inDublin): string[] =>
      ranking.items.filter((entry) => !namesOf(entry).includes('Out of reach')).map(({ id }) => id);
    expect(new Set(near(inDublin))).not.toEqual(new Set(near(inBerlin)));
    expect(near(nameless)).toHaveLength(items.length);
    expect((await reranker.rank(items, wishes)).items).toEqual(inDublin.items);
    at += 30 * DAY_MS;
    const later = await reranker.rank(items, wishes);
    const old = (ranking: typeof later): number =>
      ranking.items.filter((entry) => namesOf(entry).includes('Old')).length;
    expect(old(later)).toBeGreaterThan(old(inDublin));
  });

  it('rank among what is forbidden alone as well', async () => {
    const reranker = await make();
    const all = await reranker.rank(items, wishes);
    const forbidden = all.items.filter(isForbidden);
    const { items: ranked } = await reranker.rank(
      forbidden.map(({ item }) => item),
      wishes,
    );
    expect(ranked.map(({ id }) => id)).toEqual(forbidden.map(({ id }) => id));
  });
});
