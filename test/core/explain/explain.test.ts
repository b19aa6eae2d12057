import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReasons } from '../../../src/core/explain/compare.ts';
import { createExplainer } from '../../../src/core/explain/explain.ts';
import { createPhrases } from '../../../src/core/explain/phrases.ts';
import type { ReadObject } from '../../../src/core/explain/pair.ts';
import type { Facts, Reason } from '../../../src/core/explain/reason.ts';
import { splitHead } from '../../../src/core/explain/head-parts.ts';
import { MAX_PLAYERS, shapleyValues } from '../../../src/core/explain/shapley.ts';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import { crossFeatures } from '../../../src/core/features/crosses.ts';
import type { LimitSource } from '../../../src/core/limits/limit.ts';
import { limitsOf } from '../../../src/core/limits/limits-of.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { personalScores } from '../../../src/core/personalization/personal-scores.ts';
import type { Signal } from '../../../src/core/personalization/signals.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { foldProfile } from '../../../src/core/student/fold.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { inventObject } from '../../../src/core/student/invent-object.ts';
import { readOutputs } from '../../../src/core/student/outputs.ts';
import { scoreItems } from '../../../src/core/student/score.ts';
import { itemCodeBytes, type Student } from '../../../src/core/student/student.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { ITEM_SCHEMA, lexicalStudentFile } from '../../fixtures/lexical-student.ts';
import { EVERY_KIND, randomStudent } from '../../fixtures/random-student.ts';

/** Codes, query and scores of some items for a profile. */
function prepare(student: Student, profile: unknown, items: readonly unknown[], alpha: number) {
  const { schema, parameters } = student;
  const stride = itemCodeBytes(student);
  const encoder = createEncoder(student);
  const codes = new Uint8Array(stride * items.length);
  items.forEach((item, i) => codes.set(encoder.item(item, NOW), i * stride));
  const { dense, evidence } = encoder.profile(profile, NOW);
  const query = foldProfile(parameters, dense);
  const features = parameters.crossFeatures;
  const crosses = new Uint8Array(features * items.length);
  for (let i = 0; i < items.length; i++) {
    crossFeatures(schema, evidence, codes, i * stride + parameters.width, crosses, i * features);
  }
  const out = new Int32Array(2 * items.length);
  const slots = Uint32Array.from(items, (_, i) => i);
  const signed = new Int8Array(codes.buffer);
  scoreItems(query, signed, stride, slots, crosses, out);
  const scores = items.map(
    (_, i) => readOutputs(student, out[2 * i]!, out[2 * i + 1]!, alpha).score,
  );
  const crossesOf = (i: number) => crosses.subarray(i * features, (i + 1) * features);
  const read: ReadObject = (side, object) => encoder.read(side, object, NOW);
  return { stride, codes, signed, query, evidence, slots, scores, out, read, crossesOf };
}

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
    [1, false],
    [2, true],
    [3, false],
  ])('sum to it, whatever the model (seed %i, extreme %s)', async (seed, extreme) => {
    const student = await randomStudent({ seed, hidden: 24, width: 48, extreme });
    const random = createRandom(`explain/${seed}`);
    const profile = inventObject(student.schema, 'profile', random);
    const items = Array.from({ length: 12 }, () => inventObject(student.schema, 'item', random));
    for (const alpha of [0, 0.3, 1]) {
      const { stride, signed, query, scores, crossesOf } = prepare(student, profile, items, alpha);
      for (let i = 0; i < items.length; i++) {
        const parts = splitHead(student, query, signed, i * stride, crossesOf(i), alpha);
        const sum =
          parts.reference +
          parts.content +
          parts.crosses.reduce((total, { value }) => total + value, 0) +
          parts.others.value;
        expect(sum).toEqual(close(scores[i]!));
      }
    }
  });

  it('start from the score of an item of which nothing is known', async () => {
    const student = await randomStudent();
    const profile = inventObject(student.schema, 'profile', createRandom(5));
    const { codes, signed, query, crossesOf } = prepare(student, profile, [{}], 0.5);
    expect(codes.subarray(0, student.parameters.width).every((byte) => byte === 0)).toBe(
      student.parameters.towers.item === undefined,
    );
    signed.fill(0, 0, student.parameters.width);
    const parts = splitHead(student, query, signed, 0, crossesOf(0), 0.5);
    expect(parts.content).toBe(0);
    expect(parts.crosses).toEqual([]);
  });

  it('merge the least of many crosses, and still sum', async () => {
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
    const { signed, query, scores, crossesOf } = prepare(student, numbers('p', 0.61), [item], 0.5);
    const parts = splitHead(student, query, signed, 0, crossesOf(0), 0.5);
    expect(parts.crosses.length).toBe(MAX_PLAYERS - 2);
    expect(parts.crosses.length + parts.others.crosses.length).toBe(12);
    const sum = parts.crosses.reduce((total, { value }) => total + value, parts.others.value);
    expect(sum + parts.content + parts.reference).toEqual(close(scores[0]!));
  });
});

