import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExplainer } from '../../../src/core/explain/explain.ts';
import { createPairs } from '../../../src/core/explain/pair.ts';
import { createParts } from '../../../src/core/explain/parts.ts';
import { createPhrases, phrase } from '../../../src/core/explain/phrases.ts';
import type { Facts, Reason } from '../../../src/core/explain/reason.ts';
import { splitHead } from '../../../src/core/explain/head-parts.ts';
import { MAX_PLAYERS, shapleyValues } from '../../../src/core/explain/shapley.ts';
import { compareReasons, MAX_REASONS } from '../../../src/core/explain/summary.ts';
import { createTeller } from '../../../src/core/explain/teller.ts';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import type { LimitSource } from '../../../src/core/limits/limit.ts';
import { limitsOf } from '../../../src/core/limits/limits-of.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { personalScores } from '../../../src/core/personalization/personal-scores.ts';
import type { Signal } from '../../../src/core/personalization/signals.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { inventObject } from '../../../src/core/student/invent-object.ts';
import { readOutputs } from '../../../src/core/student/outputs.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { ITEM_SCHEMA, lexicalStudentFile } from '../../fixtures/lexical-student.ts';
import { EVERY_KIND, randomStudent, SIX_OUTPUTS } from '../../fixtures/random-student.ts';
import { prepareList } from './prepare-list.ts';

const prepare = (
  student: Student,
  profile: unknown,
  items: readonly unknown[],
  weights: readonly number[],
) => prepareList(student, profile, items, weights, NOW);

const close = (value: number) => expect.closeTo(value, 9 - Math.log10(1 + Math.abs(value)));

describe('Shapley values', () => {
  it('are the average of what a player adds over all orders of arrival', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer(), (players, seed) => {
        const random = createRandom(seed);
        const values = Float64Array.from({ length: 1 << players }, () => random.normal());
        const want = new Float64Array(players);
        let orders = 0;
        const arrive = (set: number, gains: number[]): void => {
          if (set === (1 << players) - 1) {
            orders++;
            gains.forEach((gain, p) => (want[p]! += gain));
            return;
          }
          for (let p = 0; p < players; p++) {
            if (set & (1 << p)) continue;
            const next = [...gains];
            next[p] = values[set | (1 << p)]! - values[set]!;
            arrive(set | (1 << p), next);
          }
        };
        arrive(0, Array(players).fill(0));
        const got = shapleyValues(values, players);
        expect([...got]).toEqual([...want].map((sum) => close(sum / orders)));
      }),
      { numRuns: 30 },
    );
  });
});

describe('the parts of a score', () => {
  it.each([
    [1, false, 2],
    [2, true, 2],
    [3, false, 1],
    [4, false, 6],
  ])(
    'sum to it, whatever the model (seed %i, extreme %s, %i outputs)',
    async (seed, extreme, count) => {
      const outputs = count === 2 ? {} : { outputs: SIX_OUTPUTS.slice(-count) };
      const student = await randomStudent({ seed, hidden: 24, width: 48, extreme, ...outputs });
      const random = createRandom(`explain/${seed}`);
      const profile = inventObject(student.schema, 'profile', random);
      const items = Array.from({ length: 12 }, () => inventObject(student.schema, 'item', random));
      for (const alpha of [0, 0.3, 1]) {
        const weights = student.outputs.map((_, k) => (k === 0 ? alpha : (1 - alpha) * (k / 3)));
        const { stride, signed, query, scores, crossesOf } = prepare(
          student,
          profile,
          items,
          weights,
        );
        for (let i = 0; i < items.length; i++) {
          const parts = splitHead(student, query, signed, i * stride, crossesOf(i), weights);
          const sum =
            parts.reference +
            parts.content +
            parts.crosses.reduce((total, { value }) => total + value, 0);
          expect(sum).toEqual(close(scores[i]!));
        }
      }
    },
  );

  it('start from the score of an item of which nothing is known', async () => {
    const student = await randomStudent();
    const profile = inventObject(student.schema, 'profile', createRandom(5));
    const { codes, signed, query, crossesOf } = prepare(student, profile, [{}], [0.5, 0.5]);
    expect(codes.subarray(0, student.parameters.width).every((byte) => byte === 0)).toBe(
      student.parameters.towers.item === undefined,
    );
    signed.fill(0, 0, student.parameters.width);
    const parts = splitHead(student, query, signed, 0, crossesOf(0), [0.5, 0.5]);
    expect(parts.content).toBe(0);
    expect(parts.crosses).toEqual([]);
  });

  it('of many crosses are divided among all, and still sum', async () => {
    const fields = Array.from({ length: 12 }, (_, i) => ({
      name: `n${i}`,
      kind: 'number' as const,
      item: `j${i}`,
      profile: `p${i}`,
      min: 0,
      max: 1,
    }));
    const schema = {
      name: 'many',
      version: 2 as const,
      fields: [...EVERY_KIND.fields, ...fields],
      measures: fields.map(({ name }) => ({ name, kind: 'difference' as const, item: name })),
    };
    const student = await randomStudent({ schema });
    const numbers = (side: string, at: number) =>
      Object.fromEntries(fields.map((_, i) => [`${side}${i}`, (i * at) % 1]));
    const item = { title: 'x', ...numbers('j', 0.37) };
    const { signed, query, scores, crossesOf } = prepare(
      student,
      numbers('p', 0.61),
      [item],
      [0.5, 0.5],
    );
    const parts = splitHead(student, query, signed, 0, crossesOf(0), [0.5, 0.5]);
    expect(parts.crosses.length).toBeGreaterThan(MAX_PLAYERS);
    expect(parts.crosses.map(({ cross }) => cross).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, i) => i),
    );
    const sum = parts.crosses.reduce((total, { value }) => total + value, 0);
    expect(sum + parts.content + parts.reference).toEqual(close(scores[0]!));
  });
});

