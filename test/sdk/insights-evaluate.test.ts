import { expect, it } from 'vitest';
import { createRandom } from '../../src/core/math/random.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import type { HistoryEvent, Slate } from '../../src/core/types.ts';
import { evaluateSlates } from '../../src/distill/evaluate/evaluate-slates.ts';
import { createModelScorers } from '../../src/distill/evaluate/model-scorer.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import { ANALYST, inventItems, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const SESSIONS = 40;
const MINUTE_MS = 60_000;

it('tells of replayed sessions what the build step measures of them', async () => {
  const model = await lexicalStudentFile();
  let clock = NOW;
  const reranker = await createReranker({ model, storage: 'memory', now: () => clock });
  const random = createRandom('replay');
  const items = new Map<string, (typeof all)[number]>();
  const all = Array.from({ length: SESSIONS }, (_, session) =>
    inventItems(40, session).map((item, i) => ({ ...item, identifier: `${session}-${i}` })),
  ).flat();
  for (const item of all) items.set(item.identifier, item);

  const history: HistoryEvent[] = [];
  const slates: Slate[] = [];
  for (let session = 0; session < SESSIONS; session++) {
    clock = NOW + session * MINUTE_MS;
    const shown = all.slice(40 * session, 40 * (session + 1));
    const ranking = await reranker.rank(shown, { profile: ANALYST });
    const { id } = ranking.items[Math.floor(15 * random.next() ** 2)]!;
    slates.push({
      id: `s${session}`,
      profileId: 'p',
      at: clock,
      candidates: shown.map(({ identifier }) => identifier),
      gains: { [id]: 1 },
      history: [...history],
    });
    const type = random.pick(['click', 'save', 'apply']);
    await reranker.record({ type, itemId: id, at: clock });
    history.push({ itemId: id, type, at: clock });
  }

  const scorers = createModelScorers(loadStudent(model), { items, now: NOW });
  const given = {
    score: (_: unknown, { length }: readonly unknown[]) =>
      Float64Array.from({ length }, (__, rank) => -rank),
  };
  const { rows, values } = await evaluateSlates(
    slates,
    [
      { name: 'given', scorer: given },
      { name: 'base', scorer: scorers.base },
      { name: 'shown', scorer: scorers.full },
    ],
    { tables: { items, profiles: new Map([['p', { ...ANALYST, id: 'p' }]]) } },
  );
  const told = await reranker.insights();
  expect(told.clicks).toBe(SESSIONS);
  const measured = Object.fromEntries(rows.map((row) => [row.name, row.metrics['nDCG@10']!.mean]));
  expect(measured.shown).not.toBeCloseTo(measured.base!, 3);
  for (const name of ['given', 'base', 'shown'] as const) {
    expect(told.gains[name], name).toBeCloseTo(measured[name]!, 12);
  }
  const differences = values.shown!['nDCG@10']!.map(
    (value, i) => value - values.base!['nDCG@10']![i]!,
  );
  const mean = differences.reduce((sum, one) => sum + one, 0) / SESSIONS;
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (SESSIONS - 1);
  expect(told.shownLessBase.mean).toBeCloseTo(mean, 12);
  expect(told.shownLessBase.high - mean).toBeCloseTo(1.96 * Math.sqrt(variance / SESSIONS), 9);
});
