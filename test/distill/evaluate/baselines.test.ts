import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import type { Item, LogEvent, Profile } from '../../../src/core/types.ts';
import { createAffinityBaseline } from '../../../src/distill/evaluate/baselines/affinity.ts';
import { createBm25Baseline } from '../../../src/distill/evaluate/baselines/bm25.ts';
import {
  createSameOrganizationBaseline,
  createSamePlaceBaseline,
  createSameTitleBaseline,
} from '../../../src/distill/evaluate/baselines/history.ts';
import { createPopularityBaseline } from '../../../src/distill/evaluate/baselines/popularity.ts';
import { createRandomBaseline } from '../../../src/distill/evaluate/baselines/random.ts';
import { standardBaselines } from '../../../src/distill/evaluate/baselines/standard.ts';
import {
  eachLeaf,
  objectTokens,
  textTokens,
} from '../../../src/distill/evaluate/baselines/text-tokens.ts';
import {
  createTunedHistoryBaseline,
  tuneHistoryWeights,
} from '../../../src/distill/evaluate/baselines/tuned-history.ts';

const mapOf = <T extends { id?: unknown }>(...items: T[]) =>
  new Map(items.map((item) => [String(item.id), item]));
const scores = (values: Float64Array) => [...values];
const view = (profileId: string, itemId: string, at?: number): LogEvent => ({
  profileId,
  itemId,
  type: 'view',
  ...(at === undefined ? {} : { at }),
});
const past = (...itemIds: string[]) => itemIds.map((itemId) => ({ itemId, type: 'view' as const }));

describe('text tokens', () => {
  it('cut words in any script; Chinese, Japanese and Korean in pairs of letters', () => {
    expect(textTokens('Senior C++ Developers, R&D')).toEqual([
      'senior',
      'c++',
      'developer',
      'r',
      'd',
    ]);
    expect(textTokens('소프트웨어 개발자')).toEqual([
      '소프',
      '프트',
      '트웨',
      '웨어',
      '개발',
      '발자',
    ]);
    expect(textTokens('JAVA개발 東京')).toEqual(['java', '개발', '東京']);
    expect(textTokens('Ｋｏｃｈ Ünal')).toEqual(['koch', 'ünal']);
  });

  it('pass over keys, links and protected attributes', () => {
    const leaves: string[] = [];
    eachLeaf(
      {
        '@type': 'JobPosting',
        identifier: 'x1',
        basics: { name: 'Ann Lee', label: 'Cook', email: 'a@b.c', image: 'i.png' },
        skills: [{ name: 'baking', url: 'https://x.y' }, 'frying'],
        gender: 'f',
        age: 30,
        attributes: { level: 2, remote: true, source: 'https://x.y' },
      },
      (path, value) => leaves.push(`${path}=${value}`),
    );
    expect(leaves).toEqual([
      'basics.label=Cook',
      'skills.name=baking',
      'skills=frying',
      'attributes.level=2',
      'attributes.remote=true',
    ]);
    expect(objectTokens({ a: 'one two', b: 3, c: ['four'] })).toEqual(['one', 'two', 'four']);
  });

  it('reads what stands beside a name, but not the name', () => {
    const profile = { basics: { name: 'Ann Roe', label: 'Nurse' }, skills: [{ name: 'Triage' }] };
    expect(objectTokens(profile)).toEqual(['nurse', 'triage']);
  });
});

describe('random and popularity', () => {
  const items = mapOf(...Array.from({ length: 200 }, (_, i) => ({ id: `j${i}` })));
  const profiles = mapOf({ id: 'p' }, { id: 'q' });
  const list = [...items.values()];

  it('random is fixed by seed, profile and item, and spreads evenly', () => {
    const scorer = createRandomBaseline(1).fit({ items, profiles }, []);
    const once = scorer.score({ id: 'p' }, list, []);
    expect(scores(scorer.score({ id: 'q' }, list, []))).not.toEqual(scores(once));
    expect(scores(scorer.score({ id: 'p' }, [...list].reverse(), [])).reverse()).toEqual(
      scores(once),
    );
    const other = createRandomBaseline(2).fit({ items, profiles }, []);
    expect(scores(other.score({ id: 'p' }, list, []))).not.toEqual(scores(once));
    expect(new Set(once).size).toBe(200);
    const mean = once.reduce((sum, value) => sum + value, 0) / 200;
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.6);
  });

  it('popularity counts positive events only', () => {
    const events: LogEvent[] = [
      view('p', 'j1'),
      view('q', 'j1'),
      { profileId: 'p', itemId: 'j2', type: 'apply' },
      { profileId: 'p', itemId: 'j0', type: 'impression' },
      { profileId: 'p', itemId: 'j0', type: 'dismiss' },
    ];
    const scorer = createPopularityBaseline().fit({ items, profiles }, events);
    expect(scores(scorer.score({}, list.slice(0, 4), []))).toEqual([0, 2, 1, 0]);
  });
});

