import { describe, expect, it } from 'vitest';
import { createExplainer } from '../../../src/core/explain/explain.ts';
import { createPhrases } from '../../../src/core/explain/phrases.ts';
import type { Reason } from '../../../src/core/explain/reason.ts';
import { compareReasons, MAX_REASONS } from '../../../src/core/explain/summary.ts';
import { createTeller } from '../../../src/core/explain/teller.ts';
import { createRandom, type Random } from '../../../src/core/math/random.ts';
import { personalScores } from '../../../src/core/personalization/personal-scores.ts';
import type { Signal } from '../../../src/core/personalization/signals.ts';
import { inventObject, INVENTED_NOW, setPath } from '../../../src/core/student/invent-object.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { domains } from '../../../src/domains/registry.ts';
import { EVERY_MEASURE_SCHEMA } from '../../fixtures/every-measure.ts';
import { randomStudent, SOME_TERMS } from '../../fixtures/random-student.ts';
import { SMALL_LEXICON } from '../../fixtures/small-lexicon.ts';
import { prepareList } from './prepare-list.ts';

/** Usual words that say that something fits, or does not: none of them may be told of a number of the other sign. */
const FITS =
  /^(?!only |less |no |none |another |not |far )(.*\bas yours\b|.* of your \d|words of your|close to|closer to|related to|around the corner|you opened|near \d+ that you opened|.* like \d+ that you opened)/;
const FITS_NOT =
  /^(no word of|none of your|another .* than yours|far from|less close|only |not like|not near|you dismissed|near \d+ that you dismissed|.* unlike what you opened|.* like \d+ that you dismissed)/;

/** Whether a text is told against its sign; of comparisons what stands before the brackets. */
function isContradiction({ contribution, text }: Reason): boolean {
  const [said] = text.split(' (there: ');
  if (said!.startsWith('there: ')) {
    return isContradiction({ contribution: -contribution, text: said!.slice(7) } as Reason);
  }
  return contribution > 0.005 ? FITS_NOT.test(said!) : contribution < -0.005 && FITS.test(said!);
}

/** An item that has some of what the profile has. */
function inventLike(student: Student, profile: object, random: Random): object {
  const item = inventObject(student.schema, 'item', random);
  for (const { itemField, profileField } of student.schema.crosses) {
    const [path, own] = [
      student.schema.fields[itemField]?.paths.item[0],
      student.schema.fields[profileField]?.paths.profile[0],
    ];
    if (path === undefined || own === undefined || random.next() < 0.6) continue;
    const value = own.reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[key],
      profile,
    );
    const copy = {};
    if (value !== undefined) setPath(copy, path, value);
    Object.assign(item, copy);
  }
  return item;
}

const close = (value: number) => expect.closeTo(value, 8 - Math.log10(1 + Math.abs(value)));
const sum = (reasons: readonly Reason[]): number =>
  reasons.reduce((total, { contribution }) => total + contribution, 0);

describe.each([...domains.names, 'every measure'])('the reasons of %s', (name) => {
  it.each([1, 2, 3])(
    'are few, exact, and never read against their sign (seed %i)',
    async (seed) => {
      const schema =
        name === 'every measure'
          ? { ...EVERY_MEASURE_SCHEMA, lexicon: { ...SMALL_LEXICON, terms: SOME_TERMS } }
          : (await domains.open(name)).schema;
      const student = await randomStudent({ schema, seed, tableRows: 512, tower: 0, width: 16 });
      const random = createRandom(`${name}/${seed}`);
      const profile = inventObject(student.schema, 'profile', random);
      const items = Array.from({ length: 24 }, () => inventLike(student, profile, random));
      const list = prepareList(student, profile, items, [0.4, 0.6], INVENTED_NOW);
      const signals: Signal[] = [1, 2, 3].map((i) => ({
        itemId: String(i),
        type: i === 3 ? 'dismiss' : 'click',
        at: INVENTED_NOW - i,
        code: list.codes.slice(i * list.stride, (i + 1) * list.stride),
      }));
      const personal = personalScores({
        schema: student.schema,
        width: student.parameters.width,
        prior: student.personalization,
        signals,
        now: INVENTED_NOW,
        codes: list.codes,
        stride: list.stride,
        slots: list.slots,
      });
      const scores = list.scores.map((score, i) => score + personal[i]!);
      const phrases = createPhrases(student.schema);
      const explain = await createExplainer({
        ...list,
        student,
        profile,
        signals,
        scores,
        phrases,
        limits: [],
        now: INVENTED_NOW,
        weights: [0.4, 0.6],
      });
      const all = items.map((item, index) =>
        explain(
          {
            item,
            index,
            outputs: [list.out[2 * index]!, list.out[2 * index + 1]!],
            limits: 0,
            isHeld: false,
          },
          list.codes,
        ),
      );
      const mean = scores.reduce((total, score) => total + score / scores.length, 0);
      const teller = createTeller(student.schema, phrases);
      for (const [i, reasons] of all.entries()) {
        expect(reasons.length).toBeLessThanOrEqual(MAX_REASONS);
        expect(sum(reasons)).toEqual(close(scores[i]! - mean));
        expect(reasons.filter(isContradiction)).toEqual([]);
        const compared = compareReasons(reasons, all[(i + 1) % all.length]!, teller);
        expect(compared.length).toBeLessThanOrEqual(MAX_REASONS);
        expect(sum(compared)).toEqual(close(scores[i]! - scores[(i + 1) % all.length]!));
        expect(compared.filter(isContradiction)).toEqual([]);
        for (const { text } of [...reasons, ...compared]) {
          expect(text).toMatch(/\S/);
          expect(text).not.toMatch(/undefined|NaN|\{/);
        }
      }
      expect(all.flat().some(({ facts }) => facts.kind === 'measure')).toBe(true);
    },
  );
});
