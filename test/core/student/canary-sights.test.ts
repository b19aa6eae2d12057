import { beforeAll, describe, expect, it } from 'vitest';
import type { SchemaSource } from '../../../src/core/features/schema.ts';
import { checkCanaries, parseCanaries } from '../../../src/core/student/canaries.ts';
import { createSights, CROSS_STATES } from '../../../src/core/student/canary-sights.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { domains } from '../../../src/domains/registry.ts';
import { EVERY_MEASURE_SCHEMA } from '../../fixtures/every-measure.ts';
import { randomStudent, SOME_TERMS } from '../../fixtures/random-student.ts';
import { SMALL_LEXICON } from '../../fixtures/small-lexicon.ts';

/** The states of its crosses that the canaries of a student show. */
function statesSeen(student: Student): Set<string> {
  const encoder = createEncoder(student);
  const sightsOf = createSights(student);
  const seen = new Set<string>();
  for (const { profile, items, now } of parseCanaries(student)) {
    const { evidence } = encoder.profile(profile, now);
    for (const item of items) {
      for (const sight of sightsOf(evidence, encoder.item(item, now))) seen.add(sight);
    }
  }
  return seen;
}

describe.each([...domains.names, 'every measure'])('the canaries of %s', (name) => {
  let source: SchemaSource;
  let student: Student;
  beforeAll(async () => {
    const schema =
      name === 'every measure'
        ? { ...EVERY_MEASURE_SCHEMA, lexicon: SMALL_LEXICON }
        : (await domains.open(name)).schema;
    // The names that texts may hold are known when a student is made: a domain by itself has none yet.
    source = schema.terms
      ? { ...schema, lexicon: { ...schema.lexicon, terms: SOME_TERMS } }
      : schema;
    student = await randomStudent({ schema: source, tableRows: 4096, tower: 0 });
  });

  it('show each cross equal, unlike, and unknown on either side', () => {
    const { fields, crosses } = student.schema;
    const seen = statesSeen(student);
    const missing = crosses.flatMap((cross) => {
      const { name: cross_, kind, profileField, itemField, part } = cross;
      // The day of the ranking is always known; a cross without a profile side compares with earlier items alone.
      const states = CROSS_STATES.filter(
        (state) =>
          state !== 'between' &&
          (kind === 'age' ? state !== 'no profile' : profileField >= 0) &&
          (part === 0 || fields[itemField]!.kind === 'place'),
      );
      return states.map((state) => `${cross_}: ${state}`).filter((sight) => !seen.has(sight));
    });
    // What conditions of other fields leave to chance.
    expect(missing.length, missing.join(', ')).toBeLessThanOrEqual(2);
  });

  it('fail where the weight of any cross in an output is another one', async () => {
    const { outCross } = student.parameters.head;
    const count = outCross.length / 4;
    for (const [c, { profileField, kind }] of student.schema.crosses.entries()) {
      if (profileField < 0 && kind !== 'age') continue;
      for (const at of [2 * c, 2 * c + 1, 2 * count + 2 * c, 3 * count + 2 * c + 1]) {
        outCross[at]! ^= 1;
        await expect(checkCanaries(student), `cross ${c}`).rejects.toMatchObject({
          code: 'CANARY_FAILED',
        });
        outCross[at]! ^= 1;
      }
    }
    await checkCanaries(student);
  });

  it('are few and small', () => {
    const canaries = parseCanaries(student);
    const items = canaries.reduce((sum, canary) => sum + canary.items.length, 0);
    expect(items).toBeLessThanOrEqual(30);
    expect(student.metadata.canaries!.length).toBeLessThan(24_000);
  });
});
