import type { Random } from '../../../core/math/random.ts';
import { inBatchLoss, maskOf, mutualLoss } from '../network/in-batch.ts';
import { makeBatch, type Batch } from '../data/lists.ts';
import { headLogits, listwiseLoss, POLICY } from '../network/losses.ts';
import { mayFit, type Match, type Matches } from '../data/matches.ts';
import { mineLists } from './mine-lists.ts';
import type { TitleDraw } from './title-pairs.ts';
import type { PairData } from '../data/pair-data.ts';
import { HIDDEN_PART, type Loss, type PairNetwork, type Rates } from '../network/pair-network.ts';
import type { Tensor3D, Tf } from '../backend/tf.ts';

/** How matches are mixed into other training. */
export interface WarmStart {
  matches: Matches;
  /** Steps on matches alone, before anything else; after them every other step is on matches. */
  steps: number;
  /** Matches a batch. */
  size: number;
  /** Where titles can be learned from each other, too. */
  titles?: TitleDraw | undefined;
}

/** Whether a step is one on matches. */
export function isWarmStep(warm: WarmStart | undefined, step: number): warm is WarmStart {
  return warm !== undefined && (step < warm.steps || step % 2 === 1);
}

/**
 * One step on matches: by turns over codes alone and, once the warm start is over, through the head, so that
 * what the head learns of whole profiles does not drown what codes say of bare titles.
 */
export async function matchStep(
  tf: Tf,
  data: PairData,
  network: PairNetwork,
  warm: WarmStart,
  step: number,
  rates: Rates,
  random: Random,
): Promise<number> {
  if (step < warm.steps || step % 4 === 1) {
    return random.next() < TITLE_SHARE && warm.titles !== undefined
      ? titleStep(tf, network, warm.titles, warm.size, rates, random)
      : contrastStep(tf, network, warm, rates, random);
  }
  const { batch, loss } = await headBatch(tf, data, network, warm.matches, random);
  return network.step(batch, loss, rates);
}

/** Share of the steps over codes that set titles against titles, where there are such pairs. */
const TITLE_SHARE = 0.7;

/** What the variance of the hidden units' part within a list of bare titles costs. */
const HIDDEN_COST = 4;

/**
 * Lists of mined items and their matches, for a listwise loss on the policy output. Bare titles are for codes and
 * words to tell apart, which know titles never seen; the hidden units, which do not, are held from it.
 */
async function headBatch(
  tf: Tf,
  data: PairData,
  network: PairNetwork,
  matches: Matches,
  random: Random,
): Promise<{ batch: Batch; loss: Loss }> {
  const lists = await mineLists(network, matches, random);
  const shape: [number, number] = [lists.length, lists[0]!.items.length];
  const target = new Float32Array(shape[0] * shape[1]);
  for (let b = 0; b < shape[0]; b++) target[b * shape[1]] = 1;
  return {
    batch: makeBatch(data, lists),
    loss: (logits, extra) => {
      const hidden = headLogits(tf, extra[HIDDEN_PART] as Tensor3D, POLICY);
      const spread = tf.mean(tf.square(tf.sub(hidden, tf.mean(hidden, 1, true))));
      return tf.add(
        listwiseLoss(tf, headLogits(tf, logits, POLICY), tf.tensor2d(target, shape)),
        tf.mul(HIDDEN_COST, spread),
      );
    },
  };
}

/** Softmax scale of cosines. */
const SCALE = 12;
/** Share of batches drawn from groups near each other, where telling apart is hard. */
const HARD_SHARE = 0.25;

/**
 * One step of in-batch softmax over the cosines of codes: each profile's item against the items of all others
 * in the batch, those that may fit it too masked.
 */
export function contrastStep(
  tf: Tf,
  network: PairNetwork,
  { matches, size }: WarmStart,
  rates: Rates,
  random: Random,
): Promise<number> {
  const batch = random.next() < HARD_SHARE ? nearBatch(matches, size, random) : undefined;
  const pairs = batch ?? Array.from({ length: size }, () => random.pick(matches.list));
  const profiles = Int32Array.from(pairs, (pair) => pair.profile);
  const items = Int32Array.from(pairs, (pair) => random.pick(pair.items));
  const mask = maskOf(mayFit(matches, pairs), size);
  return network.stepCodes(
    profiles,
    items,
    (profileCodes, itemCodes) => inBatchLoss(tf, profileCodes, itemCodes, SCALE, mask),
    rates,
  );
}

/** One step of in-batch softmax over the cosines of titles that mean the same, both ways. */
function titleStep(
  tf: Tf,
  network: PairNetwork,
  titles: TitleDraw,
  size: number,
  rates: Rates,
  random: Random,
): Promise<number> {
  const pairs = titles.draw(size, random);
  return network.stepProfiles(
    pairs.titles,
    pairs.partners,
    (own, partners) => mutualLoss(tf, own, partners, SCALE, pairs.mask),
    rates,
  );
}

/** A run of the list, which holds near groups side by side. */
function nearBatch({ list }: Matches, size: number, random: Random): Match[] | undefined {
  if (list.length < 8 * size) return undefined;
  const width = 4 * size;
  const from = random.integer(list.length - width);
  return Array.from({ length: size }, () => list[from + random.integer(width)]!);
}
