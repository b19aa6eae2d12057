import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadStudent } from '../../../src/core/student/load.ts';
import type { LogEvent, Slate } from '../../../src/core/types.ts';
import { pooledAuroc, shownItems } from '../../../src/distill/evaluate/click-quality.ts';
import { evaluateModel } from '../../../src/distill/evaluate/evaluate-model.ts';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import { latestTime } from '../../../src/distill/tables/latest-time.ts';
import { auroc } from '../../../src/distill/evaluate/metrics/auroc.ts';
import {
  modelEvaluationJson,
  renderModelEvaluation,
} from '../../../src/distill/evaluate/render-model-evaluation.ts';
import type { Scorer } from '../../../src/distill/evaluate/scorer.ts';
import { signalCurve } from '../../../src/distill/evaluate/signal-curve.ts';
import type { Tables } from '../../../src/distill/tables/types.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const student = loadStudent(await lexicalStudentFile());
const list = inventItems(60);
const items = new Map(list.map((item) => [String(item.identifier), item]));

function tablesOf(parts: Partial<Tables>): Tables {
  return {
    items,
    profiles: new Map([['p1', ANALYST]]),
    events: [],
    grades: [],
    slates: {},
    pairs: {},
    files: [],
    noun: { one: 'item', many: 'items' },
    keys: ['identifier', 'id'],
    eventTypes: createEventTypes(),
    now: NOW,
    badRows: { count: 0, byReason: {}, report: [] },
    fingerprint: '',
    ...parts,
  };
}

const slate = (id: string, rest: Partial<Slate> = {}): Slate => ({
  id,
  profileId: 'p1',
  at: NOW,
  candidates: '*',
  gains: { 'item-1': 1 },
  history: [],
  ...rest,
});
const event = (rest: Partial<LogEvent>): LogEvent => ({
  profileId: 'p1',
  itemId: 'item-1',
  type: 'impression',
  at: NOW,
  ...rest,
});

