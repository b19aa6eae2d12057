import { createReranker, type Engine, type Item, type Profile } from 'pocketrank';
import { nextFrame } from '../page/dom.ts';

/** How an engine did. */
export interface Lap {
  engine: string;
  /** Why it does not run here; the rest is missing then. */
  reason?: string;
  /** From nothing to the first ranking, in milliseconds, model in hand. */
  coldMs?: number;
  /** Each warm ranking, in milliseconds. */
  warmMs?: number[];
  /** Ids in order, with the exact scores. */
  fingerprint?: string;
}

const ROUNDS = 60;

/** Lets each engine rank the same items, and compares what comes out to the last bit. */
export async function race(
  model: ArrayBuffer,
  items: readonly Item[],
  profile: Profile,
  onLap: (lap: Lap) => void,
): Promise<Lap[]> {
  const laps: Lap[] = [];
  for (const name of ['scalar', 'wasm', 'webgpu'] as const) {
    const lap = await run(name, model, items, profile).catch((error: unknown) => ({
      engine: name,
      reason: error instanceof Error ? error.message : String(error),
    }));
    laps.push(lap);
    onLap(lap);
    await nextFrame();
  }
  return laps;
}

async function run(
  name: 'scalar' | 'wasm' | 'webgpu',
  model: ArrayBuffer,
  items: readonly Item[],
  profile: Profile,
): Promise<Lap> {
  const engine = name === 'webgpu' ? await openWebGpu() : name;
  const started = performance.now();
  const reranker = await createReranker({ model: model.slice(0), engine, storage: 'memory' });
  try {
    const { items: first } = await reranker.rank(items, { profile });
    const coldMs = performance.now() - started;
    const warmMs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = performance.now();
      await reranker.rank(items, { profile });
      warmMs.push(performance.now() - before);
    }
    const fingerprint = first.map(({ id, score }) => `${id}=${score}`).join(' ');
    return { engine: reranker.engine.name, coldMs, warmMs, fingerprint };
  } finally {
    reranker.dispose();
  }
}

async function openWebGpu(): Promise<Engine> {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<unknown> } };
  if (gpu === undefined) throw new Error('This browser has no WebGPU.');
  if (!(await gpu.requestAdapter())) throw new Error('This device has no adapter for WebGPU.');
  const { webgpu } = await import('pocketrank/webgpu');
  return webgpu({ minItems: 0 });
}
