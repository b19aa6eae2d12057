import { loadStudent } from '../../src/core/student/load.ts';
import { crossFeatures } from '../../src/core/features/crosses.ts';
import { createFeaturizer } from '../../src/core/features/featurize.ts';
import { createReader } from '../../src/core/reading/reading.ts';
import { createEncoderWith } from '../../src/core/student/encode-with.ts';
import type { Engine } from '../../src/core/engine.ts';
import type { Item, Profile } from '../../src/core/types.ts';
import { contentKey } from '../../src/sdk/ranking/content-key.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import { createScalarEngine } from '../../src/sdk/engines/scalar.ts';
import { createWasmEngine } from '../../src/sdk/engines/wasm/engine.ts';
import { isRelaxedExact } from '../../src/sdk/engines/wasm/kernel.ts';
import { webgpu } from '../../src/sdk/engines/webgpu/index.ts';
import { makePairs, manyItems, NOW, type Pairs } from './fixtures.ts';
import { digits, formatMs, measure, summary, type Section, type Timing } from './measure.ts';
import {
  liteRtPeer,
  onnxPeer,
  prepareTfjsWasm,
  tfjsPeer,
  type LiteRt,
  type OnnxRuntime,
  type Peer,
} from './peers.ts';
import { exportTflite, type Flatbuffers } from './tflite.ts';

/** What the runner gives to the suite, wherever that runs. */
export interface SuiteInput {
  model: Uint8Array;
  items: Item[];
  profiles: Profile[];
  /** The compiled bare loop, see assembly/bare-loop.ts, and the same with relaxed SIMD. */
  bareLoop: Uint8Array<ArrayBuffer>;
  relaxedBareLoop: Uint8Array<ArrayBuffer>;
  /** The same student, exported. */
  onnx: Record<'float32' | 'int8', Uint8Array>;
  /** Loads onnxruntime-web, where it is installed. */
  loadOnnx?: () => Promise<OnnxRuntime>;
  /** Loads LiteRT.js, where it is installed, and what writes its files. */
  loadLiteRt?: () => Promise<{ liteRt: LiteRt; flatbuffers: Flatbuffers }>;
  tfjsPath?: string;
  isGpuWanted?: boolean;
  /** The longest list. */
  maxItems: number;
}

const KERNEL_ITEMS = 1000;

/** Every section that can be measured in one process. */
export async function runSuite(input: SuiteInput): Promise<Section[]> {
  const student = loadStudent(input.model);
  const pairs = makePairs(student, input.items.slice(0, KERNEL_ITEMS), input.profiles[0]!);
  return [await kernelSection(input, pairs), await encodeSection(input), await rankSection(input)];
}

