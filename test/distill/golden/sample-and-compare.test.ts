import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import type { Grade, GradeValue, Item, Profile } from '../../../src/core/types.ts';
import { backoffMs, retryAfterMs } from '../../../src/distill/golden/backoff.ts';
import { apiKey, chatEndpoint, keyNames } from '../../../src/distill/golden/chat-endpoint.ts';
import { compareGraders } from '../../../src/distill/golden/compare-graders.ts';
import { estimateGrading, estimateTokens } from '../../../src/distill/golden/estimate.ts';
import { createPairTitles } from '../../../src/distill/golden/pair-titles.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';
import { listDisagreements } from '../../../src/distill/golden/list-disagreements.ts';
import {
  renderComparisons,
  renderDisagreements,
} from '../../../src/distill/golden/render-agreement.ts';
import { samplePairs } from '../../../src/distill/golden/sample-pairs.ts';
import { pairKey } from '../../../src/distill/golden/types.ts';
import { createModelScorers } from '../../../src/distill/evaluate/model-scorer.ts';
import { inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const LABELS = ['Data Analyst', 'Registered Nurse', 'Head Chef', 'Truck Driver'];

function tablesOf(itemCount: number, profileCount: number) {
  const items = new Map<string, Item>(
    inventItems(itemCount).map((item) => [String(item.identifier), item]),
  );
  const profiles = new Map<string, Profile>(
    Array.from({ length: profileCount }, (_, i) => {
      const label = LABELS[i % LABELS.length] as string;
      return [`p${i}`, { id: `p${i}`, basics: { label, summary: `A ${label}.` } }];
    }),
  );
  const events = [...profiles.keys()].map((profileId, i) => ({
    profileId,
    itemId: `item-${i % itemCount}`,
    type: 'click' as const,
  }));
  return { items, profiles, events, grades: [] as Grade[] };
}

describe('samplePairs', () => {
  const tables = tablesOf(400, 30);

  it('gives hard, borderline and easy pairs in their shares, all distinct, the same for a seed', () => {
    const pairs = samplePairs(tables, { count: 200, seed: 1, now: NOW });
    expect(pairs).toHaveLength(200);
    expect(new Set(pairs.map(pairKey)).size).toBe(200);
    const count = (stratum: string) => pairs.filter((pair) => pair.stratum === stratum).length;
    expect(count('hard')).toBe(80);
    expect(count('borderline')).toBe(80);
    expect(count('easy')).toBe(40);
    expect(new Set(pairs.map(({ profileId }) => profileId)).size).toBe(20);
    expect(samplePairs(tables, { count: 200, seed: 1, now: NOW })).toEqual(pairs);
    expect(samplePairs(tables, { count: 200, seed: 2, now: NOW })).not.toEqual(pairs);
  });

  it('finds without a student what shares words: hard pairs are of the profile’s own kind', () => {
    const pairs = samplePairs(tables, { count: 200, seed: 1, now: NOW });
    const own = (stratum: string) => {
      const list = pairs.filter((pair) => pair.stratum === stratum);
      const same = list.filter(({ profile, item }) =>
        String(item.title).includes((profile.basics as { label: string }).label),
      );
      return same.length / list.length;
    };
    expect(own('hard')).toBeGreaterThan(0.9);
    expect(own('easy')).toBeLessThan(0.5);
  });

  it('finds by the student what it is unsure of, and what it ranks first', async () => {
    const student = loadStudent(await lexicalStudentFile());
    const pairs = samplePairs(tables, { count: 200, seed: 1, now: NOW, student });
    const { policyGrade } = createModelScorers(student, { items: tables.items, now: NOW });
    const mean = (stratum: string, of: (grade: number) => number) => {
      const list = pairs.filter((pair) => pair.stratum === stratum);
      expect(list.length).toBeGreaterThan(0);
      return (
        list.reduce((sum, { profile, item }) => sum + of(policyGrade(profile, item, NOW)), 0) /
        list.length
      );
    };
    const fromMiddle = (grade: number) => Math.abs(grade - 2);
    expect(mean('borderline', fromMiddle)).toBeLessThan(mean('easy', fromMiddle));
    expect(mean('hard', (grade) => grade)).toBeGreaterThan(mean('easy', (grade) => grade));
  });

  it('takes the pairs that are graded already first', () => {
    const grades: Grade[] = [
      { profileId: 'p3', itemId: 'item-7', grade: 2, grader: 'ann' },
      { profileId: 'p3', itemId: 'item-7', grade: 3, grader: 'bob' },
      { profileId: 'p4', itemId: 'item-9', grade: 0, grader: 'ann' },
    ];
    const pairs = samplePairs({ ...tables, grades }, { count: 20, seed: 1, now: NOW });
    expect(pairs.slice(0, 2).map(pairKey)).toEqual(['["p3","item-7"]', '["p4","item-9"]']);
    expect(pairs.filter(({ stratum }) => stratum === 'stated')).toHaveLength(2);
    expect(pairs).toHaveLength(20);
  });

  it('leaves profiles of which nothing is known for last', () => {
    const profiles = new Map(tables.profiles);
    for (let i = 0; i < 100; i++) profiles.set(`empty-${i}`, { id: `empty-${i}` });
    const pairs = samplePairs({ ...tables, profiles }, { count: 200, seed: 1, now: NOW });
    expect(pairs.filter(({ profileId }) => profileId.startsWith('empty'))).toEqual([]);
  });

  it('gives every pair of small tables, and never more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 100 }),
        (itemCount, profileCount, count) => {
          const small = tablesOf(itemCount, profileCount);
          const pairs = samplePairs(small, { count, seed: 3, now: NOW });
          expect(pairs).toHaveLength(Math.min(count, itemCount * profileCount));
          expect(new Set(pairs.map(pairKey)).size).toBe(pairs.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});

function gradesOf(grader: string, values: readonly number[]): Grade[] {
  return values.map((grade, i) => ({
    profileId: `p${i % 8}`,
    itemId: `item-${i}`,
    grade: grade as GradeValue,
    grader,
  }));
}

describe('agreement between graders', () => {
  const random = createRandom('graders');
  const truth = Array.from({ length: 80 }, () => random.integer(5));
  const noisy = truth.map((grade) =>
    Math.min(4, Math.max(0, grade + (random.next() < 0.3 ? random.integer(3) - 1 : 0))),
  );
  const chance = truth.map(() => random.integer(5));

  it('is reported for every two that share pairs, with an interval around kappa', () => {
    const grades = [
      ...gradesOf('ann', truth),
      ...gradesOf('model', noisy),
      ...gradesOf('dice', chance),
      { profileId: 'p-else', itemId: 'j-else', grade: 1 as const, grader: 'alone' },
    ];
    const comparisons = compareGraders(grades);
    expect(comparisons.map(({ a, b }) => `${a} ${b}`)).toEqual([
      'ann model',
      'ann dice',
      'model dice',
    ]);
    const [close, far] = comparisons;
    expect(close!.agreement.kappaQuadratic).toBeGreaterThan(0.9);
    expect(Math.abs(far!.agreement.kappaQuadratic)).toBeLessThan(0.3);
    for (const { agreement, kappaInterval } of comparisons) {
      expect(kappaInterval.low).toBeLessThan(agreement.kappaQuadratic);
      expect(kappaInterval.high).toBeGreaterThan(agreement.kappaQuadratic);
    }
    const text = renderComparisons(comparisons);
    expect(text).toContain('ann and dice; model and dice');
    expect(renderComparisons([])).toBe('');
  });

  it('lists who differs, the widest first, with reasons and titles', () => {
    const tables = tablesOf(80, 8);
    const grades = [
      ...gradesOf('ann', [4, 3, 2, 1]),
      ...gradesOf('model', [4, 0, 2, 2]).map((grade) => ({ ...grade, rationale: 'Because.' })),
    ];
    const rows = listDisagreements(grades, tables, createPairTitles(jobs.schema));
    expect(rows.map(({ itemId, spread }) => [itemId, spread])).toEqual([
      ['item-1', 3],
      ['item-3', 1],
    ]);
    expect(rows[0]).toMatchObject({
      grades: { ann: 3, model: 0 },
      rationales: { model: 'Because.' },
      profile: 'Registered Nurse',
      item: tables.items.get('item-1')!.title,
    });
    expect(renderDisagreements(rows)).toContain('2 pairs are graded differently, 1 by two');
    expect(renderDisagreements([])).toBe('');
  });
});

describe('endpoints and keys', () => {
  it.each([
    ['http://localhost:8000/v1', ['http://localhost:8000/v1/chat/completions'], true, false],
    ['https://api.example.com/v1/', ['https://api.example.com/v1/chat/completions'], false, false],
    ['https://h.example/v1/responses', ['https://h.example/v1/chat/completions'], false, false],
    [
      'https://h.example/v1beta/openai',
      ['https://h.example/v1beta/openai/chat/completions'],
      false,
      false,
    ],
    [
      'http://127.0.0.1:8080',
      ['http://127.0.0.1:8080/v1/chat/completions', 'http://127.0.0.1:8080/chat/completions'],
      true,
      false,
    ],
    [
      'http://10.0.0.5/api/',
      ['http://10.0.0.5/api/chat/completions', 'http://10.0.0.5/api/v1/chat/completions'],
      false,
      true,
    ],
  ])('%s', (given, addresses, local, clearText) => {
    expect(chatEndpoint(given)).toMatchObject({
      addresses,
      local,
      clearText,
      keyHeader: 'authorization',
    });
  });

  it.each([
    ['https://ours.openai.azure.com', 'https://ours.openai.azure.com/openai/v1/chat/completions'],
    [
      'https://ours.openai.azure.com/openai/v1/',
      'https://ours.openai.azure.com/openai/v1/chat/completions',
    ],
    [
      'https://ours.openai.azure.com/openai/deployments/d1',
      'https://ours.openai.azure.com/openai/deployments/d1/chat/completions?api-version=2024-10-21',
    ],
    [
      'http://10.0.0.5/openai/deployments/d1/chat/completions?api-version=1',
      'http://10.0.0.5/openai/deployments/d1/chat/completions?api-version=1',
    ],
    [
      'https://ours.services.ai.azure.com/models?api-version=2',
      'https://ours.services.ai.azure.com/models/chat/completions?api-version=2',
    ],
  ])('%s is Azure', (given, address) => {
    const endpoint = chatEndpoint(given);
    expect(endpoint).toMatchObject({ addresses: [address], keyHeader: 'api-key', azure: true });
    expect(keyNames(endpoint)).toContain('AZURE_OPENAI_API_KEY');
  });

  it.each(['api.example.com', 'ftp://example.com', 'https://me:pass@example.com/v1'])(
    'refuses %s without repeating it',
    (given) => {
      expect(() => chatEndpoint(given)).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
      );
      expect(() => chatEndpoint(given)).not.toThrow(given);
    },
  );

  it('takes the key of its own name before the common one, and refuses a broken one', () => {
    const both = { POCKETRANK_API_KEY: ' own ', OPENAI_API_KEY: 'common' };
    const names = keyNames({ azure: false });
    expect(apiKey(both, names)).toEqual({ value: 'own', from: 'POCKETRANK_API_KEY' });
    expect(apiKey({ OPENAI_API_KEY: 'common' }, names)?.from).toBe('OPENAI_API_KEY');
    expect(apiKey({ POCKETRANK_API_KEY: '' }, names)).toBeUndefined();
    expect(() => apiKey({ OPENAI_API_KEY: 'two\nlines' }, names)).toThrow(/odd characters/u);
  });
});

describe('waits and estimates', () => {
  it('doubles up to a ceiling, jittered between half and all', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const wait = backoffMs(attempt, random, { baseMs: 1000, maxMs: 60_000 });
        const ceiling = Math.min(60_000, 1000 * 2 ** attempt);
        expect(wait).toBeGreaterThanOrEqual(ceiling / 2);
        expect(wait).toBeLessThanOrEqual(ceiling);
      }),
    );
  });

  it('reads every form of Retry-After, and none that is nonsense or a day long', () => {
    const after = (value: string, name = 'retry-after') =>
      retryAfterMs(new Headers({ [name]: value }), NOW);
    expect(after('3')).toBe(3000);
    expect(after('1500', 'retry-after-ms')).toBe(1500);
    expect(after(new Date(NOW + 5000).toUTCString())).toBe(5000);
    expect(after(new Date(NOW - 5000).toUTCString())).toBe(0);
    expect(after('soon')).toBeUndefined();
    expect(after('86400')).toBe(600_000);
    expect(retryAfterMs(new Headers(), NOW)).toBeUndefined();
  });

  it('estimates tokens, cost and time, measured where answers are known', () => {
    expect(estimateTokens('four words of text')).toBe(5);
    expect(estimateTokens('한국어')).toBe(3);
    const questions = [
      { tokens: 500, kept: false },
      { tokens: 700, kept: false },
      { tokens: 900, kept: true },
    ];
    const prices = { input: 1, output: 2 };
    const guess = estimateGrading(10_000, questions, [], { concurrency: 2, prices });
    expect(guess).toMatchObject({ questions: 3, kept: 1, promptTokens: 21_200, measured: false });
    expect(guess.cost).toBeCloseTo((21_200 + 2 * guess.completionTokens) / 1e6, 10);
    const answer = { grade: 1 as const, rationale: 'R', criteria: {}, limits: [] };
    const earlier = Array.from({ length: 5 }, () => ({
      answer,
      usage: { promptTokens: 1, completionTokens: 100 },
      elapsedMs: 2000,
    }));
    expect(
      estimateGrading(10_000, questions, earlier, { concurrency: 2, prices: undefined }),
    ).toMatchObject({ completionTokens: 200, durationMs: 2000, cost: undefined, measured: true });
  });
});
