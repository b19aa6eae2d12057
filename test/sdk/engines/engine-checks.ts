import type { Engine, EngineSession } from '../../../src/core/engine.ts';
import { crossFeatures } from '../../../src/core/features/crosses.ts';
import type { ProfileEvidence } from '../../../src/core/features/evidence.ts';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import { createRandom, type Random } from '../../../src/core/math/random.ts';
import { createAffinities } from '../../../src/core/personalization/affinity.ts';
import { topK } from '../../../src/core/math/top-k.ts';
import { foldProfile, type Query } from '../../../src/core/student/fold.ts';
import { scoreItems } from '../../../src/core/student/score.ts';
import { itemCodeBytes, type Student } from '../../../src/core/student/student.ts';
import { checkSession } from '../../../src/sdk/engines/check-session.ts';
import {
  EVERY_KIND,
  randomStudent,
  SIX_OUTPUTS,
  type RandomStudentOptions,
} from '../../fixtures/random-student.ts';
import { ENCODE_CHECKS } from './encode-checks.ts';
import { randomCodes, randomEvidence } from './random-pairs.ts';

/*
 * What every engine must do, as plain functions that throw, so that the same checks run under vitest and in
 * a browser's page.
 */

/** One check of an engine. It throws where the engine gives anything but the definition's bits. */
export interface EngineCheck {
  name: string;
  run(engine: Engine): Promise<void>;
}

const COUNTS = [1, 15, 17, 1023, 5000];
const WIDTHS = [1, 8, 16, 31, 33, 64, 128, 200];
/** One, three and six; all other checks have two. */
const OUTPUTS = [['purchase'], SIX_OUTPUTS.slice(0, 3), SIX_OUTPUTS];
const HIDDEN = [16, 1, 5, 32, 7, 12, 64, 3];

const NO_CROSSES: SchemaSource = { ...EVERY_KIND, name: 'no-crosses', measures: [] };
const MANY_CROSSES: SchemaSource = {
  ...EVERY_KIND,
  name: 'many-crosses',
  measures: Array.from({ length: 15 }, (_, i) => ({
    name: `cross-${i}`,
    ...(
      [
        { kind: 'overlap', item: 'skills', slots: 1 + i },
        { kind: 'distance', item: 'place', slots: 1 + (i % 3) },
        { kind: 'difference', item: 'pay' },
        { kind: 'age', item: 'posted' },
        { kind: 'mentions', profile: 'skills', share: i % 2 === 0 ? 'item' : 'profile' },
      ] as const
    )[i % 5]!,
  })),
};

/** Opens a session, hands it over, and closes it whatever happens. */
export async function withSession(
  engine: Engine,
  student: Student,
  use: (session: EngineSession) => Promise<void>,
): Promise<void> {
  const session = await engine.open(student);
  try {
    await use(session);
  } finally {
    session.close();
  }
}

/** The definition's outputs. */
export function expectedOutputs(
  student: Student,
  query: Query,
  evidence: ProfileEvidence,
  codes: Uint8Array,
  slots: Uint32Array,
): Int32Array {
  const stride = itemCodeBytes(student);
  const { crossFeatures: features, width } = query;
  const crosses = new Uint8Array(features * slots.length);
  for (let n = 0; n < slots.length; n++) {
    const at = slots[n]! * stride + width;
    crossFeatures(student.schema, evidence, codes, at, crosses, n * features);
  }
  const out = new Int32Array(student.outputs.length * slots.length);
  scoreItems(query, new Int8Array(codes.buffer), stride, slots, crosses, out);
  return out;
}

export function assertSame(got: ArrayLike<number>, want: ArrayLike<number>, what: string): void {
  if (got.length !== want.length) {
    throw new Error(`${what}: ${got.length} numbers in place of ${want.length}`);
  }
  for (let i = 0; i < want.length; i++) {
    if (got[i] !== want[i]) throw new Error(`${what}: [${i}] is ${got[i]}, not ${want[i]}`);
  }
}

