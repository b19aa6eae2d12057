import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResiduals } from '../../../src/core/format/residuals.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { checkCanaries, parseCanaries } from '../../../src/core/student/canaries.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { marketTables } from '../../fixtures/market-tables.ts';
import {
  distill,
  type Distilled,
  type DistillOptions,
} from '../../../src/distill/recipe/distill.ts';
import { chiefMetrics, type DistillMetrics } from '../../../src/distill/recipe/metrics.ts';
import { hashContent } from '../../../src/distill/files/content-hash.ts';
import { createMarket } from '../../../src/domains/jobs/market/create-market.ts';
import { createEventTypes } from '../../../src/distill/tables/event-types.ts';
import type { Tables } from '../../../src/distill/tables/types.ts';
import { createPairData } from '../../../src/distill/train/data/pair-data.ts';
import { inferDomain } from '../../../src/distill/schema/infer-domain.ts';
import { occupationTables } from '../../../src/domains/jobs/titles/occupation-tables.ts';
import { domains } from '../../../src/domains/registry.ts';
import { createStudentLists } from '../../../src/distill/train/data/student-lists.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pocketrank-distill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const jobs = await domains.open('jobs');
let runs = 0;
async function run(tables: Tables, options: Partial<DistillOptions> = {}): Promise<Distilled> {
  const workDir = join(folder, `work-${runs++}`);
  return distill(tables, {
    domain: (await inferDomain(tables, { domains })).domain,
    preset: 'smoke',
    seed: 1,
    workDir,
    ...options,
  });
}

function market(): Tables {
  return marketTables(
    createMarket({ seed: 3, profiles: 30, items: 60, sessions: 80, slateSize: 10 }),
  );
}

/** Tables of objects, with nothing but what is given. */
function bare(tables: Pick<Tables, 'items' | 'profiles'> & Partial<Tables>): Tables {
  return {
    events: [],
    grades: [],
    slates: {},
    pairs: {},
    files: [],
    noun: { one: 'item', many: 'items' },
    keys: ['identifier', 'id'],
    eventTypes: createEventTypes(),
    now: Date.UTC(2026, 0),
    badRows: { count: 0, byReason: {}, report: [] },
    fingerprint: hashContent(JSON.stringify([...tables.items, ...tables.profiles])),
    ...tables,
  };
}

/** Movies and their viewers: who likes a genre chooses its movies. */
function movies(code: (genre: number) => string): Tables {
  const random = createRandom('movies');
  const items = new Map(
    Array.from({ length: 90 }, (_, i) => [
      `m${i}`,
      { id: `m${i}`, genres: [code(i % 5)], runtime: 80 + random.integer(80) },
    ]),
  );
  const profiles = new Map(
    Array.from({ length: 60 }, (_, i) => [
      `v${i}`,
      { id: `v${i}`, genres: [code(i % 5)], region: code(5 + (i % 3)) },
    ]),
  );
  const events = [...profiles.keys()].flatMap((profileId, p) =>
    Array.from({ length: 8 }, () => ({
      profileId,
      itemId: `m${5 * random.integer(18) + (p % 5)}`,
      type: 'click' as const,
    })),
  );
  return bare({ items, profiles, events });
}

function meanOf({ evaluation }: DistillMetrics, model: string): number {
  return evaluation!.models.find(({ name }) => name === model)!.metrics['nDCG@10']!.mean!;
}

/** Logits of every pair, head by head. */
function allLogits(student: Student, tables: Tables) {
  const rows = student.parameters.tableRows;
  const data = createPairData(student.schema, tables.items, tables.profiles, rows, 0);
  const lists = createStudentLists(student, data, 0);
  const items = Int32Array.from({ length: data.items.count }, (_, j) => j);
  return data.profileIds.map((_, profile) => {
    const [policy, click] = lists.score({ profile, items, at: 0 }).logits;
    return { policy: policy!, click: click! };
  });
}

