import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReranker } from '../../../src/sdk/reranker.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
const items = inventItems(60);
const profile = ANALYST;
const RealMemory = WebAssembly.Memory;
let memories: WebAssembly.Memory[] = [];
const scored = ({ items: ranked }: { items: { id: string; score: number }[] }) =>
  ranked.map(({ id, score }) => [id, score]);

beforeEach(() => {
  memories = [];
  vi.stubGlobal('indexedDB', new IDBFactory());
  WebAssembly.Memory = function remember(descriptor: WebAssembly.MemoryDescriptor) {
    const memory = new RealMemory(descriptor);
    memories.push(memory);
    return memory;
  } as unknown as typeof WebAssembly.Memory;
});
afterEach(() => {
  WebAssembly.Memory = RealMemory;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Time goes on by so much. */
function pass(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

function damage(how: 'ones' | 'chance' | 'some'): void {
  const random = createRandom('damage');
  for (const { buffer } of memories) {
    const bytes = new Uint8Array(buffer);
    const step = how === 'some' ? 97 : 1;
    for (let at = 0; at < bytes.length; at += step)
      bytes[at] = how === 'ones' ? 255 : random.integer(256);
  }
}

describe('a kernel whose memory is damaged while the page stands', () => {
  it.each(['ones', 'chance', 'some'] as const)(
    'by %s is replaced, and nothing it made stays',
    async (how) => {
      const make = () => createReranker({ model, now: () => NOW });
      const reranker = await make();
      expect(reranker.engine.name).toBe('wasm');
      await reranker.rank(items.slice(0, 30), { profile });
      await reranker.record({ type: 'click', itemId: 'item-3' });
      damage(how);
      // A signal whose code the damaged memory gives.
      await reranker.record({ type: 'save', itemId: 'item-4', at: NOW + 1 });
      pass(3_000);
      const ranking = await reranker.rank(items, { profile });
      const sound = await createReranker({
        model,
        engine: 'scalar',
        storage: 'memory',
        now: () => NOW,
      });
      await sound.rank(items);
      await sound.record({ type: 'click', itemId: 'item-3' });
      await sound.record({ type: 'save', itemId: 'item-4', at: NOW + 1 });
      expect(ranking.engine).toBe('scalar');
      expect(reranker.engine.rejected).toMatchObject([{ name: 'wasm' }]);
      await reranker.rank(items, { profile });
      expect(scored(await reranker.rank(items, { profile }))).toEqual(
        scored(await sound.rank(items, { profile })),
      );
      await reranker.flush();
      reranker.dispose();
      const next = await make();
      await next.rank(items);
      expect(scored(await next.rank(items, { profile }))).toEqual(
        scored(await sound.rank(items, { profile })),
      );
      next.dispose();
      sound.dispose();
    },
  );
});
