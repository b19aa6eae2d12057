import type { Random } from '../../core/math/random.ts';
import { fit } from '../train/fit.ts';
import type { Choice, Impressions, Interactions } from '../train/interactions.ts';
import { makeBatch, type CandidateList } from '../train/lists.ts';
import { CLICK, examinedLoss, headLogits, listwiseLoss } from '../train/losses.ts';
import type { PairData } from '../train/pair-data.ts';
import { createPairNetwork, type Loss, type PairNetwork } from '../train/pair-network.ts';
import type { Tf } from '../train/tensorflow.ts';
import type { TeacherOptions } from './policy-teacher.ts';
import type { Teacher } from './teacher.ts';

/** Positions with an examination probability of their own; later ones share the last. */
export const MAX_POSITION = 50;
/**
 * Examination logits are trained in units of this: Adam moves each weight by about its rate a step, and a
 * bias of position spans several logits.
 */
const EXAMINATION_UNIT = 50;
/** Jobs of a logged slate that a training list holds. */
const SHOWN_PER_LIST = 20;
/** Jobs beside them that were not shown, taken as unattractive with a small weight. */
const UNSEEN_PER_LIST = 8;
const UNSEEN_WEIGHT = 0.15;
/** Sampled alternatives to one choice. */
const ALTERNATIVES = 31;

/**
 * Trains the click teacher. From impressions by the examination hypothesis, examination by position apart
 * from attraction, so that only attraction is distilled. From choices alone (no impressions in the log) by
 * sampled softmax against jobs drawn as often as they were chosen, so that popularity itself earns nothing.
 */
export async function trainClickTeacher(
  tf: Tf,
  data: PairData,
  log: Interactions,
  options: TeacherOptions,
): Promise<Teacher & { examination: Float32Array | undefined }> {
  const examined = log.impressions.length >= log.choices.length / SHOWN_PER_LIST;
  const extra = examined
    ? { examination: new Float32Array(MAX_POSITION + 1).fill(1 / EXAMINATION_UNIT) }
    : undefined;
  const network = createPairNetwork(tf, data, options.size, options.random, extra);
  await fit(network, {
    ...options,
    next: (step, random) =>
      examined
        ? impressionBatch(tf, data, log.impressions, options.lists, random)
        : choiceBatch(tf, data, log.choices, options.lists, step, random),
  });
  return {
    name: 'click',
    network,
    head: CLICK,
    calibrated: examined,
    examination: examined ? examinationOf(network) : undefined,
  };
}

/** Learned probability that a position is examined, from position 1 on, relative to the likeliest. */
function examinationOf(network: PairNetwork): Float32Array {
  const logits = network.variables.get('examination')!.dataSync() as Float32Array;
  const shares = logits.subarray(1).map((x) => 1 / (1 + Math.exp(-EXAMINATION_UNIT * x)));
  const top = shares.reduce((a, b) => Math.max(a, b), 0);
  return shares.map((share) => share / top);
}

function impressionBatch(
  tf: Tf,
  data: PairData,
  impressions: readonly Impressions[],
  count: number,
  random: Random,
): { batch: ReturnType<typeof makeBatch>; loss: Loss } {
  const perList = SHOWN_PER_LIST + UNSEEN_PER_LIST;
  const clicked = new Float32Array(count * perList);
  const weight = new Float32Array(count * perList);
  const positions = new Int32Array(count * perList);
  const seen = new Float32Array(count * perList);
  const lists: CandidateList[] = [];
  for (let b = 0; b < count; b++) {
    const slate = random.pick(impressions);
    const jobs = new Int32Array(perList);
    const start =
      slate.jobs.length > SHOWN_PER_LIST
        ? random.integer(slate.jobs.length - SHOWN_PER_LIST + 1)
        : 0;
    for (let k = 0; k < perList; k++) {
      const at = b * perList + k;
      const from = start + k;
      if (k < SHOWN_PER_LIST && from < slate.jobs.length) {
        jobs[k] = slate.jobs[from]!;
        clicked[at] = slate.clicked[from]!;
        weight[at] = 1;
        seen[at] = 1;
        positions[at] = Math.min(MAX_POSITION, slate.positions[from]!);
      } else {
        jobs[k] = random.integer(data.rankable);
        weight[at] = k < SHOWN_PER_LIST ? 0 : UNSEEN_WEIGHT;
      }
    }
    lists.push({ profile: slate.profile, jobs, at: slate.at });
  }
  const shape: [number, number] = [count, perList];
  return {
    batch: makeBatch(data, lists),
    loss: (logits, weights) => {
      const examination = tf.reshape(
        tf.mul(EXAMINATION_UNIT, tf.gather(weights.examination!, tf.tensor1d(positions, 'int32'))),
        shape,
      );
      // What was never shown is judged as if it had been seen.
      const seenMask = tf.tensor2d(seen, shape);
      const certain = tf.add(tf.mul(examination, seenMask), tf.mul(6, tf.sub(1, seenMask)));
      return examinedLoss(
        tf,
        headLogits(tf, logits, CLICK),
        certain,
        tf.tensor2d(clicked, shape),
        tf.tensor2d(weight, shape),
      );
    },
  };
}

function choiceBatch(
  tf: Tf,
  data: PairData,
  choices: readonly Choice[],
  count: number,
  step: number,
  random: Random,
): { batch: ReturnType<typeof makeBatch>; loss: Loss } {
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