describe('distill on a tiny market', () => {
  let first: Distilled;
  let workDir: string;
  beforeAll(async () => {
    workDir = join(folder, 'first');
    first = await run(market(), { domain: jobs, simulated: true, workDir });
  });

  it('gives other bytes for another seed', async () => {
    const other = await run(market(), { domain: jobs, simulated: true, seed: 2 });
    expect(other.bytes).not.toEqual(first.bytes);
  });

  it('gives a model whose canaries pass', async () => {
    const student = loadStudent(first.bytes);
    expect(parseCanaries(student).length).toBeGreaterThan(2);
    await expect(checkCanaries(student)).resolves.toBeUndefined();
    expect(student.weights[0]).toBeGreaterThanOrEqual(0);
    expect(student.weights[0]).toBeLessThanOrEqual(1);
  });

  it('measures it, and says that the market is simulated', () => {
    const { metrics } = first;
    expect(metrics.simulated).toBe(true);
    expect(Object.keys(metrics.retention)).toEqual(['policy', 'click', 'blend']);
    expect(metrics.quantization!.tau).toBeGreaterThan(0.5);
    expect(metrics.quantization!.difference.mean).toBeCloseTo(
      meanOf(metrics, 'student, int8') - meanOf(metrics, 'student, float'),
      9,
    );
    expect(metrics.quantization!.sample.length).toBeGreaterThan(100);
    expect(metrics.alpha).toMatchObject({ sweep: { length: 21 } });
    expect(metrics.personalization[0]).toMatchObject({ signals: 0, difference: { mean: 0 } });
    for (const name of ['random', 'policy teacher', 'click teacher', 'student, int8']) {
      expect(first.report).toContain(name);
    }
    expect(first.report).toContain('simulated market');
    const stored = loadStudent(first.bytes).metadata;
    expect(JSON.parse(stored.metrics!)).toEqual(
      JSON.parse(JSON.stringify(chiefMetrics(first.metrics))),
    );
    expect(JSON.parse(stored.provenance!)).toMatchObject({
      preset: 'smoke',
      seed: 1,
      simulated: true,
      items: 60,
      profiles: 30,
    });
  });

  it('learns nothing of single items that nobody has', () => {
    expect(first.residuals).toBeUndefined();
  });

  it('keeps the work of one run alone, for the next', async () => {
    expect(await readdir(workDir)).toHaveLength(1);
  });

  it('stops when asked, and gives the same bytes and report when run again with the same seed', async () => {
    const controller = new AbortController();
    const options: Partial<DistillOptions> = {
      domain: jobs,
      simulated: true,
      workDir: join(folder, 'stopped'),
    };
    let lines = 0;
    controller.abort();
    await expect(
      run(market(), { ...options, signal: controller.signal, log: () => lines++ }),
    ).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(lines).toBeGreaterThan(0);
    expect((await readdir(join(folder, 'stopped'))).length).toBe(1);
    const again = await run(market(), options);
    expect(again.bytes).toEqual(first.bytes);
    expect(again.report).toBe(first.report);
  });

  it('takes the weight of the policy that it is given', async () => {
    const { bytes, metrics } = await run(market(), { domain: jobs, alpha: 0.25 });
    expect(loadStudent(bytes).weights[0]).toBe(0.25);
    expect(metrics).toMatchObject({ alpha: { chosen: 0.25 }, simulated: false });
  });

  it('learns from the policy alone where nothing happened', async () => {
    const tables = { ...market(), events: [], slates: {} };
    const student = loadStudent((await run(tables, { domain: jobs })).bytes);
    expect(student.weights[0]).toBe(1);
    const logits = allLogits(student, tables);
    expect(logits.every(({ click }) => click.every((x) => x === 0))).toBe(true);
    expect(new Set(logits.flatMap(({ policy }) => [...policy])).size).toBeGreaterThan(100);
  });
});

describe('distill where the policy can grade nothing', () => {
  it.each([
    [
      'words',
      (genre: number) => 'drama comedy horror western opera north south east'.split(' ')[genre]!,
    ],
    ['codes', (genre: number) => `${7 * genre}.${genre}`],
  ])('learns from clicks alone, of %s', async (_what, code) => {
    const tables = movies(code);
    const { bytes, metrics, report, residuals } = await run(tables);
    const student = loadStudent(bytes);
    await expect(checkCanaries(student)).resolves.toBeUndefined();
    expect(student.weights[0]).toBe(0);
    expect(metrics).toMatchObject({ retention: { click: expect.anything() } });
    expect(report).toContain('held-out choices');
    expect(report).toContain('student, int8, with residuals');
    const { modelHash, byItem } = readResiduals(residuals!);
    expect(modelHash).toBe(hashContent(bytes));
    expect(byItem.size).toBeGreaterThan(30);
    const logits = allLogits(student, tables);
    // A logit of 0 is a grade of exactly 2.
    expect(logits.every(({ policy }) => policy.every((x) => x === 0))).toBe(true);
    let right = 0;
    let count = 0;
    for (const [profile, { click }] of logits.entries()) {
      for (let a = profile % 5; a < click.length; a += 5) {
        for (let b = 0; b < click.length; b++) {
          if (b % 5 === profile % 5) continue;
          right += Number(click[a]! > click[b]!);
          count++;
        }
      }
    }
    expect(right / count).toBeGreaterThan(0.8);
  });

  it('says what is missing where there is nothing to learn from', async () => {
    const tables = { ...movies((genre) => `${genre}.${genre}`), events: [] };
    await expect(run(tables)).rejects.toMatchObject({
      code: 'MISSING_TABLE',
      message: expect.stringContaining('nothing to learn from'),
    });
  });

  it('says so too where every profile is kept for measuring', async () => {
    const tables = movies((genre) => `${genre}.${genre}`);
    tables.slates = {
      slates: [...tables.profiles.keys()].map((profileId, i) => ({
        id: `s${i}`,
        profileId,
        candidates: '*' as const,
        gains: { m1: 1 },
        history: [],
      })),
    };
    await expect(run(tables)).rejects.toMatchObject({ code: 'MISSING_TABLE' });
  });
});