describe('evaluateModel', () => {
  it('needs no slates where the log has propensities, and says what it would have earned there', async () => {
    const shown = (n: number): LogEvent =>
      event({ itemId: `item-${n % 4}`, slateId: `s${n}`, position: 1, propensity: 0.25 });
    const events = Array.from({ length: 40 }, (_, n) => shown(n));
    events.push({ ...shown(3), type: 'click' }, event({ itemId: 'item-2', slateId: 'unknown' }));
    const evaluation = await evaluateModel(student, tablesOf({ events }));
    expect(evaluation.slates).toEqual([]);
    expect(evaluation.offPolicy).toMatchObject({
      places: 40,
      clicks: 1,
      skipped: { noPropensity: 1, zeroPropensity: 0, noPosition: 0 },
      logged: { mean: 1 / 40 },
    });
    const [evenly, model] = evaluation.offPolicy!.rankers;
    expect(evenly!.estimate.ips.mean).toBeCloseTo(1 / 40);
    // One of the four items comes first, a quarter of the places shows it.
    expect(model!.estimate).toMatchObject({ agreeing: 10, cut: 0 });
    expect(model!.estimate.effectivePlaces).toBeCloseTo(10);

    const text = renderModelEvaluation(evaluation, 'shop');
    expect(text).toContain('Off-policy, clicks per 100 shown places (shop)');
    expect(text).toContain('left out: 1 without a propensity');
    expect(text).toMatch(/as logged +2\.50 \[/u);
    expect(modelEvaluationJson(evaluation, 'shop')).toMatchObject({
      slates: [],
      offPolicy: { places: 40, rankers: [{ name: 'evenly at random' }, { name: 'model' }, {}, {}] },
    });
  });

  it('takes the baselines that apply, and says who judged poor matches', async () => {
    const cold = await evaluateModel(student, tablesOf({ slates: { a: [slate('1')] } }));
    const names = cold.slates[0]!.evaluation.rows.map(({ name }) => name);
    expect(names).toEqual([
      'random',
      'BM25',
      'model',
      'model, policy head alone',
      'model, click head alone',
    ]);
    expect(cold.slates[0]).toMatchObject({
      signals: { curve: [], noisy: [], switched: [], parts: [] },
      poorMatch: { by: "the model's policy head", gradedShare: undefined },
    });
    expect(cold.clicks).toBeUndefined();

    const history = [{ itemId: 'item-5', type: 'click' as const, at: NOW - 1000 }];
    const events = [event({ type: 'click', at: NOW - 5000 })];
    const warm = await evaluateModel(
      student,
      tablesOf({ events, slates: { a: [slate('1', { history })], b: [slate('2')] } }),
    );
    expect(warm.slates.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(warm.slates[0]!.evaluation.rows.map(({ name }) => name)).toEqual([
      'random',
      'popularity',
      'BM25',
      'affinity',
      'same organization',
      'same title',
      'same place',
      'tuned history',
      'model',
      'model, not personalized',
      'model, policy head alone',
      'model, click head alone',
    ]);
  });

  it('measures the click head on impressions that came after training', async () => {
    const shown = (at: number, count: number): LogEvent[] =>
      Array.from({ length: count }, (_, i) =>
        event({ itemId: `item-${i}`, at, slateId: `s${at}` }),
      );
    const late = NOW + 5000;
    const events = [
      ...shown(NOW - 5000, 20),
      ...shown(late, 10),
      event({ itemId: 'item-3', type: 'click', at: late + 1, slateId: `s${late}` }),
      event({ itemId: 'item-4', type: 'dismiss', at: late + 1, slateId: `s${late}` }),
    ];
    const tables = tablesOf({ events, slates: { a: [slate('1')] } });
    const { clicks } = await evaluateModel(student, tables);
    expect(clicks).toMatchObject({ shown: 10, clicked: 1 });
    expect(clicks!.auroc.mean).toBeGreaterThanOrEqual(0);
    expect(clicks!.auroc.mean).toBeLessThanOrEqual(1);
  });

  it('puts the source into every line, and only numbers or null into JSON', async () => {
    const history = [{ itemId: 'item-5', type: 'click' as const, at: NOW - 1000 }];
    const slates = { a: [slate('1', { history }), slate('2', { gains: {} })] };
    const evaluation = await evaluateModel(student, tablesOf({ slates }));
    const text = renderModelEvaluation(evaluation, 'simulated market');
    const rows = text.split('\n').filter((line) => /\d\.\d{3}/.test(line));
    expect(rows.length).toBeGreaterThan(8);
    for (const row of rows) expect(row).toContain('simulated market');
    const json = modelEvaluationJson(evaluation, 'simulated market');
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  it('ranks every nth slate alone, and learns from nothing after any of them', async () => {
    const slates = {
      a: [1, 2, 3, 4, 5].map((n) => slate(`${n}`, n === 2 ? { at: NOW - 2 } : {})),
    };
    const events = [event({ itemId: 'item-3', type: 'click', at: NOW - 1 })];
    const { slates: reports } = await evaluateModel(student, tablesOf({ events, slates }), {
      every: 2,
    });
    expect(reports[0]!.evaluation.slates).toBe(3);
    expect(reports[0]!.evaluation.rows.map(({ name }) => name)).not.toContain('popularity');
  });

  it('refuses tables without slates, and tables of another kind', async () => {
    await expect(evaluateModel(student, tablesOf({}))).rejects.toMatchObject({
      code: 'MISSING_TABLE',
    });
    const slates = { a: [slate('1', { gains: {} })] };
    const others = new Map([['x', { identifier: 'x', colour: 'red' }]]);
    await expect(evaluateModel(student, tablesOf({ items: others, slates }))).rejects.toMatchObject(
      {
        code: 'MODEL_MISMATCH',
      },
    );
    const nobody = new Map([['p1', { id: 'p1', height: 3 }]]);
    await expect(
      evaluateModel(student, tablesOf({ profiles: nobody, slates })),
    ).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
    // A profile without content is no mismatch where histories say who it is.
    const history = [{ itemId: 'item-5', type: 'click' as const }];
    await evaluateModel(
      student,
      tablesOf({ profiles: nobody, slates: { a: [slate('1', { history })] } }),
    );
  });
});

describe('shownItems', () => {
  it('counts an impression once, and as clicked only within its slate', () => {
    const events = [
      event({ slateId: 'a' }),
      event({ slateId: 'a' }),
      event({ slateId: 'b' }),
      event({ slateId: 'b', type: 'apply' }),
      event({ slateId: 'c', type: 'click' }),
      event({ itemId: 'item-2', slateId: 'a' }),
      event({ itemId: 'item-2', slateId: 'a', type: 'dismiss' }),
    ];
    expect(shownItems(events).map(({ itemId, clicked }) => [itemId, clicked])).toEqual([
      ['item-1', false],
      ['item-1', true],
      ['item-2', false],
    ]);
  });
});

describe('pooledAuroc', () => {
  it('is the AUROC of all rows, within its interval', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 5 }),
      fc.boolean(),
      fc.constantFrom('a', 'b', 'c'),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const scores = rows.map(([score]) => score);
        const labels = rows.map(([, label]) => (label ? 1 : 0));
        const clusters = rows.map(([, , cluster]) => cluster);
        const { mean, low, high } = pooledAuroc(scores, labels, clusters, { replicates: 20 });
        const expected = auroc(scores, labels);
        if (Number.isNaN(expected)) expect(mean).toBeNaN();
        else {
          expect(mean).toBeCloseTo(expected, 12);
          expect(low).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  it('has the width of a bootstrap over clusters', () => {
    // 200 clusters of one positive and one negative, the positive above in 3 of 4.
    const clusters = Array.from({ length: 400 }, (_, i) => `c${i >> 1}`);
    const labels = clusters.map((_, i) => i % 2);
    const scores = clusters.map((_, i) => (i % 2 === 0 ? 0 : (i >> 1) % 4 === 0 ? -1 : 1));
    const { mean, low, high, n } = pooledAuroc(scores, labels, clusters);
    expect(mean).toBe(0.75);
    expect(n).toBe(400);
    // The share of 200 that is 3 / 4 has a standard error of 0.031.
    expect(high - low).toBeGreaterThan(0.09);
    expect(high - low).toBeLessThan(0.15);
  });
});

describe('signalCurve', () => {
  it('shows the latest signals only, on slates that have enough of them', async () => {
    const seen: number[] = [];
    const flat: Scorer = { score: (_profile, candidates) => new Float64Array(candidates.length) };
    const full: Scorer = {
      score(_profile, candidates, history) {
        seen.push(history.filter(({ type }) => type !== 'impression').length);
        return Float64Array.from(candidates, (item) => (item.identifier === 'item-1' ? 1 : 0));
      },
    };
    const click = { itemId: 'item-9', type: 'click' as const };
    const skip = { itemId: 'item-8', type: 'impression' as const };
    const slates = [
      slate('1'),
      slate('2', { history: [skip, click, skip] }),
      slate('3', { history: [click, click, skip, click, skip] }),
    ];
    const tables = { items, profiles: new Map([['p1', ANALYST]]) };
    const points = await signalCurve(slates, full, flat, { tables });
    expect(points.map(({ signals, slates: count }) => [signals, count])).toEqual([
      [0, 3],
      [1, 2],
      [3, 1],
    ]);
    expect(seen).toEqual([1, 1, 3]);
    expect(points[0]!.difference.mean).toBe(0);
    expect(points[1]!.personalized.mean).toBe(1);
    expect(points[2]!.difference.mean).toBeGreaterThan(0.5);
  });
});

describe('latestTime', () => {
  it('is of the newest event that has a time', () => {
    expect(latestTime([{ at: NOW - 5 }, { at: NOW }, {}, { at: NOW - 9 }])).toBe(NOW);
    expect(latestTime([{}])).toBeUndefined();
    expect(latestTime([])).toBeUndefined();
  });
});
