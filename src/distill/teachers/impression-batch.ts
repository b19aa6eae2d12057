import type { Random } from '../../core/math/random.ts';
import type { Impressions } from '../train/data/interactions.ts';
import { makeBatch, type Batch, type CandidateList } from '../train/data/lists.ts';
import { CLICK, examinedLoss, headLogits } from '../train/network/losses.ts';
import type { PairData } from '../train/data/pair-data.ts';
import type { Loss } from '../train/network/pair-network.ts';
import type { Tf } from '../train/backend/tf.ts';

/** Positions with an examination probability of their own; later ones share the last. */
export const MAX_POSITION = 50;
/**
 * Examination logits are trained in units of this: Adam moves each weight by about its rate a step, and a
 * bias of position spans several logits.
 */
export const EXAMINATION_UNIT = 50;
/** Items of a logged slate that a training list holds. */
export const SHOWN_PER_LIST = 20;
/** Items beside them that were not shown, taken as unattractive with a small weight. */
const UNSEEN_PER_LIST = 8;
const UNSEEN_WEIGHT = 0.15;

/** The logit of an examination that is beyond doubt. */
const CERTAIN = 6;

/** A batch of logged slates with the loss of their clicks by the examination hypothesis. */
export function impressionBatch(
  tf: Tf,
  data: PairData,
  impressions: readonly Impressions[],
  count: number,
  random: Random,
): { batch: Batch; loss: Loss } {
  const perList = SHOWN_PER_LIST + UNSEEN_PER_LIST;
  const clicked = new Float32Array(count * perList);
  const weight = new Float32Array(count * perList);
  const positions = new Int32Array(count * perList);
  /** 1 where whether the item was looked at depends on its position. */
  const unsure = new Float32Array(count * perList);
  const lists: CandidateList[] = [];
  for (let b = 0; b < count; b++) {
    const slate = random.pick(impressions);
    const items = new Int32Array(perList);
    const start =
      slate.items.length > SHOWN_PER_LIST
        ? random.integer(slate.items.length - SHOWN_PER_LIST + 1)
        : 0;
    for (let k = 0; k < perList; k++) {
      const at = b * perList + k;
      const from = start + k;
      if (k < SHOWN_PER_LIST && from < slate.items.length) {
        items[k] = slate.items[from]!;
        clicked[at] = slate.clicked[from]!;
        weight[at] = 1;
        unsure[at] = 1 - slate.dismissed[from]!;
        positions[at] = Math.min(MAX_POSITION, slate.positions[from]!);
      } else {
        items[k] = random.integer(data.rankable);
        weight[at] = k < SHOWN_PER_LIST ? 0 : UNSEEN_WEIGHT;
      }
    }
    lists.push({ profile: slate.profile, items, at: slate.at });
  }
  const shape: [number, number] = [count, perList];
  return {
    batch: makeBatch(data, lists),
    loss: (logits, weights) => {
      const examination = tf.reshape(
        tf.mul(EXAMINATION_UNIT, tf.gather(weights.examination!, tf.tensor1d(positions, 'int32'))),
        shape,
      );
      // Who dismisses an item has looked at it; what was never shown is judged as if it had been looked at.
      const mask = tf.tensor2d(unsure, shape);
      const certain = tf.add(tf.mul(examination, mask), tf.mul(CERTAIN, tf.sub(1, mask)));
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