const PHRASES = createPhrases(compileSchema(ITEM_SCHEMA));

/** The facts of a measure among reasons. */
function factsOf(reasons: readonly Reason[], name: string): Extract<Facts, { kind: 'measure' }> {
  const found = reasons.find(({ facts }) => facts.kind === 'measure' && facts.name === name);
  return found!.facts as Extract<Facts, { kind: 'measure' }>;
}

const within = (measure: string, min: number | null, max: number | null): LimitSource['when'] => [
  { measure, intervals: [[min, max, false, false]] },
];

describe('reasons', () => {
  const alpha = 0.7;
  const items = inventItems(60);
  const setUp = async (
    signals: (code: (i: number) => Uint8Array) => Signal[],
    carried: readonly LimitSource[] = [],
    phrases = PHRASES,
  ) => {
    const student = loadStudent(await lexicalStudentFile(1, 1, {}, carried));
    const prepared = prepare(student, ANALYST, items, alpha);
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
    const explain = createExplainer({
      student,
      query,
      evidence,
      alpha,
      now: NOW,
      phrases,
      profile: ANALYST,
      signals: made,
      limits: limitsOf(student),
      codes,
      slots,
      read: prepared.read,
    });
    const { out } = prepared;
    const reasonsOf = (
      i: number,
      { isHeld = false, limits = 0, item = items[i] as unknown } = {},
    ) =>
      explain({ item, outputs: [out[2 * i]!, out[2 * i + 1]!], limits, isHeld }, codes, i * stride);
    return { ...prepared, student, personal, reasonsOf };
  };
  const click = (i: number, code: Uint8Array): Signal => ({
    itemId: `item-${i}`,
    type: 'click',
    at: NOW - 1000,
    code,
  });

  it('sum to the score with what personalization adds', async () => {
    const { scores, personal, reasonsOf } = await setUp((code) => [
      click(1, code(1)),
      { ...click(2, code(2)), type: 'dismiss' },
    ]);
    for (let i = 0; i < items.length; i++) {
      const sum = reasonsOf(i).reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toEqual(close(scores[i]! + personal[i]!));
    }
    expect(personal.some((value) => value !== 0)).toBe(true);
  });

  it('say what they rest on', async () => {
    const { reasonsOf } = await setUp((code) => [click(1, code(1)), click(2, code(2))]);
    const item = items[0]!;
    const facts = reasonsOf(0).map((reason) => reason.facts);
    const skills = (item.skills as string[]).filter((skill) =>
      ['SQL', 'Python', 'Tableau', 'Excel'].includes(skill),
    );
    expect(factsOf(reasonsOf(0), 'skills')).toMatchObject({
      of: 'overlap',
      field: 'tags',
      value: expect.any(Number) as number,
      unit: '%',
      profile: 'SQL, Python, Tableau, Excel',
      shared: { count: skills.length, of: 4, words: skills },
    });
    const { geo } = item.jobLocation as { geo: { latitude: number } };
    const distance = factsOf(reasonsOf(0), 'distance');
    expect(distance.unit).toBe('km');
    if (Math.abs(geo.latitude - 53.35) < 0.01) expect(distance.value).toBeLessThan(3);
    else expect(distance.value).toBeGreaterThan(200);
    const age = factsOf(reasonsOf(0), 'posted');
    expect(age.value).toBe(
      Math.floor(NOW / 86_400_000) - Date.parse(String(item.datePosted)) / 86_400_000,
    );
    expect(facts.at(-1)).toEqual({ kind: 'reference' });
    const liked = reasonsOf(1).find(
      ({ facts: fact }) => fact.kind === 'personal' && fact.name === 'content',
    )!;
    expect(liked.facts).toMatchObject({ liked: expect.any(Number), disliked: 0 });
    expect(liked.text).toMatch(/^you opened [12] like this$/);
  });

  it('say where few items of the list share what was liked', async () => {
    const { codes, stride, student, reasonsOf } = await setUp((code) => [click(1, code(1))]);
    const c = student.schema.crosses.findIndex(({ name }) => name === 'employer');
    const cross = student.schema.crosses[c]!;
    const keyOf = (i: number): number => {
      const at = i * stride + student.parameters.width + cross.offset;
      return codes[at]! | (codes[at + 1]! << 8);
    };
    const keys = items.map((_, i) => keyOf(i));
    const share = keys.filter((key) => key === keys[1]).length / keys.length;
    for (let i = 0; i < items.length; i++) {
      const { facts, text } = reasonsOf(i).find(
        ({ facts: fact }) => fact.kind === 'personal' && fact.name === 'employer',
      )!;
      const isRare = keys[i] === keys[1] && share <= 1 / 8;
      expect(facts).toMatchObject({ isRare });
      expect(text.endsWith(', rare in this list')).toBe(isRare);
    }
  });

  it('count shared skills from the code where the item carries no text', async () => {
    const { reasonsOf } = await setUp(() => []);
    for (let i = 0; i < 10; i++) {
      const full = factsOf(reasonsOf(i), 'skills');
      const bare = factsOf(reasonsOf(i, { item: { id: `item-${i}` } }), 'skills');
      expect(bare).toEqual({ ...full, item: undefined, shared: { ...full.shared, words: [] } });
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
    const { student, out, reasonsOf } = await setUp(() => [], limits);
    for (let i = 0; i < items.length; i++) {
      const scoreAt = (cap: number): number =>
        readOutputs(student, out[2 * i]!, out[2 * i + 1]!, alpha, cap).score;
      const reasons = reasonsOf(i, { limits: 3, isHeld: true });
      const [far, old, floor] = reasons;
      expect(far!.facts).toMatchObject({ kind: 'limit', name: 'Far', cap: 0 });
      expect(far!.contribution).toEqual(close(scoreAt(0) - scoreAt(2)));
      expect(old!.contribution).toEqual(close(scoreAt(2) - scoreAt(4)));
      expect(floor!.facts).toEqual({ kind: 'floor' });
      const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toEqual(close(scoreAt(0)));
    }
    const [far, old] = reasonsOf(0, { limits: 3 });
    expect(old!.text).toMatch(/^it is (1 day|\d+ days) old$/);
    expect(far!.text).toMatch(/^it is [\d.,]+ km from dublin, of \w+ \d+, 2026; unknown$/i);
    const compared = compareReasons(reasonsOf(0), reasonsOf(1, { limits: 2 }), PHRASES);
    expect(compared.map(({ facts }) => facts.kind)).toContain('limit');
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
    const words = { posted: 'vor {value}', far: 'weit weg', reference: 'Anfang jeder {noun}' };
    const phrases = createPhrases(compileSchema(source), words);
    const { reasonsOf } = await setUp(() => [], [], phrases);
    const texts = reasonsOf(0).map(({ text }) => text);
    expect(texts).toContainEqual(
      expect.stringMatching(/^it asks for: (SQL|Python|Tableau|Excel|\d)/),
    );
    expect(texts).toContainEqual(expect.stringMatching(/^a way of [\d.,]+ km$/));
    expect(texts).toContainEqual(expect.stringMatching(/^vor \d+ days?$/));
    expect(texts.at(-1)).toBe('Anfang jeder job');
  });

  it('name the policy floor where it holds an item', async () => {
    const { reasonsOf } = await setUp(() => []);
    expect(reasonsOf(0, { isHeld: true })[0]).toMatchObject({
      contribution: 0,
      facts: { kind: 'floor' },
    });
  });

  it('compared sum to the difference of two scores', async () => {
    const { scores, personal, reasonsOf } = await setUp((code) => [click(3, code(3))]);
    for (let i = 1; i < 20; i++) {
      const differences = compareReasons(reasonsOf(0), reasonsOf(i), PHRASES);
      const sum = differences.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toEqual(close(scores[0]! + personal[0]! - scores[i]! - personal[i]!));
      expect(differences.some(({ facts }) => facts.kind === 'reference')).toBe(false);
    }
  });
});