/** Scores random codes in a random order, with repetitions, and compares. */
async function checkScores(
  engine: Engine,
  options: RandomStudentOptions,
  counts: readonly number[],
  change: (weights: Int8Array, random: Random) => void = () => {},
): Promise<void> {
  const student = await randomStudent({ tableRows: 8, tower: 0, ...options });
  const random = createRandom(`scores/${options.width}/${options.seed}`);
  const { width } = student.parameters;
  const stride = itemCodeBytes(student);
  await withSession(engine, student, async (session) => {
    for (const count of counts) {
      const codes = randomCodes(student, count, random, options.extreme);
      session.reserve(count);
      for (let n = 0; n < count; n++) {
        session.write(n, codes.subarray(n * stride, (n + 1) * stride));
      }
      const profile = Int8Array.from({ length: width }, () =>
        options.extreme ? random.pick([-127, 127]) : random.integer(255) - 127,
      );
      const query = foldProfile(student.parameters, profile);
      change(query.weights, random);
      const evidence = randomEvidence(student.schema, random);
      const slots = Uint32Array.from({ length: count }, (_, n) =>
        n % 3 === 0 ? random.integer(count) : n,
      );
      const out = new Int32Array(student.outputs.length * count);
      await session.score(query, evidence, slots, out);
      const want = expectedOutputs(student, query, evidence, codes, slots);
      assertSame(out, want, `width ${width}, ${count} items`);
    }
  });
}