/** Scores of known items: engines and other runtimes, and what the machine can do at best. */
async function kernelSection(input: SuiteInput, pairs: Pairs): Promise<Section> {
  const { student, count, stride, codes, slots, query, evidence, want } = pairs;
  const macs =
    count * (query.hidden * (query.width + query.crossFeatures) + query.width + 2 * query.hidden);
  const rows: { name: string; timing: Timing; macs: number; note: string }[] = [];
  const isRelaxed = isRelaxedExact();
  const addBareLoop = async (name: string, bytes: BufferSource, perRound: number) => {
    const { instance } = await WebAssembly.instantiate(bytes);
    const { bareLoop } = instance.exports as { bareLoop(n: number): number };
    const rounds = Math.floor(macs / perRound);
    const timing = await measure(() => void bareLoop(rounds));
    rows.push({ name, timing, macs: rounds * perRound, note: 'registers only' });
  };
  await addBareLoop('bare multiply-add loop (16-bit SIMD)', input.bareLoop, 64);
  if (isRelaxed)
    await addBareLoop('bare multiply-add loop (relaxed SIMD)', input.relaxedBareLoop, 128);
  const engines: [name: string, engine: Engine][] = [
    ...(isRelaxed ? [['wasm, relaxed SIMD', createWasmEngine(true)] as [string, Engine]] : []),
    ['wasm', createWasmEngine(false)],
    ['scalar', createScalarEngine()],
  ];
  if (input.isGpuWanted) engines.push(['webgpu', webgpu({ minItems: 0 })]);
  /** The row of the engine that a page takes. */
  const first = rows.length;
  for (const [name, engine] of engines) {
    const session = await engine.open(student);
    session.reserve(count);
    for (const slot of slots) {
      session.write(slot, codes.subarray(slot * stride, (slot + 1) * stride));
    }
    const out = new Int32Array(2 * count);
    const timing = await measure(() => session.score(query, evidence, slots, out));
    const isSame = out.every((value, i) => value === want[i]);
    const note = isSame ? 'exact, crosses included' : 'WRONG';
    rows.push({ name: `PocketRank ${name}`, timing, macs, note });
    session.close();
  }
  const ours = rows[first]!.timing.medianMs;
  const crosses = new Uint8Array(pairs.crosses.length);
  const crossTiming = await measure(() => {
    for (let n = 0; n < count; n++) {
      const at = n * stride + query.width;
      crossFeatures(student.schema, evidence, codes, at, crosses, n * query.crossFeatures);
    }
  });
  for (const peer of await makePeers(input, pairs)) {
    const got = Array.from(await peer.run());
    const worst = Math.max(...got.map((value, i) => Math.abs(value - want[i]!)));
    const timing = await measure(async () => void (await peer.run()));
    const note = `${worst === 0 ? 'exact' : `off by ${digits(worst)} at most`}, crosses given`;
    rows.push({ name: peer.name, timing, macs, note });
  }
  return {
    title: `Kernel: the network over ${count} known items (${query.width} wide, ${query.hidden} hidden, ${query.crossFeatures} cross features), one thread`,
    columns: ['', 'median', 'min', 'GMAC/s', 'against PocketRank', 'with crosses in JS', ''],
    rows: rows.map(({ name, timing, macs: work, note }, i) => [
      name,
      formatMs(timing.medianMs),
      formatMs(timing.minMs),
      digits(work / timing.medianMs / 1e6),
      `${digits(timing.medianMs / ours)} ×`,
      i > first && !name.startsWith('PocketRank')
        ? `${digits((timing.medianMs + crossTiming.medianMs) / ours)} ×`
        : '',
      note,
    ]),
  };
}

async function makePeers(input: SuiteInput, pairs: Pairs): Promise<Peer[]> {
  const peers: Peer[] = [];
  if (input.loadOnnx) {
    const ort = await input.loadOnnx();
    for (const precision of ['float32', 'int8'] as const) {
      peers.push(await onnxPeer(ort, input.onnx[precision], precision, pairs));
    }
  }
  if (input.loadLiteRt) {
    const { liteRt, flatbuffers } = await input.loadLiteRt();
    peers.push(await liteRtPeer(liteRt, exportTflite(flatbuffers, pairs), pairs));
  }
  if (input.tfjsPath !== undefined) {
    prepareTfjsWasm(input.tfjsPath);
    peers.push(await tfjsPeer('wasm', pairs));
  }
  if (input.isGpuWanted) peers.push(await tfjsPeer('webgpu', pairs));
  return peers;
}

async function encodeSection({ model, items }: SuiteInput): Promise<Section> {
  const student = loadStudent(model);
  const some = items.slice(0, 200);
  const read = createReader(student.schema);
  const featurize = createFeaturizer(student.schema, student.parameters.tableRows);
  let tokens = 0;
  for (const item of some) tokens += featurize('item', item, NOW).ends.at(-1)!;
  const timeOf = async (work: () => void): Promise<string> =>
    formatMs((await measure(work)).medianMs / some.length);
  const rows = [
    [
      'reading',
      await timeOf(() => {
        for (const item of some) read('item', item, NOW);
      }),
    ],
    [
      'reading and content key',
      await timeOf(() => {
        for (const item of some) contentKey(read('item', item, NOW));
      }),
    ],
  ];
  for (const engine of [createWasmEngine(), createScalarEngine()]) {
    const session = await engine.open(student);
    const out = new Int8Array(student.parameters.width);
    const readings = some.map((item) => createReader(student.schema)('item', item, NOW));
    const dense = await timeOf(() => {
      for (const reading of readings) session.encode(reading, out);
    });
    const encoder = createEncoderWith(student, session.encode);
    const whole = await timeOf(() => {
      for (const item of some) encoder.item(item, NOW);
    });
    rows.push([`what was read to dense code, ${engine.name}`, dense]);
    rows.push([`item to item code, ${engine.name}`, whole]);
    session.close();
  }
  return {
    title: `Encoding: per item, ${Math.round(tokens / some.length)} tokens on average`,
    columns: ['', 'median'],
    rows,
  };
}

