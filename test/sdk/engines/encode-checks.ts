import type { Engine, EngineSession } from '../../../src/core/engine.ts';
import type { ProfileEvidence } from '../../../src/core/features/evidence.ts';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import { createRandom, type Random } from '../../../src/core/math/random.ts';
import { createEncoderWith } from '../../../src/core/student/encode-with.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { inventObject } from '../../../src/core/student/invent-object.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { checkSession } from '../../../src/sdk/engines/check-session.ts';
import { HARD_TEXTS, TERM_TEXTS } from '../../fixtures/hard-values.ts';
import { EVERY_MEASURE_SCHEMA } from '../../fixtures/every-measure.ts';
import { EVERY_KIND, randomStudent } from '../../fixtures/random-student.ts';
import { SMALL_LEXICON } from '../../fixtures/small-lexicon.ts';
import { assertSame, withSession, type EngineCheck } from './engine-checks.ts';

const NOW = Date.UTC(2024, 1, 2);
const SIZES = [1, 15, 17, 1023, 5000];
const WIDTHS = [1, 8, 16, 31, 33, 64, 128, 200];
const TOWERS = [0, 1, 8, 16, 24, 33, 64, 100];

/** Beside every kind of field: limits at their ends, and fields that serve crosses alone or the embedding alone. */
const TEXT_SCHEMA: SchemaSource = {
  ...EVERY_KIND,
  name: 'texts',
  fields: [
    ...EVERY_KIND.fields,
    { name: 'long', kind: 'text', item: 'long', profile: 'long', grams: true, maxWords: 512 },
    { name: 'one', kind: 'text', item: 'long', maxWords: 1 },
    { name: 'few', kind: 'tags', item: ['few', 'long'], profile: 'few', maxWords: 7 },
    { name: 'words', kind: 'tags', item: 'few', profile: 'few', grams: false, embed: false },
    { name: 'months', kind: 'number', item: 'months', profile: 'work', min: 0, max: 240 },
    { name: 'since', kind: 'time', item: 'datePosted', embed: true },
  ],
  measures: [
    ...EVERY_KIND.measures!,
    { name: 'long', kind: 'overlap', item: 'long', slots: 32 },
    { name: 'longest', kind: 'overlap', item: 'long', slots: 64, perText: true },
    { name: 'few', kind: 'overlap', item: 'few' },
    { name: 'words', kind: 'overlap', item: 'words', slots: 3 },
    { name: 'months', kind: 'difference', item: 'months' },
  ],
};

/** Encodes objects with the session and by the definition: codes, dense profiles and evidence must be equal. */
function compareObjects(
  student: Student,
  session: EngineSession,
  objects: readonly object[],
  what: string,
): void {
  const encoder = createEncoderWith(student, session.encode);
  const definition = createEncoder(student);
  for (const [i, object] of objects.entries()) {
    const label = `${what} ${i}`;
    assertSame(encoder.item(object, NOW), definition.item(object, NOW), `${label} as an item`);
    const got = encoder.profile(object, NOW);
    const want = definition.profile(object, NOW);
    assertSame(got.dense, want.dense, `${label} as a profile`);
    const bytes = (evidence: ProfileEvidence): Uint8Array => new Uint8Array(evidence.facts.buffer);
    assertSame(bytes(got.evidence), bytes(want.evidence), `${label}: the facts of the profile`);
    if (JSON.stringify(got.evidence) !== JSON.stringify(want.evidence)) {
      throw new Error(`${label}: the evidence of the profile differs`);
    }
  }
}

/** What binds, parts and ends names, and names. */
const BINDINGS =
  "R|Go|SQL|Excel|machine|learning|mi|and|NET|C++|x|s|3|.|. |..|&| & |-|’|'|_|/|: |, |\n|…|–|\u2010|\u2011|+|#|€|₹|→|★|\u2028| ".split(
    '|',
  );