describe('BM25', () => {
  const items = mapOf<Item>(
    { id: 'a', title: 'pastry cook' },
    { id: 'b', title: 'line cook', description: 'cook all day for a large hotel kitchen' },
    { id: 'c', title: 'driver' },
  );
  const list = [...items.values()];

  it('has the value of the formula', () => {
    const scorer = createBm25Baseline({ k1: 1.2, b: 0.75 }).fit({ items, profiles: new Map() }, []);
    const [a, b, c] = scorer.score({ basics: { label: 'cook cook' } }, list, []);
    // cook is in 2 of 3 items; lengths 2, 10, 1, mean 13/3.
    const idf = Math.log(1 + 1.5 / 2.5);
    const norm = (length: number) => 0.25 + (0.75 * length) / (13 / 3);
    expect(a).toBeCloseTo((idf * 2.2) / (1 + 1.2 * norm(2)), 12);
    expect(b).toBeCloseTo((idf * 2 * 2.2) / (2 + 1.2 * norm(10)), 12);
    expect(c).toBe(0);
  });

  it('ties all items for a profile without text, and scores items of no table', () => {
    const scorer = createBm25Baseline().fit({ items, profiles: new Map() }, []);
    expect(scores(scorer.score({}, list, []))).toEqual([0, 0, 0]);
    const fresh = { id: 'z', title: 'pastry cook' };
    const [own, same] = scorer.score({ x: 'cook' }, [fresh, list[0] as Item], []);
    expect(own).toBeGreaterThan(0);
    expect(own).toBe(same);
  });

  it('matches Korean words by parts', () => {
    const korean = mapOf<Item>({ id: 'a', title: '웹개발자' }, { id: 'b', title: '요리사' });
    const scorer = createBm25Baseline().fit({ items: korean, profiles: new Map() }, []);
    const [a, b] = scorer.score({ basics: { label: '개발자를 꿈꾸는' } }, [...korean.values()], []);
    expect(a).toBeGreaterThan(0);
    expect(b).toBe(0);
  });
});

describe('affinity', () => {
  // Profiles of two schools apply to items of two codes; the words themselves never match.
  const profiles = mapOf<Profile>(
    ...Array.from({ length: 40 }, (_, i) => ({ id: `p${i}`, school: i % 2 ? 'art' : 'sea' })),
  );
  const items = mapOf<Item>(
    ...Array.from({ length: 20 }, (_, i) => ({ id: `j${i}`, attributes: { code: i % 2 ? 7 : 8 } })),
  );
  const list = [...items.values()];

  it('learns which attributes go together, and for items without events too', () => {
    const events = Array.from({ length: 40 }, (_, i) => view(`p${i}`, `j${i % 10}`));
    const scorer = createAffinityBaseline().fit({ items, profiles }, events);
    for (const school of ['art', 'sea']) {
      const given = scorer.score({ id: 'new', school }, list, []);
      const wanted = school === 'art' ? 1 : 0;
      for (let i = 0; i < list.length; i++) {
        if (i % 2 === wanted) expect(given[i]).toBeGreaterThan(0);
        else expect(given[i]).toBeLessThan(0);
      }
    }
  });

  it('says nothing without events, nor of unknown attributes', () => {
    const none = createAffinityBaseline().fit({ items, profiles }, []);
    expect(new Set(none.score({ school: 'art' }, list, []))).toEqual(new Set([0]));
    const some = createAffinityBaseline().fit({ items, profiles }, [view('p1', 'j1')]);
    expect(new Set(some.score({ school: 'law' }, list, []))).toEqual(new Set([0]));
  });
});

