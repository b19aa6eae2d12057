import { describe, expect, it } from 'vitest';
import { keyPaths } from '../../../../src/core/reading/item-paths.ts';
import { readKey } from '../../../../src/core/reading/read-key.ts';
import { protectedWord } from '../../../../src/core/features/protected.ts';
import { isPocketRankError } from '../../../../src/core/errors.ts';
import { createTrueScores } from '../../../../src/domains/jobs/market/behaviour/true-scores.ts';
import { createMarket } from '../../../../src/domains/jobs/market/create-market.ts';
import { MARKET_PRESETS } from '../../../../src/domains/jobs/market/presets.ts';
import type { Market, MarketTruth, PairTruth } from '../../../../src/domains/jobs/market/types.ts';
import { loadTaxonomy } from '../../../../src/domains/jobs/taxonomy/index.ts';
import { createTaxonomyLookup } from '../../../../src/domains/jobs/taxonomy/lookup.ts';

const usualKeys = keyPaths({});
const taxonomy = loadTaxonomy();
const startedMs = performance.now();
const market: Market = createMarket({ ...MARKET_PRESETS.quick, seed: 7 });
const tookMs = performance.now() - startedMs;
const small = { profiles: 40, items: 150, sessions: 120, slateSize: 10 };

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('createMarket', () => {
  it('has the promised sizes', () => {
    expect(market.items).toHaveLength(1500);
    expect(market.profiles).toHaveLength(600);
    expect(new Set(market.truth.pairs.map(({ slateId }) => slateId)).size).toBe(3000);
    expect(market.slates.length).toBeGreaterThan(80);
    expect(market.slates.length).toBeLessThanOrEqual(90);
  });

  it('draws the quick preset fast', () => {
    // The goal is 3 s on an idle core; the limit leaves room for a busy machine.
    expect(tookMs).toBeLessThan(12_000);
  });

  it('takes half of its titles from a taxonomy that is given, where the policy knows what they mean', () => {
    const titles = [
      { id: 'onet:1/a', basics: { label: 'Ward Staff Nurse Specialist' } },
      { id: 'onet:1/b', basics: { label: 'Thinker' } },
      { id: 'esco:1/c', basics: { label: 'Infirmière diplômée nurse' } },
    ];
    const occupations = ['registered-nurse'];
    const drawn = createMarket({ ...small, items: 400, seed: 3, occupations, titles });
    const named = (text: string) =>
      drawn.items.filter(({ title }) => String(title).toLowerCase().includes(text)).length / 400;
    expect(named('ward staff nurse specialist')).toBeGreaterThan(0.3);
    expect(named('ward staff nurse specialist')).toBeLessThan(0.6);
    expect(named('thinker') + named('infirm')).toBe(0);
  });

  it('gives the same bytes for the same seed and others for another', () => {
    const draw = (seed: number | string) => JSON.stringify(createMarket({ ...small, seed }));
    const first = draw(1);
    expect(draw(1)).toBe(first);
    expect(draw('1')).toBe(first);
    expect(draw(2)).not.toBe(first);
  });

  it('limits itself to the given occupations, spam and lures apart', () => {
    const occupations = ['registered-nurse', 'nursing-assistant', 'home-care-aide'];
    const { truth } = createMarket({ ...small, seed: 3, occupations });
    const good = truth.jobs.filter(({ quality }) => quality === 'good' || quality === 'thin');
    expect(good.filter(({ occupation }) => !occupations.includes(occupation))).toEqual([]);
    expect(truth.profiles.every(({ intent }) => occupations.includes(intent))).toBe(true);
  });

  it.each([
    { ...small, seed: 1, items: 3 },
    { ...small, seed: 1, sessions: 39 },
    { ...small, seed: 1, slateSize: 100 },
    { ...small, seed: 1, profiles: 1.5 },
    { ...small, seed: 1, occupations: ['astronaut'] },
  ])('refuses sizes that make no market: %j', (options) => {
    let error: unknown;
    try {
      createMarket(options);
    } catch (caught) {
      error = caught;
    }
    expect(isPocketRankError(error, 'INVALID_ARGUMENT')).toBe(true);
  });
});