const PIECES: readonly ((random: Random) => string)[] = [
  (random) => random.pick(random.next() < 0.5 ? HARD_TEXTS : TERM_TEXTS),
  (random) =>
    random.pick(['nurse ', 'Sales ', 'C++', 'c#d', ' ', '+', '#', 's', 'ss ', ', ', '\n']),
  // Words around the length to which the kernel remembers them, and the same ones again.
  (random) => {
    const word = 'abcdefghij0123456789'.slice(random.integer(3), random.integer(20));
    const written = random.pick([word, word.toUpperCase(), `${word}s`, `B${word}`, `${word}é`]);
    return random.pick([' ', ' ', ' ', ', ', '. ', '-']) + written;
  },
  (random) => String.fromCharCode(random.integer(0x10000)),
  (random) => String.fromCharCode(random.integer(0x250)).repeat(1 + random.integer(4)),
  (random) =>
    random.pick(['\ud83d', '\udc00', '\u0301', '’', '–', '\u2017', '\u00a0', 'K', 'İ', 'Σ']),
  (random) => String.fromCodePoint(0x10000 + random.integer(0x2fffe - 0x10000)),
];

function inventText(random: Random): string {
  // Half of them ASCII, as most pages are.
  const kinds = random.next() < 0.5 ? [PIECES[1]!] : PIECES;
  if (random.next() < 0.2) return Array.from({ length: 12 }, () => PIECES[2]!(random)).join('');
  if (random.next() < 0.3) {
    return Array.from({ length: random.integer(20) }, () => random.pick(BINDINGS)).join('');
  }
  return Array.from({ length: random.integer(12) }, () => random.pick(kinds)(random)).join('');
}

/** An object with texts of every sort at every path of {@link TEXT_SCHEMA}. */
function inventTexts(random: Random): object {
  const text = (): string => inventText(random);
  const texts = (most: number): string[] => Array.from({ length: random.integer(most) }, text);
  const place = { city: text(), region: text(), countryCode: text() };
  return {
    title: text(),
    skills: texts(9),
    employmentType: texts(3),
    jobLocation: random.pick([place, [place, text()], text()]),
    long: texts(20),
    few: texts(5),
    months: random.integer(300) - 20,
    datePosted: random.pick(['2023-11-05', '2024', 'soon']),
    hiringOrganization: { name: text() },
    baseSalary: random.pick([0, 1e5, 23_456.7, '45k', text()]),
    basics: { label: text(), location: random.pick([place, text()]) },
    attributes: { employmentType: text() },
    work: [{ startDate: '2019-03', endDate: '2021' }, { startDate: '2022' }],
  };
}

const ofSize = (unit: string, size: number): string =>
  unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** What every engine must do with texts. */
