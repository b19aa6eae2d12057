import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Item, Profile } from '../../../src/core/types.ts';
import { createMarket } from '../../../src/domains/jobs/market/create-market.ts';
import { createReranker } from '../../../src/sdk/index.ts';
import type { Reranker } from '../../../src/sdk/types.ts';

const market = createMarket({ seed: 5, profiles: 24, items: 400, sessions: 24, slateSize: 20 });
const NOW = market.truth.endMs;

let reranker: Reranker;
beforeAll(async () => {
  const model = new Uint8Array(await readFile('models/jobs-en.safetensors'));
  reranker = await createReranker({ model, storage: 'memory', now: () => NOW });
});

const rank = (items: readonly Item[], profile: Profile, limit = items.length) =>
  reranker.rank(items, { profile, limit, explain: true });

const dublin = { address: { addressLocality: 'Dublin', addressCountry: 'IE' } };
const cleaner = { basics: { label: 'Cleaner', location: { city: 'Dublin', countryCode: 'IE' } } };

describe('the student that ships', () => {
  it('never puts what is forbidden among the first while others are there, whatever is clicked', async () => {
    for (const profile of market.profiles.slice(0, 12)) {
      const { items } = await rank(market.items, profile);
      const isForbidden = items.map(({ limits = [] }) => limits.some(({ cap }) => cap <= 1));
      expect(isForbidden).toContain(true);
      expect(isForbidden.indexOf(true)).toBeGreaterThan(isForbidden.lastIndexOf(false));
      const names = items.flatMap(({ limits = [] }) => limits.map(({ name }) => name));
      expect(names).toContain('Expired');
      const last = items.at(-1)!;
      await reranker.record({ type: 'apply', itemId: last.id, position: items.length });
      const after = await rank(market.items, profile, 10);
      for (const { limits = [] } of after.items) {
        for (const { cap } of limits) expect(cap).toBeGreaterThan(1);
      }
    }
    await reranker.forget();
  });

  it('says expired, and where', async () => {
    const day = 86_400_000;
    const on = (days: number): string => new Date(NOW + days * day).toISOString().slice(0, 10);
    const { items } = await rank(
      [
        { identifier: 'old', title: 'Cleaner', jobLocation: dublin, validThrough: on(-2) },
        { identifier: 'far', title: 'Cleaner', jobLocation: 'Dallas, TX, US' },
        { identifier: 'open', title: 'Cleaner', jobLocation: dublin, validThrough: on(20) },
      ],
      cleaner,
    );
    expect(items[0]!.id).toBe('open');
    const held = new Map(items.map(({ id, limits = [] }) => [id, limits.map(({ name }) => name)]));
    expect(held.get('old')).toEqual(['Expired']);
    expect(held.get('far')!.length).toBeGreaterThan(0);
    expect(held.get('open')).toEqual([]);
  });

  it('tells that a place is in another country, and nothing of what is unknown', async () => {
    const { items } = await rank(
      [
        { identifier: 'a', title: 'Cleaner', jobLocation: dublin },
        { identifier: 'b', title: 'Cleaner', jobLocation: 'Lyon, FR' },
        { identifier: 'c', title: 'Cleaner' },
      ],
      cleaner,
    );
    const texts = items.flatMap(({ reasons = [] }) => reasons.map(({ text }) => text));
    expect(texts).toContain('place: another country');
    for (const text of texts) expect(text).not.toMatch(/unknown|undefined|NaN/);
  });
});