describe('jobs', () => {
  it('are JobPostings with a key and a title, and say nothing that is none', () => {
    const keys = new Set<string>();
    for (const job of market.items) {
      keys.add(readKey(job, usualKeys) ?? '');
      expect(job['@type']).toBe('JobPosting');
      expect(typeof job.title).toBe('string');
      expect(String(job.title).trim().length).toBeGreaterThanOrEqual(2);
      expect(JSON.stringify(job)).not.toMatch(/undefined|\{\w+\}|NaN|\$\{/u);
      const { datePosted } = job;
      if (datePosted !== undefined) {
        expect(String(datePosted)).toMatch(/^\d{4}-\d\d-\d\d(?:T08:00:00\.000Z)?$/u);
      }
    }
    expect(keys.size).toBe(market.items.length);
    expect(keys.has('')).toBe(false);
  });

  it('are of a length that people read', () => {
    const words = market.items
      .filter(
        ({ description }, at) =>
          market.truth.jobs[at]?.quality === 'good' && description !== undefined,
      )
      .map(
        ({ description }) =>
          String(description)
            .replace(/<[^>]+>/gu, ' ')
            .split(/\s+/u)
            .filter(Boolean).length,
      )
      .sort((a, b) => a - b);
    expect(words[0]).toBeGreaterThan(35);
    expect(words[Math.floor(words.length * 0.1)]).toBeGreaterThanOrEqual(60);
    expect(words[Math.floor(words.length * 0.95)]).toBeLessThanOrEqual(400);
  });

  it('take the many shapes that Item has on the web', () => {
    const share = (test: (job: Market['items'][number]) => boolean) =>
      market.items.filter(test).length / market.items.length;
    const has = (field: string) => share((job) => job[field] !== undefined);
    // Rates of fields in postings of public pages, in percent.
    const rates = {
      description: 64,
      jobLocation: 57,
      datePosted: 50,
      employmentType: 30,
      identifier: 23,
      baseSalary: 23,
      validThrough: 19,
      skills: 10,
      qualifications: 9,
      workHours: 8,
      experienceRequirements: 8,
      educationRequirements: 6,
      responsibilities: 6,
    };
    for (const [field, percent] of Object.entries(rates)) {
      const off = Math.abs(100 * has(field) - percent);
      expect(off, field).toBeLessThanOrEqual(Math.max(3.5, 0.12 * percent));
    }
    expect(share(({ description }) => String(description).includes('<li>'))).toBeGreaterThan(0.1);
    expect(share(({ description }) => String(description).includes('&lt;p&gt;'))).toBeGreaterThan(
      0.01,
    );
    expect(share(({ jobLocationType }) => jobLocationType === 'TELECOMMUTE')).toBeGreaterThan(0.03);
    expect(share(({ jobLocation }) => typeof jobLocation === 'string')).toBeGreaterThan(0.03);
    expect(share(({ jobLocation }) => Array.isArray(jobLocation))).toBeGreaterThan(0.002);
    expect(share(({ identifier }) => typeof identifier === 'object')).toBeGreaterThan(0.02);
    expect(
      share(({ employmentType }) => /^full.?time$/iu.test(String(employmentType))),
    ).toBeGreaterThan(0.1);
    expect(
      share(({ employmentType }) => String(employmentType).startsWith('Full-time')),
    ).toBeGreaterThan(0.02);
    const texts = market.items.flatMap(({ description }) => description ?? []);
    expect(new Set(texts).size).toBeGreaterThan(texts.length * 0.97);
    const titles = new Set(market.items.map(({ title }) => title));
    expect(titles.size).toBeGreaterThan(market.items.length * 0.5);
  });

  it('have titles from which the lookup finds the occupation that they promise', () => {
    const { findOccupation } = createTaxonomyLookup(taxonomy);
    const real = market.truth.jobs.filter(({ quality }) => quality !== 'spam');
    const at = new Map(market.truth.jobs.map((job, index) => [job.id, index]));
    const found = real.filter(({ id, titleOccupation }) => {
      const title = String(market.items[at.get(id) ?? 0]?.title);
      return findOccupation(title)?.occupation.id === titleOccupation;
    });
    expect(found.length / real.length).toBeGreaterThan(0.98);
  });

  it('include poor ones: spam, misleading, thin, loud and expired', () => {
    const { jobs, endMs } = market.truth;
    for (const quality of ['spam', 'misleading', 'thin']) {
      const share = jobs.filter((job) => job.quality === quality).length / jobs.length;
      expect(share, quality).toBeGreaterThan(0.01);
      expect(share, quality).toBeLessThan(0.06);
    }
    expect(jobs.some((job) => job.quality === 'good' && job.clickbait > 0)).toBe(true);
    expect(jobs.filter(({ validThroughMs }) => validThroughMs < endMs).length).toBeGreaterThan(100);
    expect(
      jobs
        .filter(({ quality }) => quality === 'misleading')
        .every((job) => job.occupation !== job.titleOccupation),
    ).toBe(true);
  });
});

describe('profiles', () => {
  it('are JSON Resumes with ids and careers in order', () => {
    expect(new Set(market.profiles.map(({ id }) => id)).size).toBe(market.profiles.length);
    for (const profile of market.profiles) {
      const work = (profile.work ?? []) as { startDate?: string; endDate?: string }[];
      work.forEach(({ startDate, endDate }, at) => {
        // People who say hardly anything date nothing either.
        if (startDate === undefined) return;
        expect(startDate).toMatch(/^\d{4}-\d\d$/u);
        expect((endDate ?? '9999') >= startDate).toBe(true);
        const next = work[at + 1];
        if (next) expect((next.endDate ?? '9999') <= startDate).toBe(true);
      });
      expect(profile.basics).not.toHaveProperty('image');
      expect(JSON.stringify(profile)).not.toMatch(/undefined|NaN/u);
    }
  });

  it('take the shapes in which people keep them', () => {
    const share = (test: (profile: Market['profiles'][number]) => boolean) =>
      market.profiles.filter(test).length / market.profiles.length;
    const placeOf = ({ basics }: Market['profiles'][number]) =>
      ((basics as { location?: Record<string, unknown> }).location ?? {}) as Record<
        string,
        unknown
      >;
    expect(share((profile) => placeOf(profile).latitude !== undefined)).toBeGreaterThan(0.35);
    expect(share((profile) => placeOf(profile).latitude === undefined)).toBeGreaterThan(0.35);
    expect(share((profile) => placeOf(profile).address !== undefined)).toBeGreaterThan(0.05);
    expect(share((profile) => placeOf(profile).region === undefined)).toBeGreaterThan(0.25);
    expect(share((profile) => placeOf(profile).country !== undefined)).toBeGreaterThan(0.2);
    expect(share(({ skills }) => skills === undefined)).toBeGreaterThan(0.1);
    expect(share(({ skills }) => ((skills ?? []) as unknown[]).length > 25)).toBeGreaterThan(0.01);
    expect(share((profile) => Object.keys(profile).length <= 3)).toBeGreaterThan(0.05);
    expect(share(({ experience }) => experience !== undefined)).toBeGreaterThan(0.04);
  });

  it('move along related occupations', () => {
    const { closeness } = createTaxonomyLookup(taxonomy);
    for (const { occupations } of market.truth.profiles) {
      for (let at = 1; at < occupations.length; at++) {
        const near = Math.max(
          ...occupations.slice(0, at).map(({ id }) => closeness(id, occupations[at]?.id ?? '')),
        );
        expect(near).toBeGreaterThanOrEqual(0.3);
      }
    }
  });

  it('keep protected attributes out of everything but the name', () => {
    for (const { attributes = {}, ...profile } of market.profiles) {
      for (const key of Object.keys(attributes))
        expect(protectedWord(`attributes.${key}`)).toBeUndefined();
      const paths = Object.keys(profile.basics as object).filter((key) =>
        protectedWord(`basics.${key}`),
      );
      expect(paths).toEqual(['name']);
    }
    for (const { attributes = {} } of market.items) {
      for (const key of Object.keys(attributes))
        expect(protectedWord(`attributes.${key}`)).toBeUndefined();
    }
  });
});

describe('the log', () => {
  const { events, truth } = market;
  const jobIds = new Set(truth.jobs.map(({ id }) => id));
  const profileIds = new Set(truth.profiles.map(({ id }) => id));
  const posted = new Map(truth.jobs.map(({ id, postedMs }) => [id, postedMs]));

  it('refers only to what exists, in time order, with position, slate and propensity', () => {
    let last = 0;
    const wrong = events.filter((event) => {
      const { at = 0, position = 0, propensity = 0 } = event;
      const fine =
        jobIds.has(event.itemId) &&
        profileIds.has(event.profileId) &&
        at >= last &&
        at >= (posted.get(event.itemId) ?? Infinity) &&
        position >= 1 &&
        position <= 20 &&
        propensity > 0 &&
        propensity < 1 &&
        event.slateId !== undefined;
      last = at;
      return !fine;
    });
    expect(wrong).toEqual([]);
  });

  it('has an impression for each shown job and clicks only on examined ones', () => {
    const examined = new Set(
      truth.pairs
        .filter((pair) => pair.examined)
        .map(({ slateId, itemId }) => `${slateId} ${itemId}`),
    );
    const impressions = events.filter(({ type }) => type === 'impression').length;
    // A held-out session in which nobody would do anything makes no slate.
    const heldOut = Math.round(0.15 * market.profiles.length);
    expect(impressions).toBe((3000 - heldOut) * 20);
    const acts = events.filter(({ type }) => type !== 'impression');
    expect(acts.every(({ slateId, itemId }) => examined.has(`${slateId} ${itemId}`))).toBe(true);
    expect(acts.length / (3000 - market.slates.length)).toBeGreaterThan(1);
  });

  it('states propensities that are true', () => {
    // A job that the policy ranked at its position has the high one; it must stand there as often as said.
    const shown = events.filter(({ type }) => type === 'impression');
    const high = shown.filter(({ propensity = 0 }) => propensity > 0.5).length / shown.length;
    expect(high).toBeGreaterThan(1 - truth.shuffleShare - 0.02);
    expect(high).toBeLessThan(1 - truth.shuffleShare + 0.05);
  });

  it('ranks for money and dates, not for liking alone', () => {
    const employers = new Map(truth.jobs.map(({ id, employer }) => [id, employer]));
    const attraction = new Map(
      truth.pairs.map((pair) => [`${pair.slateId} ${pair.itemId}`, pair.attraction]),
    );
    const ranked = events.filter(
      ({ type, propensity = 0 }) => type === 'impression' && propensity > 0.5,
    );
    const position = (list: typeof ranked) => mean(list.map((event) => event.position ?? 0));
    const isNew = ({ itemId, at = 0 }: (typeof ranked)[number]) =>
      at - (posted.get(itemId) ?? 0) < 10 * 86_400_000;
    expect(position(ranked.filter((event) => !isNew(event)))).toBeGreaterThan(
      position(ranked.filter(isNew)) + 3,
    );

    const byEmployer = new Map<string, typeof ranked>();
    for (const event of ranked) {
      const employer = employers.get(event.itemId) ?? '';
      byEmployer.set(employer, [...(byEmployer.get(employer) ?? []), event]);
    }
    const large = [...byEmployer.values()]
      .filter((list) => list.length > 100)
      .sort((a, b) => position(a) - position(b));
    expect(large.length).toBeGreaterThan(10);
    const liking = (list: typeof ranked) =>
      mean(list.map(({ slateId, itemId }) => attraction.get(`${slateId} ${itemId}`) ?? 0));
    const third = Math.floor(large.length / 3);
    const [top, bottom] = [large.slice(0, third), large.slice(-third)];
    expect(mean(bottom.map(position)) - mean(top.map(position))).toBeGreaterThan(5);
    // And yet they are liked about alike.
    expect(Math.abs(Math.log(mean(top.map(liking)) / mean(bottom.map(liking))))).toBeLessThan(0.3);
  });

  it('lets the position bias be recovered from the shuffled slates', () => {
    const rate = (positions: readonly number[]) => {
      const at = (type: string) =>
        events.filter(
          (event) =>
            event.type === type &&
            (event.propensity ?? 1) < 0.5 &&
            positions.includes(event.position ?? 0),
        ).length;
      return at('click') / at('impression');
    };
    const groups = [
      [1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
      [12, 13, 14, 15],
      [16, 17, 18, 19, 20],
    ];
    const clickRates = groups.map(rate);
    // What is really looked at, after those have left who stop at a click.
    const looked = groups.map((positions) => {
      const chosen = positionsOf(truth.pairs).filter(({ position }) =>
        positions.includes(position),
      );
      return mean(chosen.map(({ pair }) => (pair.examined ? 1 : 0)));
    });
    groups.forEach((_, at) => {
      const estimated = (clickRates[at] ?? 0) / (clickRates[0] ?? 1);
      const real = (looked[at] ?? 0) / (looked[0] ?? 1);
      expect(Math.abs(estimated - real)).toBeLessThan(0.12);
    });
    expect(clickRates[0]).toBeGreaterThan(3 * (clickRates[4] ?? 1));
  });

  it('has clicks that follow attraction once a job is looked at', () => {
    const clicked = new Set(
      events
        .filter(({ type }) => type === 'click')
        .map(({ slateId, itemId }) => `${slateId} ${itemId}`),
    );
    const heldOut = new Set(market.slates.map(({ id }) => id));
    const examined = truth.pairs.filter((pair) => pair.examined && !heldOut.has(pair.slateId));
    for (const [low, high] of [
      [0, 0.1],
      [0.1, 0.3],
      [0.3, 0.6],
      [0.6, 1],
    ] as const) {
      const band = examined.filter(({ attraction: a }) => a >= low && a < high);
      const rate = mean(
        band.map((pair) => (clicked.has(`${pair.slateId} ${pair.itemId}`) ? 1 : 0)),
      );
      expect(rate).toBeCloseTo(mean(band.map(({ attraction }) => attraction)), 1);
    }
  });

  it('has clicks and fit that disagree, most of all on sensational ads', () => {
    const quality = new Map(truth.jobs.map((job) => [job.id, job.quality]));
    const of = (wanted: string) =>
      truth.pairs.filter(({ itemId }) => quality.get(itemId) === wanted);
    const spam = of('spam');
    const good = of('good');
    expect(mean(spam.map(({ fit }) => fit))).toBeLessThan(0.02);
    expect(mean(spam.map(({ attraction }) => attraction))).toBeGreaterThan(
      mean(good.map(({ attraction }) => attraction)) * 0.6,
    );
    const related = correlation(truth.pairs);
    expect(related).toBeGreaterThan(0.25);
    expect(related).toBeLessThan(0.75);
  });

  it('shows most people something that suits them', () => {
    const best = new Map<string, number>();
    for (const { slateId, fit } of truth.pairs)
      best.set(slateId, Math.max(best.get(slateId) ?? 0, fit));
    const values = [...best.values()].sort((a, b) => a - b);
    expect(values[values.length >> 1]).toBeGreaterThan(0.35);
  });
});

describe('validation slates', () => {
  it('hold out the last session of profiles with a history', () => {
    const inLog = new Set(market.events.map(({ slateId }) => slateId));
    for (const slate of market.slates) {
      expect(inLog.has(slate.id)).toBe(false);
      expect(slate.candidates).toHaveLength(100);
      expect(new Set(slate.candidates).size).toBe(100);
      expect(Object.keys(slate.gains).length).toBeGreaterThan(0);
      for (const [id, gain] of Object.entries(slate.gains)) {
        expect(slate.candidates).toContain(id);
        expect([1, 2, 3]).toContain(gain);
      }
      for (const event of slate.history) {
        expect(event.type).not.toBe('impression');
        expect(event.at).toBeLessThan(slate.at ?? 0);
      }
    }
    expect(mean(market.slates.map(({ history }) => history.length))).toBeGreaterThan(3);
  });
});

describe('createTrueScores', () => {
  it('gives the same truth from the written one as was used', () => {
    const { pairs, ...rest } = market.truth;
    const readBack = JSON.parse(JSON.stringify(rest)) as Omit<MarketTruth, 'pairs'>;
    const scores = createTrueScores(readBack, taxonomy);
    const times = new Map(
      market.events.map(({ slateId, type, at }) => [type === 'impression' ? slateId : '', at]),
    );
    let checked = 0;
    for (const pair of pairs.slice(0, 2000)) {
      const at = times.get(pair.slateId);
      if (at === undefined) continue;
      const again = scores(pair.profileId, pair.itemId, at);
      expect(again.attraction).toBeCloseTo(pair.attraction, 4);
      expect(again.fit).toBe(pair.fit);
      checked++;
    }
    expect(checked).toBeGreaterThan(1000);
  });
});

function positionsOf(pairs: readonly PairTruth[]): { pair: PairTruth; position: number }[] {
  const next = new Map<string, number>();
  return pairs.map((pair) => {
    const position = (next.get(pair.slateId) ?? 0) + 1;
    next.set(pair.slateId, position);
    return { pair, position };
  });
}

function correlation(pairs: readonly PairTruth[]): number {
  const fit = mean(pairs.map((pair) => pair.fit));
  const attraction = mean(pairs.map((pair) => pair.attraction));
  const sum = (value: (pair: PairTruth) => number) => mean(pairs.map(value));
  const both = sum((pair) => (pair.fit - fit) * (pair.attraction - attraction));
  const spread = (value: (pair: PairTruth) => number) => Math.sqrt(sum((pair) => value(pair) ** 2));
  return both / (spread((pair) => pair.fit - fit) * spread((pair) => pair.attraction - attraction));
}
