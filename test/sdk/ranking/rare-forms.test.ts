import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Canary } from '../../../src/core/format/model-file.ts';
import { createLexicon } from '../../../src/core/reading/lexicon.ts';
import { RARE_FORMS } from '../../../src/core/reading/rare-forms.ts';
import { readAmount } from '../../../src/core/reading/read-amount.ts';
import { readDuration } from '../../../src/core/reading/read-duration.ts';
import { ONGOING, readTime } from '../../../src/core/reading/read-time.ts';
import { createReader } from '../../../src/core/reading/reading.ts';
import { readStudent } from '../../../src/core/student/read.ts';
import type { Profile } from '../../../src/core/types.ts';
import { createScalarEngine } from '../../../src/sdk/engines/scalar.ts';
import { createKnownItems } from '../../../src/sdk/ranking/known-items.ts';
import { createRanker } from '../../../src/sdk/ranking/ranker.ts';
import { hardValue } from '../../fixtures/hard-values.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';
import { randomStudentFile } from '../../fixtures/random-student.ts';
import { SMALL_LEXICON, smallLexicon } from '../../fixtures/small-lexicon.ts';

const lexical = await lexicalStudentFile();
const everyKind = await randomStudentFile();

/** Ranks as a first visit does, before anything but the ranking itself was fetched, or with all forms at hand. */
async function rankWith(isWhole: boolean, items: object[], profile: Profile, file: Uint8Array) {
  const student = readStudent(file);
  const { lexicon } = student.schema;
  if (isWhole) lexicon.forms = RARE_FORMS;
  const session = await createScalarEngine().open(student);
  const known = createKnownItems(student, '0'.repeat(64), session, 1000);
  const running = { name: 'scalar', reason: '', session };
  const ranker = createRanker({
    student,
    known,
    log: async () => undefined,
    journal: () => undefined,
    now: () => NOW,
    phrases: {},
    engine: () => running,
  });
  const ranking = await ranker.rank({
    handed: ranker.take(items, profile),
    options: { profile },
    pause: () => undefined,
  });
  return {
    lexicon,
    unread: ranking.unread,
    ranked: ranking.items.map(({ id, score }) => [id, score]),
  };
}

const usual = inventItems(20);
const rare = usual.map((item, i) =>
  i % 3 === 2
    ? {
        ...item,
        datePosted: '5 May 2026',
        baseSalary: '$20 – $25 an hour',
        validThrough: '1.2.2027',
      }
    : item,
);

describe('forms that few values have', () => {
  it('are not waited for where no value has one', async () => {
    const { lexicon, ranked, unread } = await rankWith(false, usual, ANALYST, lexical);
    expect(lexicon.forms).toBeUndefined();
    expect(ranked).toHaveLength(20);
    expect(unread).toEqual([]);
  });

  it('are read alike whether their code was there or had to come', async () => {
    for (const [items, profile, file] of [
      [rare, ANALYST, lexical],
      [rare, ANALYST, everyKind],
      [usual, { ...ANALYST, attributes: { desiredSalary: '50k' } }, everyKind],
    ] as const) {
      const first = await rankWith(false, [...items], profile, file);
      const whole = await rankWith(true, [...items], profile, file);
      expect(first.lexicon.forms).toBe(RARE_FORMS);
      expect(first.ranked).toEqual(whole.ranked);
      expect(first.unread).toEqual([]);
    }
  });

  it('are read by that code or not at all, whatever the value', () => {
    for (const read of [
      (value: unknown, lexicon: typeof smallLexicon) => readTime(value, lexicon),
      (value: unknown, lexicon: typeof smallLexicon) => readTime(value, lexicon, true),
      (value: unknown, lexicon: typeof smallLexicon) => readDuration(value, lexicon),
      (value: unknown, lexicon: typeof smallLexicon) =>
        readAmount(value, { per: 'year', min: 10_000, max: 500_000 }, lexicon),
    ]) {
      fc.assert(
        fc.property(hardValue, (value) => {
          const bare = createLexicon(SMALL_LEXICON);
          let found;
          try {
            found = read(value, bare);
          } catch {
            expect(bare.wantsForms).toBe(true);
            return;
          }
          expect(found).toEqual(read(value, smallLexicon));
        }),
      );
    }
  });

  it('are in no canary, so that no start waits for them', () => {
    const shipped = new URL('../../../models/jobs-en.safetensors', import.meta.url);
    for (const bytes of [readFileSync(shipped), lexical, everyKind]) {
      const { schema, metadata } = readStudent(bytes);
      const read = createReader(schema);
      for (const { profile, items, now } of JSON.parse(metadata.canaries!) as Canary[]) {
        read('profile', profile, now);
        for (const item of items) read('item', item, now);
      }
      expect(schema.lexicon.wantsForms).toBeUndefined();
    }
  });

  it('are none of those that most pages have', () => {
    const bare = createLexicon(SMALL_LEXICON);
    const day = Date.UTC(2026, 4, 5);
    for (const [value, time] of [
      ['2026-05-05', day],
      ['2026-05-05T00:00', day],
      ['2026-05-05T10:30:00.250Z', day + 37_800_250],
      ['2026-05-05 02:00:00+02:00', day],
      ['2026-05-05T00:00:00-0500', day + 18_000_000],
      ['2026-05', Date.UTC(2026, 4)],
      ['2026', Date.UTC(2026, 0)],
      [day, day],
      ['2026-02-30', NaN],
      ['2026-05-05T25:00', NaN],
      ['soon', NaN],
      ['', NaN],
      ['Present', ONGOING],
    ] as const) {
      expect(readTime(value, bare), String(value)).toBe(time);
      expect(readTime(value, smallLexicon), String(value)).toBe(time);
    }
    for (const value of [50_000, '50000', '50000.00', { minValue: '40000', maxValue: 60_000 }]) {
      expect(readAmount(value, {}, bare)).toEqual(readAmount(value, {}, smallLexicon));
    }
    expect(readAmount('a competitive salary', {}, bare)).toBeUndefined();
    expect(bare.wantsForms).toBeUndefined();
  });
});
