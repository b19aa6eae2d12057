import { describe, expect, it } from 'vitest';
import type { Slate } from '../../../src/core/types.ts';
import { evaluateSlates } from '../../../src/distill/evaluate/evaluate-slates.ts';
import {
  evaluationJson,
  renderEvaluation,
} from '../../../src/distill/evaluate/render-evaluation.ts';
import type { Scorer } from '../../../src/distill/evaluate/scorer.ts';
import { trainingEvents } from '../../../src/distill/evaluate/training-events.ts';

const items = new Map(
  Array.from({ length: 20 }, (_, i) => [`j${i}`, { identifier: `j${i}`, rank: i }]),
);
const profiles = new Map([
  ['p', { id: 'p' }],
  ['q', { id: 'q' }],
]);
const tables = { items, profiles };

const slate = (id: string, rest: Partial<Slate>): Slate => ({
  id,
  profileId: 'p',
  candidates: '*',
  gains: {},
  history: [],
  ...rest,
});

/** Scores an item by its own `rank` property, the lowest first. */
const byRank: Scorer = {
  score: (_profile, candidates) => Float64Array.from(candidates, (item) => -(item.rank as number)),
};
const constant: Scorer = { score: (_profile, candidates) => new Float64Array(candidates.length) };

describe('evaluateSlates', () => {
  const slates = [
    slate('a', { gains: { j0: 1 } }),
    slate('b', { gains: { j3: 1 }, candidates: ['j5', 'j3', 'j1', 'j9'] }),
    slate('c', { profileId: 'q', gains: { j19: 2 } }),
    slate('d', { profileId: 'q' }),
  ];

  it('ranks full lists and averages the metrics over slates', async () => {
    const evaluation = await evaluateSlates(
      slates,
      [
        { name: 'by rank', scorer: byRank },
        { name: 'constant', scorer: constant },
      ],
      { tables, k: 2 },
    );
    expect(evaluation).toMatchObject({ k: 2, slates: 4, profiles: 2, slatesWithoutGain: 1 });
    const [row, tied] = evaluation.rows;
    expect(Object.keys(row?.metrics ?? {})).toEqual(['nDCG@2', 'MRR', 'Hit@2', 'AUROC']);
    // Ranks 1 of 20, 2 of 4, 20 of 20; the slate without a gain does not count.
    expect(row?.metrics['nDCG@2']).toMatchObject({ mean: (1 + 1 / Math.log2(3)) / 3, n: 3 });
    expect(row?.metrics.MRR?.mean).toBeCloseTo((1 + 1 / 2 + 1 / 20) / 3, 12);
    expect(row?.metrics['Hit@2']?.mean).toBeCloseTo(2 / 3, 12);
    expect(row?.metrics.AUROC?.mean).toBeCloseTo((1 + 2 / 3 + 0) / 3, 12);
    expect(tied?.metrics['Hit@2']?.mean).toBeCloseTo((0.1 + 0.5 + 0.1) / 3, 12);
    expect(tied?.metrics.AUROC?.mean).toBe(0.5);
    expect([...(evaluation.values['by rank']?.['Hit@2'] ?? [])]).toEqual([1, 1, 0, Number.NaN]);
  });

  it('counts poor matches, also in slates without gains', async () => {
    const { rows } = await evaluateSlates(slates, [{ name: 'by rank', scorer: byRank }], {
      tables,
      k: 2,
      poorMatch: (profile, item) => profile.id === 'q' || item.identifier === 'j1',
    });
    // a: j0, j1; b: j1, j3; c and d: all.
    expect(rows[0]?.metrics['poor-match@2']).toMatchObject({ mean: (0.5 + 0.5 + 1 + 1) / 4, n: 4 });
  });

  it('hands the profile, the history and one list object for "*" to the scorer', async () => {
    const lists = new Set<unknown>();
    const history = [{ itemId: 'j1', type: 'view' as const }];
    const seen: unknown[] = [];
    const scorer: Scorer = {
      score(profile, candidates, past) {
        lists.add(candidates);
        seen.push([profile.id, past]);
        return new Float64Array(candidates.length);
      },
    };
    const twice = [slate('a', { history }), slate('b', { profileId: 'q' })];
    await evaluateSlates(twice, [{ name: 's', scorer }], { tables });
    expect(lists.size).toBe(1);
    expect(seen).toEqual([
      ['p', history],
      ['q', []],
    ]);
  });

  it('uses exponential gains when asked', async () => {
    const graded = [slate('a', { candidates: ['j0', 'j1'], gains: { j0: 1, j1: 3 } })];
    const scorers = [{ name: 's', scorer: byRank }];
    const linear = await evaluateSlates(graded, scorers, { tables });
    const exponential = await evaluateSlates(graded, scorers, { tables, gainForm: 'exponential' });
    const discount = 1 / Math.log2(3);
    expect(linear.rows[0]?.metrics['nDCG@10']?.mean).toBeCloseTo(
      (1 + 3 * discount) / (3 + discount),
      12,
    );
    expect(exponential.rows[0]?.metrics['nDCG@10']?.mean).toBeCloseTo(
      (1 + 7 * discount) / (7 + discount),
      12,
    );
  });

  it('refuses wrong scores, two of one name, and nothing to do', async () => {
    const nan: Scorer = { score: () => new Float64Array(20).fill(Number.NaN) };
    const short: Scorer = { score: () => new Float64Array(3) };
    const run = (...scorers: Scorer[]) =>
      evaluateSlates(
        slates,
        scorers.map((scorer) => ({ name: 's', scorer })),
        { tables },
      );
    await expect(run(nan)).rejects.toThrow('"s" gave NaN as the score of candidate 0 of slate "a"');
    await expect(run(short)).rejects.toThrow('3 scores for 20 candidates');
    await expect(run(byRank, byRank)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(evaluateSlates([], [], { tables })).rejects.toMatchObject({
      code: 'MISSING_TABLE',
    });
  });

  it('reports progress and stops when it is aborted', async () => {
    const done: number[] = [];
    await evaluateSlates(slates, [], { tables, onProgress: (n) => done.push(n) });
    expect(done).toEqual([1, 2, 3, 4]);
    const many = Array.from({ length: 200_000 }, (_, i) => slate(String(i), { gains: { j0: 1 } }));
    const evaluation = evaluateSlates(many, [{ name: 's', scorer: byRank }], {
      tables,
      signal: AbortSignal.abort(),
    });
    await expect(evaluation).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  it('tells the average precision where a slate has several relevant items', async () => {
    const several = slate('e', { gains: { j0: 1, j3: 2 }, candidates: ['j5', 'j3', 'j1', 'j0'] });
    const { rows } = await evaluateSlates(
      [several, slate('a', { gains: { j4: 1 } })],
      [{ name: 'by rank', scorer: byRank }],
      { tables, k: 2 },
    );
    expect(Object.keys(rows[0]!.metrics)).toEqual(['nDCG@2', 'MRR', 'MAP', 'Hit@2', 'AUROC']);
    // Ranks 1 and 3 of 4; rank 5 of 20.
    expect(rows[0]!.metrics.MAP?.mean).toBeCloseTo(((1 + 2 / 3) / 2 + 1 / 5) / 2, 12);
  });

  it('renders a table that names the source in every line, and JSON without NaN', async () => {
    const evaluation = await evaluateSlates(
      [slate('d', {}), slate('a', { gains: { j0: 1 } })],
      [{ name: '무작위', scorer: constant }],
      { tables, k: 2, bootstrap: { replicates: 10 } },
    );
    const text = renderEvaluation(evaluation, { source: 'simulated market' });
    const [titles, rule, row, summary] = text.split('\n');
    expect(titles).toMatch(/^model +nDCG@2 +MRR +Hit@2 +AUROC {2}data$/);
    expect(rule).toMatch(/^─+$/);
    expect(row).toMatch(/^무작위 .*0\.100 \[0\.100, 0\.100\].* simulated market$/);
    expect(summary).toBe('2 slates of 1 profiles, full candidate lists; 1 slates have no gain');
    const unmeasured = await evaluateSlates([slate('d', {})], [{ name: 's', scorer: constant }], {
      tables,
    });
    const json = evaluationJson(unmeasured, { source: 'x' });
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json.models[0]?.metrics.MRR).toEqual({ mean: null, low: null, high: null, n: 0 });
  });
});

describe('trainingEvents', () => {
  const event = (profileId: string, at?: number) => ({
    profileId,
    itemId: 'j0',
    type: 'view' as const,
    ...(at === undefined ? {} : { at }),
  });

  it('keeps what happened before the first slate', () => {
    const events = [event('p', 1), event('q', 5), event('q', 9), event('r')];
    const slates = [slate('a', { at: 7 }), slate('b', { at: 5 })];
    expect(trainingEvents(events, slates)).toEqual([events[0]]);
  });

  it('leaves out the measured profiles where slates have no time', () => {
    const events = [event('p', 1), event('q', 5)];
    expect(trainingEvents(events, [slate('a', {}), slate('b', { at: 9 })])).toEqual([events[1]]);
    expect(trainingEvents(events, [])).toEqual(events);
  });
});