type MeasureFacts = Extract<Facts, { kind: 'measure' }>;

const PHRASES = createPhrases(compileSchema(ITEM_SCHEMA));
const TELLER = createTeller(compileSchema(ITEM_SCHEMA), PHRASES);

const sum = (reasons: readonly Reason[]): number =>
  reasons.reduce((total, { contribution }) => total + contribution, 0);

const within = (measure: string, min: number | null, max: number | null): LimitSource['when'] => [
  { measure, intervals: [[min, max, false, false]] },
];

describe('reasons', () => {
  const weights = [0.7, 0.3];
  const items = inventItems(60);
  const setUp = async (
    signals: (code: (i: number) => Uint8Array) => Signal[],
    carried: readonly LimitSource[] = [],
    phrases = PHRASES,
    cap = 4,
  ) => {
    const student = loadStudent(await lexicalStudentFile(1, 1, {}, carried));
    const prepared = prepare(student, ANALYST, items, weights);
    const { codes, stride, query, evidence, slots } = prepared;
    const made = signals((i) => codes.slice(i * stride, (i + 1) * stride));
    const personal = personalScores({
      schema: student.schema,
      width: student.parameters.width,
      prior: student.personalization,
      signals: made,
      now: NOW,
      codes,
      stride,
      slots,
    });
    const { out } = prepared;
    const scores = items.map(
      (_, i) => readOutputs(student, out, 2 * i, new Float64Array(2), weights, cap) + personal[i]!,
    );
    const input = {
      student,
      query,
      evidence,
      scores,
      weights,
      now: NOW,
      phrases,
      profile: ANALYST,
      signals: made,
      limits: limitsOf(student),
      codes,
      slots,
      read: prepared.read,
    };
    const explain = await createExplainer(input);
    const parts = createParts(input);
    const pairs = createPairs({ ...input, schema: student.schema }, prepared.read);
    /** What all parts of an item's score rest on, whether or not they are told. */
    const factsOf = (i: number, name: string, item: unknown = items[i]): Facts => {
      const at = i * stride;
      const pair = pairs(item, codes, at + student.parameters.width);
      return parts(codes, at)
        .find(({ key }) => key === name)!
        .facts(pair);
    };
    const reasonsOf = (
      i: number,
      { isHeld = false, limits = 0, item = items[i] as unknown } = {},
    ) =>
      explain({ item, index: i, outputs: [out[2 * i]!, out[2 * i + 1]!], limits, isHeld }, codes);
    const mean = scores.reduce((total, score) => total + score / scores.length, 0);
    return { ...prepared, student, personal, reasonsOf, factsOf, scores, mean };
  };
  const click = (i: number, code: Uint8Array): Signal => ({
    itemId: `item-${i}`,
    type: 'click',
    at: NOW - 1000,
    code,
  });

  it('sum to the score less the mean of the list, with what personalization adds', async () => {
    const { scores, mean, personal, reasonsOf } = await setUp((code) => [
      click(1, code(1)),
      { ...click(2, code(2)), type: 'dismiss' },
    ]);
    for (let i = 0; i < items.length; i++) {
      const reasons = reasonsOf(i);
      expect(sum(reasons)).toEqual(close(scores[i]! - mean));
      expect(reasons.length).toBeLessThanOrEqual(MAX_REASONS);
    }
    expect(personal.some((value) => value !== 0)).toBe(true);
  });

  it('say what they rest on', async () => {
    const { reasonsOf, factsOf } = await setUp((code) => [click(1, code(1)), click(2, code(2))]);
    const item = items[0]!;
    const skills = (item.skills as string[]).filter((skill) =>
      ['SQL', 'Python', 'Tableau', 'Excel'].includes(skill),
    );
    expect(factsOf(0, 'skills')).toMatchObject({
      of: 'overlap',
      field: 'tags',
      value: expect.any(Number) as number,
      unit: '%',
      profile: 'SQL, Python, Tableau, Excel',
      profileField: 'skills',
      shared: { count: skills.length, of: 4, words: skills },
    });
    const { geo } = item.jobLocation as { geo: { latitude: number } };
    const distance = factsOf(0, 'distance') as MeasureFacts;
    expect(distance.unit).toBe('km');
    if (Math.abs(geo.latitude - 53.35) < 0.01) expect(distance.value).toBeLessThan(3);
    else expect(distance.value).toBeGreaterThan(200);
    const age = factsOf(0, 'posted') as MeasureFacts;
    expect(age.value).toBe(
      Math.floor(NOW / 86_400_000) - Date.parse(String(item.datePosted)) / 86_400_000,
    );
    expect(reasonsOf(0).at(-1)!.facts.kind).toBe('others');
    expect(reasonsOf(0).at(-1)!.text).toBe('other details of the item');
    const liked = reasonsOf(1).find(
      ({ facts: fact }) => fact.kind === 'personal' && fact.name === 'content',
    )!;
    expect(liked.facts).toMatchObject({ liked: expect.any(Number), disliked: 0 });
    expect(liked.text).toMatch(/^you opened [12] like this$/);
  });

  it('say where few items of the list share what was liked', async () => {
    const { codes, stride, student, factsOf } = await setUp((code) => [click(1, code(1))]);
    const c = student.schema.crosses.findIndex(({ name }) => name === 'employer');
    const cross = student.schema.crosses[c]!;
    const keyOf = (i: number): number => {
      const at = i * stride + student.parameters.width + cross.offset;
      return codes[at]! | (codes[at + 1]! << 8);
    };
    const keys = items.map((_, i) => keyOf(i));
    const share = keys.filter((key) => key === keys[1]).length / keys.length;
    for (let i = 0; i < items.length; i++) {
      const facts = factsOf(i, 'personal employer');
      const text = phrase(PHRASES, facts);
      const isRare = keys[i] === keys[1] && share <= 1 / 8;
      expect(facts).toMatchObject({ isRare });
      expect(text.endsWith(', rare in this list')).toBe(isRare);
    }
  });

  it('count shared skills from the code where the item carries no text', async () => {
    const { factsOf } = await setUp(() => []);
    for (let i = 0; i < 10; i++) {
      const full = factsOf(i, 'skills') as MeasureFacts;
      const bare = factsOf(i, 'skills', { id: `item-${i}` }) as MeasureFacts;
      expect(bare).toEqual({ ...full, item: undefined, shared: { ...full.shared!, words: [] } });
    }
  });

  it('tell the limits that hold first, with what each takes off', async () => {
    const limits: LimitSource[] = [
      { name: 'Old', cap: 2, when: within('posted', 1, null), reason: 'it is {Posted} old' },
      {
        name: 'Far',
        cap: 0,
        when: within('distance', 0, null),
        reason: 'it is {distance} from {your place}, of {item posted}; {item salary}',
      },
    ];
    const { student, out, mean, reasonsOf } = await setUp(() => [], limits, PHRASES, 0);
    for (let i = 0; i < items.length; i++) {
      const scoreAt = (cap: number): number =>
        readOutputs(student, out, 2 * i, new Float64Array(2), weights, cap);
      const reasons = reasonsOf(i, { limits: 3, isHeld: true });
      const far = reasons[0];
      const old = reasons.find(({ facts }) => facts.kind === 'limit' && facts.name === 'Old');
      expect(far!.facts).toMatchObject({ kind: 'limit', name: 'Far', cap: 0 });
      expect(far!.contribution).toEqual(close(scoreAt(0) - scoreAt(2)));
      // What takes nothing off beside another is not told.
      expect(old?.contribution ?? 0).toEqual(close(scoreAt(2) - scoreAt(4)));
      expect(reasons.map(({ facts }) => facts)).toContainEqual({ kind: 'floor' });
      expect(sum(reasons)).toEqual(close(scoreAt(0) - mean));
      expect(reasons.length).toBeLessThanOrEqual(MAX_REASONS);
    }
    const [far] = reasonsOf(0, { limits: 3 });
    const [old] = reasonsOf(0, { limits: 1 });
    expect(old!.text).toMatch(/^it is (1 day|\d+ days) old$/);
    expect(far!.text).toMatch(/^it is [\d.,]+ km from dublin, of \w+ \d+, 2026; unknown$/i);
    const compared = compareReasons(reasonsOf(0), reasonsOf(1, { limits: 2 }), TELLER);
    expect(compared.map(({ facts }) => facts.kind)).toContain('limit');
    expect(compared.find(({ facts }) => facts.kind === 'limit')!.text).toMatch(/^there: it is /);
  });

  it('are said in the words of the model and of its measures', async () => {
    const source: SchemaSource = {
      ...ITEM_SCHEMA,
      noun: { one: 'job', many: 'jobs' },
      measures: ITEM_SCHEMA.measures!.map((measure) => ({
        ...measure,
        ...({
          skills: { say: 'it asks for' },
          distance: { say: 'a way of {value}' },
          posted: { say: 'posted {value} ago' },
        }[measure.name] as object | undefined),
      })),
    };
    const words = { posted: 'vor {value}', far: 'weit weg', others: 'was ein {noun} noch hat' };
    const phrases = createPhrases(compileSchema(source), words);
    const { reasonsOf, factsOf } = await setUp(() => [], [], phrases);
    const said = (name: string): string => phrase(phrases, factsOf(0, name));
    expect(said('skills')).toMatch(/^it asks for: (SQL|Python|Tableau|Excel|\d|nothing)/);
    expect(said('distance')).toMatch(/^a way of [\d.,]+ km$/);
    expect(said('posted')).toMatch(/^vor \d+ days?$/);
    expect(reasonsOf(0).at(-1)!.text).toBe('was ein job noch hat');
  });

  it('of one item alone tell what it has', async () => {
    const student = loadStudent(await lexicalStudentFile());
    const list = prepare(student, ANALYST, items.slice(0, 1), weights);
    const explain = await createExplainer({
      ...list,
      student,
      profile: ANALYST,
      signals: [],
      limits: [],
      weights,
      now: NOW,
      phrases: PHRASES,
    });
    const outputs = [list.out[0]!, list.out[1]!] as const;
    const reasons = explain(
      { item: items[0], index: 0, outputs, limits: 0, isHeld: false },
      list.codes,
    );
    expect(reasons.length).toBeGreaterThan(1);
    for (const { contribution } of reasons) expect(contribution).toEqual(close(0));
  });

  it('name the policy floor where it holds an item', async () => {
    const { reasonsOf } = await setUp(() => []);
    expect(reasonsOf(0, { isHeld: true })[0]).toMatchObject({
      contribution: 0,
      facts: { kind: 'floor' },
    });
  });

  it('compared sum to the difference of two scores', async () => {
    const { scores, reasonsOf } = await setUp((code) => [click(3, code(3))]);
    for (let i = 1; i < 20; i++) {
      const differences = compareReasons(reasonsOf(0), reasonsOf(i), TELLER);
      expect(sum(differences)).toEqual(close(scores[0]! - scores[i]!));
      expect(differences.length).toBeLessThanOrEqual(MAX_REASONS);
    }
  });
});
