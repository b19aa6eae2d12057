import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import type { WeightsByAffinity } from '../../../src/core/format/prior.ts';
import { TOGETHER } from '../../../src/core/personalization/affinity.ts';
import { personalScores } from '../../../src/core/personalization/personal-scores.ts';
import type { Signal } from '../../../src/core/personalization/signals.ts';
import { itemCodeBytes } from '../../../src/core/student/student.ts';
import { createScalarEngine } from '../../../src/sdk/engines/scalar.ts';
import { createWasmEngine } from '../../../src/sdk/engines/wasm/engine.ts';
import { createPersonalScorer } from '../../../src/sdk/ranking/personal-scorer.ts';
import { EVERY_KIND, randomStudent } from '../../fixtures/random-student.ts';
import { randomCodes } from '../engines/random-pairs.ts';

const NOW = Date.UTC(2024, 1, 2);

describe.each([
  ['scalar', createScalarEngine],
  ['wasm', createWasmEngine],
])('personal scores by the %s engine', (_name, create) => {
  it.each([
    [300, 0],
    [300, 16],
    [20_000, 0],
    [9000, 16],
  ])(
    'are those of the definition for %i items with %i bytes of a log',
    async (count, togetherBytes) => {
      const random = createRandom('personal');
      const student = await randomStudent({
        width: 24,
        tableRows: 8,
        schema: EVERY_KIND,
        togetherBytes,
        map: togetherBytes > 0,
      });
      const names = ['content', 'title', 'skills', 'pay', 'distance', 'employer'];
      const randomWeights = (): WeightsByAffinity =>
        Object.fromEntries(
          [...names, TOGETHER].map((name) => [
            name,
            {
              mean: random.next() - 0.3,
              max: random.next(),
              last: random.integer(2),
              // Of what has no rarity too, where it counts nothing; and left out, as in older files.
              ...(name === 'title' ? {} : { rare: random.next(), away: random.next() }),
            },
          ]),
        );
      student.personalization = {
        ...student.personalization,
        affinityWeights: randomWeights(),
        ...(togetherBytes > 0 && { togetherWeights: randomWeights(), caution: 2, accrues: true }),
      };
      const stride = itemCodeBytes(student);
      const session = await create().open(student);
      const codes = randomCodes(student, count, random);
      session.reserve(count);
      for (let n = 0; n < count; n++) session.write(n, codes.slice(n * stride, (n + 1) * stride));
      const scorer = createPersonalScorer(student);
      const signals: Signal[] = [];
      let slots = Uint32Array.from({ length: count }, (_, n) => n);
      for (let step = 0; step < (count > 1000 ? 25 : 40); step++) {
        if (step === 5) slots = slots.map((slot) => count - 1 - slot);
        if (step === 12) slots = slots.slice(0, count / 3);
        if (step === 7) signals.splice(2, 1);
        // As at the most that are kept: the oldest gives way.
        if (step > 30) signals.shift();
        signals.push({
          itemId: `item-${step}`,
          type: random.pick(Object.keys(student.personalization.signalWeights)),
          at: NOW - random.integer(20) * 86_400_000,
          code: randomCodes(student, 1, random),
        });
        if (count > 1000 && step % 6 !== 0) continue;
        const got = await scorer.score(session, signals, NOW, slots, 1, () => undefined);
        const want = personalScores({
          schema: student.schema,
          width: 24,
          prior: student.personalization,
          signals,
          now: NOW,
          codes,
          stride,
          slots,
        });
        expect(got).toEqual(want);
      }
      session.close();
    },
  );

  it('are those of the definition after a ranking that was called off, and beside another', async () => {
    const random = createRandom('beside');
    const student = await randomStudent({ width: 24, tableRows: 8, schema: EVERY_KIND });
    const stride = itemCodeBytes(student);
    const session = await create().open(student);
    const codes = randomCodes(student, 50, random);
    session.reserve(50);
    for (let n = 0; n < 50; n++) session.write(n, codes.slice(n * stride, (n + 1) * stride));
    const scorer = createPersonalScorer(student);
    const slots = Uint32Array.from({ length: 50 }, (_, n) => n);
    const signals: Signal[] = [];
    for (let i = 0; i < 9; i++) {
      const code = randomCodes(student, 1, random);
      signals.push({ itemId: `item-${i}`, type: 'click', at: NOW - i, code });
    }
    const want = (some: Signal[]): Float64Array =>
      personalScores({
        schema: student.schema,
        width: 24,
        prior: student.personalization,
        signals: some,
        now: NOW,
        codes,
        stride,
        slots,
      });
    const three = signals.slice(0, 3);
    expect(await scorer.score(session, three, NOW, slots, 1, () => undefined)).toEqual(want(three));
    let left = 4;
    const callOff = (): Promise<void> | undefined =>
      left-- > 0 ? undefined : Promise.reject(new Error('Called off.'));
    await expect(scorer.score(session, signals, NOW, slots, 1, callOff)).rejects.toThrow('off');
    const six = signals.slice(3);
    const [one, other] = await Promise.all([
      scorer.score(session, six, NOW, slots, 1, () => Promise.resolve()),
      scorer.score(session, signals, NOW, slots, 1, () => Promise.resolve()),
    ]);
    expect(one).toEqual(want(six));
    expect(other).toEqual(want(signals));
    expect(await scorer.score(session, three, NOW, slots, 1, () => undefined)).toEqual(want(three));
    session.close();
  });
});
