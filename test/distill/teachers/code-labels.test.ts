import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { createCodeLabels, type CodeLabels } from '../../../src/distill/teachers/code-labels.ts';
import {
  createCodeLesson,
  distillCodes,
} from '../../../src/distill/train/student/distill-codes.ts';
import {
  createItemVectors,
  type ItemVectors,
} from '../../../src/distill/train/choices/item-vectors.ts';
import {
  createPairNetwork,
  type PairNetwork,
} from '../../../src/distill/train/network/pair-network.ts';
import { readTensors, loadTensorflow } from '../../../src/distill/train/backend/tensorflow.ts';
import type { Tf } from '../../../src/distill/train/backend/tf.ts';
import { toyData } from '../train/toy-data.ts';

const ITEMS = 12;
const data = toyData(ITEMS, 20, 64);
const profiles = [1, 3, 5, 7, 9];
const choices = Array.from({ length: 2 * ITEMS }, (_, i) => ({ profile: 1, item: i % 6, at: 0 }));
const chosen = choices.map(({ item }) => item);

let tf: Tf;
let networks: PairNetwork[];
let vectors: ItemVectors[];
let labels: CodeLabels;
beforeAll(async () => {
  tf = await loadTensorflow();
  const size = { tableRows: 64, width: 8, tower: 4, hidden: 4, format: 'float' } as const;
  networks = ['a', 'b'].map((seed) => createPairNetwork(tf, data, size, createRandom(seed)));
  vectors = networks.map(() => createItemVectors(ITEMS, 8, choices, 0));
  const gradient = Float32Array.from({ length: 8 * 6 }, (_, i) => Math.cos(i));
  for (const own of vectors) own.step([0, 1, 2, 3, 4, 5], gradient, 0.3);
  const teacher = { name: 'click', networks, vectors, head: 1, calibrated: false } as const;
  labels = await createCodeLabels(tf, data, teacher, profiles, chosen);
});

/** The mean cosine of all networks, scaled, as a softmax. */
async function expected(profile: number, items: number[], by: 'content' | 'item') {
  const logits = items.map(() => 0);
  for (const [k, network] of networks.entries()) {
    const own = await network.encode('profile', [profile]);
    for (const [j, item] of items.entries()) {
      const added = by === 'item' ? vectors[k]!.of(item) : new Float32Array(8);
      const sum = (await network.encode('item', [item])).map((x, d) => x + added[d]!);
      const dot = sum.reduce((total, x, d) => total + x * own[d]!, 0);
      logits[j]! += ((5 / 2) * dot) / Math.hypot(...sum);
    }
  }
  const exps = logits.map(Math.exp);
  const total = exps.reduce((a, b) => a + b);
  return exps.map((x) => x / total);
}

describe('createCodeLabels', () => {
  it.each(['content', 'item'] as const)('is the mean of the networks by %s', async (by) => {
    const batch = { profiles: [9, 1], items: [2, 8, 5, 11] };
    const [found] = await readTensors(tf, () => [labels.distribution(batch, by)]);
    for (const [i, profile] of batch.profiles.entries()) {
      const row = await expected(profile, batch.items, by);
      for (const [j, share] of row.entries()) expect(found![4 * i + j]).toBeCloseTo(share, 5);
    }
  });

  it('draws profiles that it knows, and items that were chosen', () => {
    const { profiles: drawn, items } = labels.draw(200, createRandom('draw'));
    expect(new Set(drawn)).toEqual(new Set(profiles));
    expect(new Set(items)).toEqual(new Set(chosen));
  });
});

describe('distillCodes', () => {
  it('brings a smaller network to what the teacher says, of contents and of single items', async () => {
    const student = { tableRows: 64, width: 6, tower: 0, hidden: 4, format: 'int8' } as const;
    const network = createPairNetwork(tf, data, student, createRandom('student'));
    const lesson = createCodeLesson(data, choices, labels, { student, codesPerBatch: 24 });
    const losses: number[] = [];
    for (let step = 0; step < 150; step++) {
      const rates = { dense: 0.003, table: 0.1 };
      losses.push(await distillCodes(tf, network, lesson, rates, createRandom(`step ${step}`)));
    }
    const mean = (from: number) => losses.slice(from, from + 20).reduce((a, b) => a + b) / 20;
    expect(mean(130)).toBeLessThan(mean(0) - 0.1);
    expect(Math.hypot(...lesson.vectors.of(2))).toBeGreaterThan(0.05);
    expect(Math.hypot(...lesson.vectors.of(9))).toBe(0);
  });
});
