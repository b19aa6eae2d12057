import type { Random } from '../../core/math/random.ts';
import type { Choice } from '../train/interactions.ts';
import { makeBatch, type Batch, type CandidateList } from '../train/lists.ts';
import { CLICK, headLogits, listwiseLoss } from '../train/losses.ts';
import type { PairData } from '../train/pair-data.ts';
import type { Loss } from '../train/pair-network.ts';
import type { Tf } from '../train/tensorflow.ts';

/** Sampled alternatives to one choice. */
const ALTERNATIVES = 31;

/** A batch of choices, each against jobs drawn as often as they were chosen, with its sampled softmax loss. */
export function choiceBatch(
  tf: Tf,
  data: PairData,
  choices: readonly Choice[],
  count: number,
  step: number,
  random: Random,
): { batch: Batch; loss: Loss } {
  const perList = 1 + ALTERNATIVES;
  // Few alternatives shared over the batch: each job is encoded once.
  const pool = Array.from({ length: 4 * ALTERNATIVES }, () => random.pick(choices).job);
  const offset = step * count;
  const lists: CandidateList[] = [];
  for (let b = 0; b < count; b++) {
    const choice = choices[permuted(offset + b, choices.length)]!;
    const jobs = new Int32Array(perList);
    jobs[0] = choice.job;
    for (let k = 1; k < perList; k++) jobs[k] = random.pick(pool);
    lists.push({ profile: choice.profile, jobs, at: choice.at });
  }
  const target = new Float32Array(count * perList);
  for (let b = 0; b < count; b++) target[b * perList] = 1;
  return {
    batch: makeBatch(data, lists),
    loss: (logits) =>
      listwiseLoss(tf, headLogits(tf, logits, CLICK), tf.tensor2d(target, [count, perList])),
  };
}

/** A walk through 0 … n − 1 without repeats, in an order that no log has: multiplication by a number prime to n. */
function permuted(i: number, n: number): number {
  let stride = Math.floor(n * 0.6180339887) | 1;
  while (gcd(stride, n) !== 1) stride += 2;
  return Number((BigInt(i % n) * BigInt(stride)) % BigInt(n));
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
