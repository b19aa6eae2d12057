import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createReranker } from '../../../src/sdk/index.ts';

const NOW = Date.UTC(2026, 10, 30);
const TITLES = ['Barista', 'Waiter', 'Line Cook', 'Restaurant Manager', 'Welder', 'Data Analyst'];

it('tells the line of work once and in words, never by its number', async () => {
  const model = new Uint8Array(await readFile('models/jobs-en.safetensors'));
  const reranker = await createReranker({ model, storage: 'memory', now: () => NOW });
  const profile = { basics: { label: 'Barista' }, skills: ['Espresso'] };
  const items = TITLES.map((title) => ({ identifier: title, title }));
  const ranking = await reranker.rank(items, { profile, explain: true });
  const told = ranking.items.map(({ reasons = [] }) =>
    reasons.filter(({ facts }) => facts.kind === 'measure' && facts.of === 'contains'),
  );
  for (const reasons of told) {
    expect(reasons.length).toBeLessThanOrEqual(1);
    for (const { text, facts } of reasons) {
      expect(text).not.toMatch(/\d|nothing|unknown/u);
      expect(facts).toMatchObject({ item: undefined, profile: undefined });
    }
  }
  expect(told[0]!.map(({ text }) => text)).toEqual(['the work is what you look for']);
  expect(told.flat().some(({ contribution }) => contribution < 0)).toBe(true);
  reranker.dispose();
});