describe('grades alone', () => {
  const genre = (id: string) => Number(id.slice(1)) % 5;
  const unread = movies((code) => `${code}0`);
  const grades = [...unread.profiles.keys()].flatMap((profileId) =>
    [...unread.items.keys()]
      .filter((_, i) => (i + genre(profileId)) % 3 > 0)
      .map((itemId) => ({
        profileId,
        itemId,
        grade: genre(profileId) === genre(itemId) ? (4 as const) : (0 as const),
        grader: 'somebody',
      })),
  );

  it('train a policy teacher, which orders pairs that nobody graded', async () => {
    const tables = { ...unread, events: [], grades };
    const { bytes, notes } = await run(tables);
    expect(notes.join('\n')).toContain('No click teacher');
    expect(notes.join('\n')).not.toContain('No policy teacher');
    const student = loadStudent(bytes);
    expect(student.weights[0]).toBe(1);
    const logits = allLogits(student, tables);
    const mean = (same: boolean): number => {
      const values: number[] = [];
      for (const [p, profileId] of [...tables.profiles.keys()].entries()) {
        for (const [i, itemId] of [...tables.items.keys()].entries()) {
          const isGraded = (i + genre(profileId)) % 3 > 0;
          if (!isGraded && (genre(profileId) === genre(itemId)) === same) {
            values.push(logits[p]!.policy[i]!);
          }
        }
      }
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean(true)).toBeGreaterThan(mean(false));
  });

  it('are missed aloud where there are none', async () => {
    const { notes } = await run({ ...unread, grades: [] });
    expect(notes.some((note) => note.startsWith('No policy teacher'))).toBe(true);
  });
});

describe('distill with a taxonomy', () => {
  /** Occupations and their titles as tables, all under O*NET's name. */
  function titles(): Tables {
    const names = [
      ['Registered Nurse', 'Staff Nurse', 'ICU Nurse', 'Charge Nurse', 'RN'],
      ['Truck Driver', 'Lorry Driver', 'CDL Driver', 'Tractor Trailer Driver'],
      ['Accountant', 'Staff Accountant', 'Tax Accountant', 'Cost Accountant'],
      ['Software Engineer', 'Java Developer', 'Programmer', 'Web Developer'],
    ];
    const made = occupationTables(
      names.map(([title = '', ...otherTitles], i) => ({
        id: `onet:${i}`,
        title,
        otherTitles,
        description: `What somebody does as ${title}.`,
        related: [],
      })),
      'onet',
      1,
    );
    return bare({
      items: new Map(made.items.map((item) => [String(item.identifier), item])),
      profiles: new Map(made.profiles.map((profile) => [String(profile.id), profile])),
      grades: made.grades,
    });
  }

  it('grades lists of bare titles, and learns from them beside people', async () => {
    const lines: string[] = [];
    const made = await run(market(), {
      domain: jobs,
      matches: [titles()],
      log: (line) => lines.push(line),
    });
    expect(lines.join('\n')).toMatch(/, [1-9]\d* matches,/u);
    expect(made.notes).toEqual([]);
    expect(made.metrics.sweeps.map(({ name }) => name)).toEqual([
      'Distance',
      'Age of the ad',
      'Pay',
    ]);
    for (const { points } of made.metrics.sweeps) {
      for (const { student } of points) expect(student).toBeLessThanOrEqual(4);
    }
  }, 180_000);
});
