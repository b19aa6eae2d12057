import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReranker } from '../../../src/sdk/reranker.ts';
import type { Reranker } from '../../../src/sdk/types.ts';
import { inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const DAY_MS = 86_400_000;
const model = await lexicalStudentFile();
const items = inventItems(20);
const click = (i: number) => ({ type: 'click', itemId: `item-${i}` }) as const;

/** A visit while the clock says `now`. */
async function visit(
  now: number | (() => number),
  work: (reranker: Reranker) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const clock = typeof now === 'number' ? () => now : now;
  const reranker = await createReranker({ model, engine: 'scalar', now: clock });
  await reranker.rank(items);
  await work(reranker);
  const { signals } = await reranker.export();
  await reranker.flush();
  reranker.dispose();
  return signals.map(({ itemId }) => itemId);
}

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => void vi.unstubAllGlobals());

describe('a clock', () => {
  it.each([200, 2_000])('that is %i days ahead for a visit costs no signal', async (days) => {
    await visit(NOW, async (reranker) => {
      await reranker.record(click(1));
      await reranker.record({ ...click(2), at: NOW + 5_000 });
    });
    const ahead = await visit(NOW + days * DAY_MS, (reranker) => reranker.record(click(3)));
    expect(ahead).toEqual(['item-3']);
    // What was recorded then is taken to be of now, not to come after all others for months.
    const back = await visit(NOW + DAY_MS, async (reranker) => {
      await reranker.record({ ...click(4), at: NOW + DAY_MS + 1 });
      expect((await reranker.undo())?.itemId).toBe('item-4');
    });
    expect(back).toEqual(['item-1', 'item-2', 'item-3']);
  });

  it('that is ahead while the page stands costs none either', async () => {
    let now = NOW;
    const kept = await visit(
      () => now,
      async (reranker) => {
        await reranker.record(click(1));
        now += 200 * DAY_MS;
        await reranker.record(click(2));
        now = NOW + 1_000;
        await reranker.record(click(3));
      },
    );
    expect(kept).toHaveLength(3);
  });

  it('drops what is too old by the second day that says so', async () => {
    await visit(NOW, (reranker) => reranker.record(click(1)));
    const later = NOW + 181 * DAY_MS;
    expect(await visit(later)).toEqual([]);
    expect(await visit(NOW + 10)).toEqual(['item-1']);
    expect(await visit(later)).toEqual([]);
    expect(await visit(later + DAY_MS)).toEqual([]);
    expect(await visit(NOW + 20)).toEqual([]);
  });

  it.each([
    ['gives no number', () => Number.NaN],
    ['throws', () => unwilling()],
    ['is beyond all dates', () => 1e300],
  ])('that %s is not asked', async (_what, now) => {
    await visit(now, async (reranker) => {
      await reranker.record(click(1));
      for (const { score, personal } of (await reranker.rank(items)).items) {
        expect(Number.isFinite(score)).toBe(true);
        expect(Number.isFinite(personal)).toBe(true);
      }
      const { exportedAt, signals } = await reranker.export();
      expect(Math.abs(Date.parse(exportedAt) - Date.now())).toBeLessThan(60_000);
      expect(Math.abs(signals[0]!.at - Date.now())).toBeLessThan(60_000);
    });
  });

  it('that is set back does not keep the database from being tried again', async () => {
    const allowed = globalThis.indexedDB;
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    try {
      const reranker = await createReranker({ model, engine: 'scalar' });
      await reranker.rank(items);
      await reranker.record(click(1));
      vi.stubGlobal('indexedDB', allowed);
      vi.setSystemTime(NOW - 400 * DAY_MS);
      const until = performance.now() + 10_000;
      while (reranker.storage.kind === 'memory' && performance.now() < until) {
        await new Promise((done) => setTimeout(done, 100));
        await reranker.record({ ...click(2), at: performance.now() * 1e6 });
      }
      expect(reranker.storage).toEqual({ kind: 'indexeddb' });
      reranker.dispose();
    } finally {
      vi.useRealTimers();
    }
  });
});

function unwilling(): never {
  throw new Error('no');
}