/** Every check; a slow engine may leave out the longest lists. */
export function engineChecks(maxCount = Infinity): EngineCheck[] {
  const counts = COUNTS.filter((count) => count <= maxCount);
  const checks: EngineCheck[] = WIDTHS.map((width, i) => ({
    name: `scores lists of ${counts.join(', ')} items at width ${width}`,
    run: (engine) => checkScores(engine, { width, hidden: HIDDEN[i]!, seed: i }, counts),
  }));
  checks.push(
    {
      name: 'scores with weights and codes that reach the bounds of the accumulators',
      async run(engine) {
        for (const width of [31, 200, 384]) {
          const options = { width, hidden: 24, seed: 'extreme', extreme: true };
          await checkScores(engine, options, [1, 64, 300]);
        }
      },
    },
    {
      name: 'scores with folded weights of seven bits, and with some of eight',
      async run(engine) {
        for (const width of [3, 16, 31, 128]) {
          for (const [chance, extreme] of [
            [0, true],
            [0.5 / width, true],
            [0.1 / width, false],
          ] as const) {
            const options = { width, hidden: 23, seed: 'seven', extreme };
            await checkScores(engine, options, [1, 17, 1023], (weights, random) => {
              for (let i = 0; i < weights.length; i++) {
                const choices = random.next() < chance ? [64, -65, 127, -127] : [-64, 63, -1, 0, 5];
                weights[i] = random.pick(choices);
              }
            });
          }
        }
      },
    },
    {
      name: 'scores without hidden units, without crosses, and with many crosses',
      async run(engine) {
        await checkScores(engine, { width: 24, hidden: 0, seed: 2 }, [1, 40]);
        await checkScores(engine, { width: 24, hidden: 6, schema: NO_CROSSES }, [1, 40]);
        await checkScores(engine, { width: 24, hidden: 6, schema: MANY_CROSSES }, [9, 400]);
      },
    },
    ...OUTPUTS.map((outputs) => ({
      name: `scores with ${outputs.length} outputs, and gives its canaries`,
      async run(engine: Engine) {
        for (const [width, hidden, schema] of [
          [33, 23, EVERY_KIND],
          [16, 0, MANY_CROSSES],
          [128, 4, NO_CROSSES],
        ] as const) {
          await checkScores(engine, { width, hidden, schema, outputs }, [1, 9, 400]);
        }
        const extreme = { width: 31, hidden: 20, extreme: true, outputs };
        await checkScores(engine, extreme, [1, 300]);
        const student = await randomStudent({ outputs });
        await withSession(engine, student, (session) => checkSession(student, session));
      },
    })),
    {
      name: 'scores nothing, and equal items equally',
      async run(engine) {
        const student = await randomStudent({ width: 33, tableRows: 8 });
        const stride = itemCodeBytes(student);
        const random = createRandom('ties');
        const query = foldProfile(student.parameters, new Int8Array(33).fill(5));
        const evidence = randomEvidence(student.schema, random);
        await withSession(engine, student, async (session) => {
          await session.score(query, evidence, new Uint32Array(0), new Int32Array(0));
          const codes = randomCodes(student, 3, random);
          session.reserve(30);
          for (let n = 0; n < 30; n++) {
            session.write(n, codes.subarray((n % 3) * stride, ((n % 3) + 1) * stride));
          }
          const out = new Int32Array(60);
          const slots = Uint32Array.from({ length: 30 }, (_, n) => n);
          await session.score(query, evidence, slots, out);
          const policy = Array.from(slots, (n) => out[2 * n]!);
          for (let n = 3; n < 30; n++) {
            if (policy[n] !== policy[n - 3]) throw new Error(`equal items differ at ${n}`);
          }
          // Ties keep the order of the input.
          const order = topK(policy, 30);
          for (let r = 1; r < 30; r++) {
            const [a, b] = [order[r - 1]!, order[r]!];
            if (policy[a] === policy[b] && a > b)
              throw new Error(`tie ranked out of order at ${r}`);
          }
        });
      },
    },
    {
      name: 'keeps its codes when it makes room for more, and takes others in their place',
      async run(engine) {
        const student = await randomStudent({ width: 17, hidden: 9, tableRows: 8 });
        const stride = itemCodeBytes(student);
        const random = createRandom('growth');
        const query = foldProfile(student.parameters, new Int8Array(17).fill(-9));
        await withSession(engine, student, async (session) => {
          const codes = randomCodes(student, 4000, random);
          for (const [from, to] of [
            [0, 5],
            [5, 700],
            [700, 4000],
            [2, 9],
          ] as const) {
            session.reserve(to);
            if (from === 2) codes.set(randomCodes(student, to - from, random), from * stride);
            for (let n = from; n < to; n++) {
              session.write(n, codes.subarray(n * stride, (n + 1) * stride));
            }
            const known = Math.max(to, from === 2 ? 4000 : 0);
            assertSame(
              session.codes().subarray(0, known * stride),
              codes.subarray(0, known * stride),
              'codes',
            );
            const evidence = randomEvidence(student.schema, random);
            const slots = Uint32Array.from({ length: known }, (_, n) => known - 1 - n);
            const out = new Int32Array(2 * known);
            await session.score(query, evidence, slots, out);
            assertSame(
              out,
              expectedOutputs(student, query, evidence, codes, slots),
              `${known} items`,
            );
          }
        });
      },
    },
    {
      name: 'compares items with one of the past, where it can',
      async run(engine) {
        for (const [width, schema] of [
          [31, MANY_CROSSES],
          [128, EVERY_KIND],
          [8, NO_CROSSES],
        ] as const) {
          const student = await randomStudent({ width, schema, tableRows: 8 });
          const { crosses } = student.schema;
          const stride = itemCodeBytes(student);
          const random = createRandom(`affinities/${width}`);
          const compare = createAffinities(student.schema, width);
          const row = new Float64Array(1 + crosses.length);
          await withSession(engine, student, async (session) => {
            await session.loadAffinities?.();
            if (session.affinities === undefined) return;
            const count = 2500;
            const codes = randomCodes(student, count, random);
            session.reserve(count);
            for (let n = 0; n < count; n++) {
              session.write(n, codes.subarray(n * stride, (n + 1) * stride));
            }
            const slots = Uint32Array.from({ length: count }, () => random.integer(count));
            for (let i = 0; i < 3; i++) {
              const past = randomCodes(student, 1, random);
              const dots = new Int32Array(count);
              const shares = new Uint8Array(count * crosses.length);
              session.affinities(past, slots, dots, shares);
              for (let n = 0; n < count; n++) {
                compare(codes, slots[n]! * stride, past, row);
                const got = [
                  dots[n]! / 65_536,
                  ...crosses.map(
                    ({ kind }, c) => shares[c * count + n]! / (kind === 'difference' ? 64 : 127),
                  ),
                ];
                assertSame(got, row, `affinities of ${slots[n]} at width ${width}`);
              }
            }
          });
        }
      },
    },
    {
      name: 'runs two students at a time, and two sessions of one',
      async run(engine) {
        const students = await Promise.all([
          randomStudent({ width: 32, seed: 1 }),
          randomStudent({ width: 40, seed: 2 }),
          randomStudent({ width: 40, seed: 2 }),
        ]);
        const sessions = await Promise.all(students.map((student) => engine.open(student)));
        for (const [i, student] of students.entries()) await checkSession(student, sessions[i]!);
        sessions[1]!.close();
        await checkSession(students[2]!, sessions[2]!);
        sessions[0]!.close();
        sessions[2]!.close();
      },
    },
  );
  return [...checks, ...ENCODE_CHECKS];
}