export const ENCODE_CHECKS: readonly EngineCheck[] = [
  {
    name: 'encodes texts of every script, whole and broken',
    async run(engine: Engine) {
      for (const [i, width] of WIDTHS.entries()) {
        const student = await randomStudent({
          width,
          hidden: 2,
          tower: TOWERS[i]!,
          tableRows: [1, 97, 4096, 5000, 256, 1000, 3, 65_537][i]!,
          seed: i,
          extreme: i % 3 === 2,
          schema: TEXT_SCHEMA,
        });
        const random = createRandom(`texts/${i}`);
        await withSession(engine, student, async (session) => {
          const objects = Array.from({ length: 60 }, () => inventTexts(random));
          compareObjects(student, session, objects, `width ${width}, text`);
        });
      }
    },
  },
  {
    name: `encodes texts of ${SIZES.join(', ')} units, of one word and of many`,
    async run(engine: Engine) {
      const student = await randomStudent({ width: 40, tower: 16, schema: TEXT_SCHEMA });
      await withSession(engine, student, async (session) => {
        for (const size of SIZES) {
          const units = ['a', 'ab ', 'Word, and more; ', 'é', '개 ', '\ufb03', 'x\u2013', '. '];
          const objects = units.flatMap((unit) => {
            const text = ofSize(unit, size);
            return [{ title: text }, { long: [text, text], few: [text], skills: text }];
          });
          compareObjects(student, session, objects, `${size} units, text`);
        }
      });
    },
  },
  {
    name: 'encodes objects far beyond the usual size, and ordinary ones after them',
    async run(engine: Engine) {
      for (const extreme of [false, true]) {
        const student = await randomStudent({ width: 33, extreme, schema: TEXT_SCHEMA });
        const random = createRandom('huge');
        const huge = [
          { long: ofSize('one word after another ', 20_000) },
          { title: 'x'.repeat(20_000), skills: ['y'.repeat(19_999), 'z'] },
          { long: Array.from({ length: 20 }, () => ofSize('\ufdfa', 1000)) },
          { skills: Array.from({ length: 64 }, (_, i) => `${'京'.repeat(900)} ${i}`) },
          { few: Array.from({ length: 300 }, (_, i) => `tag${i} b`), long: ofSize('a ', 5000) },
          { jobLocation: Array.from({ length: 200 }, (_, i) => `Town ${i}, R${i}, US`) },
          { title: ' '.repeat(20_000), long: Array.from({ length: 60 }, () => ofSize('; ', 9000)) },
          { long: Array.from({ length: 300 }, () => 'the same word again') },
        ];
        await withSession(engine, student, async (session) => {
          session.reserve(3);
          session.codes().fill(7);
          for (const [i, object] of huge.entries()) {
            compareObjects(student, session, [object, inventTexts(random)], `huge ${i}, text`);
          }
          session.reserve(50_000);
          const few = session.codes().subarray(0, (3 * session.codes().length) / 50_000);
          if (few.some((byte) => byte !== 7)) throw new Error('a long text has changed codes');
          compareObjects(student, session, [huge[2]!, inventTexts(random)], 'after growth, text');
        });
      }
    },
  },
  {
    name: 'has room for values that name several categories each',
    async run(engine: Engine) {
      const fields = EVERY_MEASURE_SCHEMA.fields.map((field) =>
        field.name === 'type' ? { ...field, vocabulary: 'employment' } : field,
      );
      const schema = { ...EVERY_MEASURE_SCHEMA, fields, lexicon: SMALL_LEXICON };
      const student = await randomStudent({ width: 33, schema });
      const all = 'full time, part time, regular, contractor, intern';
      const objects = [
        { type: Array.from({ length: 64 }, () => all), words: 'and more' },
        { type: ['vollzeit', all, 'other'], skills: ['a'] },
        { type: Array.from({ length: 200 }, (_, i) => `${i} ${all}`), until: '2024-01-01' },
      ];
      await withSession(engine, student, async (session) => {
        for (let i = 0; i < 3; i++) compareObjects(student, session, objects, 'categories');
      });
    },
  },
  {
    name: 'encodes the facts of every kind of field, and passes canaries that have them',
    async run(engine: Engine) {
      const student = await randomStudent({ width: 33, schema: EVERY_MEASURE_SCHEMA });
      const random = createRandom('facts');
      await withSession(engine, student, async (session) => {
        for (const side of ['item', 'profile'] as const) {
          const objects = Array.from({ length: 60 }, () =>
            inventObject(student.schema, side, random),
          );
          compareObjects(student, session, objects, `facts of ${side}`);
        }
        await checkSession(student, session);
      });
    },
  },
  {
    name: 'encodes items and profiles, and passes the canaries of every table format',
    async run(engine: Engine) {
      for (const format of ['int8', 'int4', 'ternary'] as const) {
        const student = await randomStudent({ width: 48, format, seed: format });
        const random = createRandom(`objects/${format}`);
        await withSession(engine, student, async (session) => {
          for (const side of ['item', 'profile'] as const) {
            const objects = Array.from({ length: 25 }, () =>
              inventObject(student.schema, side, random),
            );
            compareObjects(student, session, objects, side);
          }
          await checkSession(student, session);
        });
      }
    },
  },
];
