import { createReranker } from '../../src/sdk/index.ts';
import type { Item } from '../../src/core/types.ts';
import type { RerankerOptions } from '../../src/sdk/types.ts';

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

export { createReranker };
