import { PocketRankError } from '../../src/core/errors.ts';
import type { Engine } from '../../src/core/engine.ts';
import { createScalarEngine } from '../../src/sdk/engines/scalar.ts';
import { createReranker } from '../../src/sdk/index.ts';
import type { Item } from '../../src/core/types.ts';
import type { Reranker, RerankerOptions } from '../../src/sdk/types.ts';

declare const PAGE: { model: string; items: Item[] };
declare const problems: string[];

/** What one visit of a page does. */
export async function visit(options: RerankerOptions = {}) {
  const begin = performance.now();
  const reranker = await createReranker({ model: PAGE.model, ...options });
  const { items } = await reranker.rank(PAGE.items);
  const ms = performance.now() - begin;
  await reranker.record({ type: 'click', itemId: 'item-1' });
  const { signals } = await reranker.export();
  await reranker.rank(PAGE.items);
  await reranker.flush();
  const { name, rejected } = reranker.engine;
  const { storage } = reranker;
  reranker.dispose();
  await new Promise((done) => setTimeout(done, 50));
  const order = items.map(({ id, score }) => `${id}:${score}`).join();
  return {
    order,
    engine: name,
    storage,
    rejected: rejected.map((one) => `${one.name}: ${one.reason}`),
    signals: signals.length,
    ms,
    problems: [...problems],
  };
}

/** A reranker that has ranked the page's items. */
export async function start(options: RerankerOptions = {}): Promise<Reranker> {
  const reranker = await createReranker({ model: PAGE.model, ...options });
  await reranker.rank(PAGE.items);
  return reranker;
}

/** The items' order by a reranker, with their scores. */
export const orderBy = async (reranker: Reranker): Promise<string> =>
  (await reranker.rank(PAGE.items)).items.map(({ id, score }) => `${id}:${score}`).join();

/** A scalar engine whose device is lost when `lose` is called. */
export function createLosable(): { engine: Engine; lose(): void } {
  const scalar = createScalarEngine();
  let isLost = false;
  const open = async (...how: Parameters<Engine['open']>) => {
    if (isLost) throw new PocketRankError('ENGINE_FAILED', 'The device was lost.');
    const session = await scalar.open(...how);
    const score: typeof session.score = (...list) => {
      if (isLost) throw new PocketRankError('ENGINE_FAILED', 'The device was lost.');
      return session.score(...list);
    };
    return { ...session, score };
  };
  return { engine: { ...scalar, name: 'losable', open }, lose: () => void (isLost = true) };
}

export { createReranker };
