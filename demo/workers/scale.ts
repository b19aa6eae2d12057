/** Ranks ever more jobs, beside the page: 200, 1,000, … 100,000. */
import { createReranker, type Item, type Profile } from 'pocketrank';

declare const self: DedicatedWorkerGlobalScope;

/** What the page sends. */
interface Order {
  model: ArrayBuffer;
  items: Item[];
  profile: Profile;
  sizes: number[];
}

/** Those of the fields that an item has. */
function only(item: Item, fields: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name)));
}

/** Items made out of the given ones: each with a title, a place or price, and skills of different ones. */
function multiply(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: count }, (_, at) => {
    const pick = (stride: number): Item =>
      items[(at * stride + Math.floor(at / items.length)) % items.length]!;
    return {
      ...pick(1),
      identifier: `m${at}`,
      sku: `m${at}`,
      ...only(pick(3), ['jobLocation', 'offers', 'studyLocation', 'amount']),
      ...only(pick(5), ['skills', 'attributes']),
      ...only(pick(7), ['datePosted', 'status']),
    };
  });
}

self.addEventListener('message', ({ data }: MessageEvent<Order>) => {
  work(data).then(
    () => self.postMessage({ done: true }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
});

async function work({ model, items, profile, sizes }: Order): Promise<void> {
  for (const size of sizes) {
    const reranker = await createReranker({
      model: model.slice(0),
      storage: 'memory',
      maxKnownItems: size + 1,
    });
    const many = multiply(items, size);
    const newMs = await time(() => reranker.rank(many, { profile, limit: 20 }));
    const knownMs = await time(() => reranker.rank(many, { profile, limit: 20 }));
    self.postMessage({ size, newMs, knownMs, engine: reranker.engine.name });
    reranker.dispose();
  }
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