/** Whole rankings through the public API. */
async function rankSection({ model, items, profiles, maxItems }: SuiteInput): Promise<Section> {
  const rows: string[][] = [];
  for (const count of [10, 100, 1000, 10_000, 100_000]) {
    if (count > maxItems) break;
    const reranker = await createReranker({
      model,
      storage: 'memory',
      now: () => NOW,
      maxKnownItems: 2 * count + 1000,
    });
    const repeats = count >= 100_000 ? 3 : count >= 10_000 ? 5 : 30;
    let block = 0;
    let list: Item[] = [];
    const fresh: number[] = [];
    const known: number[] = [];
    const click: number[] = [];
    const time = async (work: () => Promise<unknown>, into: number[]): Promise<void> => {
      const start = performance.now();
      block = Math.max(block, await longestBlock(work));
      into.push(performance.now() - start);
    };
    for (let i = 0; i < Math.min(repeats, 10); i++) {
      list = manyItems(items, count, `${count}/${i}/`);
      await time(() => reranker.rank(list, { profile: profiles[0]! }), fresh);
    }
    block = 0;
    for (let i = 0; i < repeats; i++) {
      const profile = profiles[1 + (i % (profiles.length - 1))]!;
      await time(() => reranker.rank(list, { profile }), known);
    }
    for (let i = 0; i < repeats; i++) {
      await reranker.record({ type: 'click', itemId: String(list[(i * 7) % count]!.identifier) });
      await time(() => reranker.rank(list, { profile: profiles[1]! }), click);
    }
    rows.push([
      count.toLocaleString('en'),
      ...[fresh, known, click].map((times) => formatMs(summary(times).medianMs)),
      `${digits((1000 * summary(known).medianMs) / count)} µs`,
      count >= 1000 ? formatMs(block) : '',
    ]);
    reranker.dispose();
  }
  return {
    title: 'Rankings through the public API, medians',
    columns: [
      'items',
      'all new',
      'all known, another profile',
      'after a click',
      'a known item',
      'longest block',
    ],
    rows,
  };
}

/** The longest time during `work` in which nothing else could run on this thread. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let isDone = false;
  let longest = 0;
  let last = performance.now();
  const { port1, port2 } = new MessageChannel();
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (isDone) port1.close();
    else port2.postMessage(0);
  };
  port1.addEventListener('message', tick);
  port1.start();
  port2.postMessage(0);
  await work();
  tick();
  isDone = true;
  return longest;
}

/** What `used` says before and after a reranker has got to know `count` items. */
export async function rememberItems(
  { model, items, profiles }: Pick<SuiteInput, 'model' | 'items' | 'profiles'>,
  count: number,
  used: () => number,
): Promise<{ before: number; after: number }> {
  const reranker = await createReranker({
    model,
    storage: 'memory',
    now: () => NOW,
    maxKnownItems: count,
  });
  // The first ranking makes machine code, which is no item's.
  await reranker.rank(manyItems(items, 500, 'warm'), { profile: profiles[0]! });
  await reranker.forget();
  const list = manyItems(items, count, 'kept');
  const before = used();
  await reranker.rank(list, { profile: profiles[0]!, limit: 10 });
  const after = used();
  // Both live until here, whatever the collector thinks.
  await reranker.rank(list.slice(0, 1), { profile: profiles[0]! });
  reranker.dispose();
  return { before, after };
}
