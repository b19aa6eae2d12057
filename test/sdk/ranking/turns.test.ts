import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTurns } from '../../../src/sdk/ranking/turns.ts';
import { createReranker } from '../../../src/sdk/reranker.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
afterEach(() => void vi.restoreAllMocks());

/** A clock that goes by so much each time somebody looks: how much is done in a slice depends on no machine. */
function slowClock(stepMs = 0.1): void {
  let ms = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => (ms += stepMs));
}

/** Runs `work` while the page counts how often it is let in, by messages of its own. */
async function countLetIn(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    count++;
    port2.postMessage(0);
  });
  port1.start();
  port2.postMessage(0);
  await work();
  port1.close();
  return count;
}

const make = () => createReranker({ model, engine: 'scalar', storage: 'memory', now: () => NOW });

describe('many rankings', () => {
  it('that nobody waits for let the page in, and come in their order', async () => {
    const reranker = await make();
    const items = inventItems(5);
    await reranker.rank(items, { profile: ANALYST });
    slowClock();
    const done: number[] = [];
    const all = Array.from({ length: 3000 }, async (_, i) => {
      await reranker.rank(items, { profile: ANALYST });
      done.push(i);
    });
    // A slice is 5 ms; a ranking looks at this clock more than ten times, a millisecond in all.
    expect(await countLetIn(() => Promise.all(all))).toBeGreaterThan(100);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done).toHaveLength(3000);
    reranker.dispose();
  });

  it('one after the other let the page in as well', async () => {
    const reranker = await make();
    const items = inventItems(5);
    slowClock(1);
    const count = await countLetIn(async () => {
      for (let i = 0; i < 500; i++) await reranker.rank(items);
    });
    expect(count).toBeGreaterThan(10);
    reranker.dispose();
  });

  it('let a short one by that came after a long one', async () => {
    const reranker = await make();
    slowClock(5);
    const order: string[] = [];
    const long = reranker.rank(inventItems(9000)).then(() => order.push('long'));
    const short = reranker.rank(inventItems(3)).then(() => order.push('short'));
    await Promise.all([long, short]);
    expect(order).toEqual(['short', 'long']);
    reranker.dispose();
  });

  it('are over at once when aborted or disposed of, wherever they wait', async () => {
    const reranker = await make();
    const items = inventItems(200);
    const controller = new AbortController();
    const first = reranker.rank(items);
    const aborted = Array.from({ length: 50 }, () =>
      reranker.rank(items, { signal: controller.signal }),
    );
    const last = reranker.rank(items);
    controller.abort(new Error('left'));
    for (const one of aborted) await expect(one).rejects.toThrow('left');
    expect((await first).items).toHaveLength(200);
    expect((await last).items).toHaveLength(200);
    const late = [reranker.rank(items), reranker.rank(items)];
    reranker.dispose();
    for (const one of late) await expect(one).rejects.toMatchObject({ code: 'DISPOSED' });
  });

  it('go on after one that fails', async () => {
    const reranker = await make();
    const all = [
      reranker.rank(inventItems(3), { prior: [1] }),
      reranker.rank(inventItems(3), { profile: 1 as never }),
      reranker.rank(inventItems(3)),
    ];
    const ends = await Promise.allSettled(all);
    expect(ends[0]).toMatchObject({ reason: { code: 'INVALID_ARGUMENT' } });
    expect(ends[1]).toMatchObject({ reason: { code: 'INVALID_PROFILE' } });
    expect(ends[2]).toMatchObject({ value: { items: { length: 3 } } });
    reranker.dispose();
  });
});

describe('turns', () => {
  it('are cleared away as they are had, and no two are had at once', async () => {
    const take = createTurns();
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      const { pause, end } = await take();
      most = Math.max(most, ++working);
      working--;
      await pause();
      most = Math.max(most, ++working);
      await Promise.resolve();
      working--;
      end();
    };
    await Promise.all(Array.from({ length: 5000 }, work));
    expect(most).toBe(1);
  });
});

describe('a very long list', () => {
  it('lets the page in while it is opened, encoded, ordered, marked and explained', async () => {
    const reranker = await make();
    const items = inventItems(4000);
    slowClock();
    const count = await countLetIn(() => reranker.rank({ items }, { profile: ANALYST }));
    // An item is a look at the clock when it is new.
    expect(count).toBeGreaterThan(40);
    const again = await countLetIn(() =>
      reranker.rank(items, { prior: 'order', fatigue: true, explain: true, limit: 50 }),
    );
    expect(again).toBeGreaterThan(4);
    reranker.dispose();
  });

  it('beyond what is kept ready makes room in a few steps', async () => {
    const { createScalarSession } = await import('../../../src/sdk/engines/scalar-session.ts');
    const { createCodeSlots } = await import('../../../src/sdk/ranking/code-slots.ts');
    const { loadStudent } = await import('../../../src/core/student/load.ts');
    const session = createScalarSession(loadStudent(model));
    const sizes: number[] = [];
    const stride = session.codes().length || 64;
    const slots = createCodeSlots(session, stride, 100, (count) => sizes.push(count));
    const code = new Uint8Array(stride);
    for (let i = 0; i < 5000; i++) slots.put(code);
    expect(slots.reserved()).toBeGreaterThanOrEqual(5000);
    expect(sizes.length).toBeLessThan(40);
  });
});