describe('history baselines', () => {
  const place = (addressLocality: string, addressRegion = 'X') => ({
    address: { addressLocality, addressRegion },
  });
  const items = mapOf<Item>(
    {
      id: 'a',
      title: 'Line cook',
      jobLocation: place('Ulm'),
      hiringOrganization: { name: 'Ritz' },
    },
    {
      id: 'b',
      title: 'Cooks',
      jobLocation: [place('Bonn'), place('ulm')],
      hiringOrganization: 'RITZ',
    },
    { id: 'c', title: 'Driver', jobLocation: place('Ulm', 'Y') },
    { id: 'd', title: 'Driver', jobLocation: place('Bonn') },
  );
  const tables = { items, profiles: new Map() };
  const list = [...items.values()];

  it('score by place, title and employer of the past items', () => {
    const samePlace = createSamePlaceBaseline().fit(tables, []);
    expect(scores(samePlace.score({}, list, past('a')))).toEqual([1, 1, 0, 0]);
    const sameOrganization = createSameOrganizationBaseline().fit(tables, []);
    expect(scores(sameOrganization.score({}, list, past('a')))).toEqual([1, 1, 0, 0]);
    const title = createSameTitleBaseline().fit(tables, []).score({}, list, past('a'));
    expect(title[0]).toBeCloseTo(1, 12);
    expect(title[1]).toBeGreaterThan(0.3);
    expect(title[1]).toBeLessThan(1);
    expect(title[2]).toBe(0);
  });

  it('count the latest most, and a dismissal against', () => {
    const scorer = createSamePlaceBaseline(0.5).fit(tables, []);
    const [a, , c] = scorer.score({}, list, past('a', 'c'));
    expect(c).toBeCloseTo(2 / 3, 12);
    expect(a).toBeCloseTo(1 / 3, 12);
    const dismissed = scorer.score({}, list, [{ itemId: 'a', type: 'dismiss' }]);
    expect(scores(dismissed)).toEqual([-1, -1, 0, 0]);
    const ignored = [...past('unknown'), { itemId: 'a', type: 'impression' as const }];
    expect(scores(scorer.score({}, list, ignored))).toEqual([0, 0, 0, 0]);
  });

  it('tuning finds out whether people keep to places or to titles', () => {
    const random = createRandom(5);
    const places = Array.from({ length: 10 }, (_, i) => `Town ${i}`);
    const titles = Array.from({ length: 10 }, (_, i) => `trade${i}`);
    const many = mapOf<Item>(
      ...Array.from({ length: 400 }, (_, i) => ({
        id: `j${i}`,
        title: random.pick(titles),
        jobLocation: place(random.pick(places)),
      })),
    );
    const ids = [...many.keys()];
    const log = (loyal: (item: Item) => unknown) => {
      const events: LogEvent[] = [];
      for (let p = 0; p < 60; p++) {
        const like = loyal(many.get(random.pick(ids)) as Item);
        const liked = ids.filter((id) => loyal(many.get(id) as Item) === like);
        for (let t = 0; t < 5; t++) events.push(view(`p${p}`, random.pick(liked), t));
      }
      return events;
    };
    const titleOf = (item: Item) => item.title;
    const placeOf = (item: Item) =>
      (item.jobLocation as ReturnType<typeof place>).address.addressLocality;
    const byTitle = tuneHistoryWeights({ items: many }, log(titleOf)).weights;
    const byPlace = tuneHistoryWeights({ items: many }, log(placeOf)).weights;
    expect(byTitle.title).toBeGreaterThan(1);
    expect(byPlace.title).toBeLessThan(1);
  });

  it('tuning falls back where there is nothing to tune on', () => {
    const baseline = createTunedHistoryBaseline().fit(tables, [view('p', 'a', 1)]);
    const [a, b, c, d] = baseline.score({}, list, past('a'));
    expect(a).toBeGreaterThan(b as number);
    expect(b).toBeGreaterThan(c as number);
    expect([c, d]).toEqual([0, 0]);
  });
});

describe('standardBaselines', () => {
  it('have unique names and give one number a candidate for anything', () => {
    const items = mapOf<Item>({ id: 'a' }, { id: 'b', title: 5, jobLocation: 'x, y' });
    const profiles = mapOf<Profile>({ id: 'p', basics: null });
    const scorers = standardBaselines().map((baseline) => ({
      name: baseline.name,
      scorer: baseline.fit({ items, profiles }, [view('p', 'a'), view('p', 'b'), view('x', 'y')]),
    }));
    expect(new Set(scorers.map(({ name }) => name)).size).toBe(8);
    fc.assert(
      fc.property(fc.object(), fc.array(fc.object()), (profile, candidates) => {
        for (const { scorer } of scorers) {
          const given = scorer.score(profile, candidates, past('a', 'b', 'c'));
          expect(given).toHaveLength(candidates.length);
          expect(given.every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
